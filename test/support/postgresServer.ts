import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { UrlBackend } from "./stackBackend";
import { unusedOrigin } from "./unusedOrigin";

/** The folder with initdb, pg_ctl and psql; undefined where PostgreSQL is not installed. */
export function postgresFolder(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort().reverse() : [];
  return [
    ...(process.env.PATH ?? "").split(delimiter),
    ...versions.map((version) => join(debian, version, "bin")),
  ].find((folder) => ["initdb", "pg_ctl", "psql"].every((name) => existsSync(join(folder, name))));
}

/** A PostgreSQL server of the tests, with its data in a temporary folder. */
export class PostgresServer {
  private constructor(
    readonly backend: UrlBackend,
    readonly stop: () => void,
  ) {}

  static async start(programs: string): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-postgres-"));
    const port = new URL(await unusedOrigin()).port;
    // initdb refuses to run as root.
    const user = process.getuid?.() === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : {};
    if (user.uid !== undefined && user.gid !== undefined) {
      chownSync(folder, user.uid, user.gid);
    }
    const data = join(folder, "data");
    const run = (name: string, ...args: string[]) =>
      execFileSync(join(programs, name), args, { ...user, cwd: folder, stdio: "ignore" });
    const stop = () => {
      try {
        if (existsSync(join(data, "postmaster.pid"))) {
          run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", data);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    };
    try {
      run("initdb", "-D", data, "-A", "trust", "-U", "tests", "--no-sync");
      const settings = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories=`;
      run("pg_ctl", "start", "-w", "-D", data, "-l", join(folder, "log"), "-o", settings);
    } catch (error) {
      stop();
      throw error;
    }
    const url = `postgres://tests@127.0.0.1:${port}/postgres?sslmode=disable`;
    return new PostgresServer(new UrlBackend(url, () => storedIn(programs, url)), stop);
  }
}

/** The backend stores each file as base64 within JSON: without decoding, no secret would be found in it. */
function storedIn(programs: string, url: string): [where: string, text: string][] {
  const query = "SELECT json_build_array(key, data->>'data') FROM pulumi_state";
  return execFileSync(join(programs, "psql"), ["-X", "-A", "-t", "-d", url, "-c", query], {
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  })
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [key, data] = JSON.parse(line) as [string, string];
      return [`the database, ${key}`, Buffer.from(data, "base64").toString()];
    });
}

function idOf(option: "-u" | "-g"): number {
  return Number(execFileSync("id", [option, "nobody"], { encoding: "utf8" }));
}
