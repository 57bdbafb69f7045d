import type { ChildProcess } from "node:child_process";
import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { UrlBackend } from "./stackBackend";
import { unusedOrigin } from "./unusedOrigin";

const URL_VARIABLE = "PULUMI_OZEKI_TEST_POSTGRES";
const DEBIAN_FOLDER = "/usr/lib/postgresql";
const START_TIMEOUT_MS = 60_000;

/** A PostgreSQL server with a table for the tests. */
export interface PostgresServer {
  readonly backend: UrlBackend;
  /** The password of a server that the tests started; one that was given may have a password that is a common word. */
  readonly password?: string;
  /** Removes what the tests stored, and ends a server that the tests started. */
  stop(): Promise<void>;
}

/** `describe` in the long mode and where there is a PostgreSQL server; elsewhere the tests are skipped, and a line says why. */
export function describeOnPostgres(title: string, tests: (startServer: () => Promise<PostgresServer>) => void): void {
  const start = postgresStart();
  if (typeof start === "string") {
    console.warn(`Skipped: ${title}. ${start}`);
    describe.skip(title, () => tests(() => Promise.reject(new Error(start))));
  } else {
    describe(title, () => tests(start));
  }
}

/** How to get a server, or the reason why the tests are skipped. */
function postgresStart(): (() => Promise<PostgresServer>) | string {
  if (process.env.PULUMI_OZEKI_LONG !== "1") {
    return "This test takes minutes and runs only with `npm run test:long`.";
  }
  const url = process.env[URL_VARIABLE];
  if (url !== undefined && url !== "") {
    return async () => givenServer(url);
  }
  const programs = programFolders().find((folder) => hasPrograms(folder, "initdb", "postgres", "psql"));
  if (programs === undefined) {
    return `No PostgreSQL server was found. Install one (Debian: apt-get install postgresql), or set ${URL_VARIABLE} to postgres://USER:PASSWORD@HOST:5432/DATABASE.`;
  }
  return () => startServer(programs);
}

/** The folders in which PostgreSQL may be: PATH, and where Debian has it, the newest version first. */
function programFolders(): string[] {
  const versions = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER) : [];
  return [
    ...(process.env.PATH ?? "").split(delimiter),
    ...versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN_FOLDER, version, "bin")),
  ];
}

function hasPrograms(folder: string, ...names: string[]): boolean {
  return names.every((name) => existsSync(join(folder, name)));
}

/** A server that is there already: the tests use a table of their own, which they remove at the end. */
function givenServer(value: string): PostgresServer {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol !== "postgres:") {
    // Not quoted: it may hold a password.
    throw new Error(`${URL_VARIABLE} is not a URL that starts with postgres://`);
  }
  const folder = programFolders().find((folder) => hasPrograms(folder, "psql"));
  if (folder === undefined) {
    throw new Error(`${URL_VARIABLE} is set, but psql was not found. Install the PostgreSQL client.`);
  }
  // Everyone on the machine can read command lines, and Pulumi prints the URL.
  const password = decodeURIComponent(url.password);
  url.password = "";
  const database = new Database(join(folder, "psql"), url, password === "" ? {} : { PGPASSWORD: password });
  // A wrong password or address is reported here, before a test.
  database.query("SELECT 1");
  return { backend: database.backend(), stop: async () => database.dropTable() };
}

/** Starts a server on 127.0.0.1 with its data in a temporary folder. */
async function startServer(programs: string): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-postgres-"));
  let server: ChildProcess | undefined;
  const stop = async () => {
    if (server !== undefined) {
      await end(server);
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const port = new URL(await unusedOrigin()).port;
    // PostgreSQL refuses to run as root.
    const user = process.getuid?.() === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : undefined;
    const password = `Marked-${randomBytes(12).toString("hex")}`;
    const passwordFile = join(folder, "password");
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (user !== undefined) {
      chownSync(folder, user.uid, user.gid);
      chownSync(passwordFile, user.uid, user.gid);
    }
    const data = join(folder, "data");
    execFileSync(
      join(programs, "initdb"),
      // The locale C, so that the server's log is in English.
      ["-D", data, "-U", "tests", "-A", "scram-sha-256", `--pwfile=${passwordFile}`, "--locale=C", "-E", "UTF8"],
      { ...user, cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
    );
    const settings = { listen_addresses: "127.0.0.1", port, unix_socket_directories: "" };
    server = spawn(
      join(programs, "postgres"),
      ["-D", data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
      { ...user, cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
    );
    await untilReady(server);
    const url = new URL(`postgres://tests@127.0.0.1:${port}/postgres?sslmode=disable`);
    const database = new Database(join(programs, "psql"), url, { PGPASSWORD: password });
    return { backend: database.backend(), password, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits until a server accepts connections; fails with its log where it ends instead. */
async function untilReady(server: ChildProcess): Promise<void> {
  let log = "";
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => fail("did not start in time"), START_TIMEOUT_MS);
    const fail = (what: string) => {
      clearTimeout(timer);
      reject(new Error(`PostgreSQL ${what}:\n${log}`));
    };
    server.once("error", (error) => fail(`could not be started: ${error.message}`));
    server.once("exit", () => fail("ended while it started"));
    server.stderr?.on("data", (chunk: Buffer) => {
      log += chunk;
      if (log.includes("database system is ready to accept connections")) {
        clearTimeout(timer);
        resolve();
      }
    });
  });
}

/** Ends a server, and the connections that it still has. */
async function end(server: ChildProcess): Promise<void> {
  if (server.pid !== undefined && server.exitCode === null && server.signalCode === null) {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGINT");
    await ended;
  }
}

/** A database with a table of the tests' own, so that a stack of someone else is neither read nor changed. */
class Database {
  readonly #table = `pulumi_ozeki_test_${randomBytes(8).toString("hex")}`;
  readonly #psql: string;
  readonly #url: URL;
  readonly #environment: NodeJS.ProcessEnv;

  constructor(psql: string, url: URL, environment: NodeJS.ProcessEnv) {
    this.#psql = psql;
    this.#url = url;
    this.#environment = environment;
    // Only Pulumi knows this parameter.
    this.#url.searchParams.delete("table");
  }

  backend(): UrlBackend {
    const url = new URL(this.#url);
    url.searchParams.set("table", this.#table);
    return new UrlBackend(url.href, this.#environment, () => this.#stored());
  }

  /** The rows that a query returns, with one column each. */
  query(sql: string): string[] {
    const args = ["-X", "-A", "-t", "-w", "-v", "ON_ERROR_STOP=1", "-d", this.#url.href, "-c", sql];
    const env = { ...process.env, ...this.#environment, PGCLIENTENCODING: "UTF8" };
    return execFileSync(this.#psql, args, {
      env,
      encoding: "utf8",
      maxBuffer: 2 ** 30,
      stdio: ["ignore", "pipe", "pipe"],
    })
      .split("\n")
      .filter((line) => line !== "");
  }

  dropTable(): void {
    this.query(`DROP TABLE IF EXISTS ${this.#table}`);
  }

  /** Pulumi stores each file as base64 within JSON: without decoding, short secrets and escaped ones would not be found. */
  #stored(): [where: string, text: string][] {
    return this.query(`SELECT json_build_array(key, data->>'data') FROM ${this.#table} ORDER BY key`).map((row) => {
      const [key, data] = JSON.parse(row) as [string, string];
      return [`the database, ${key}`, Buffer.from(data, "base64").toString()];
    });
  }
}

function idOf(option: "-u" | "-g"): number {
  return Number(execFileSync("id", [option, "nobody"], { encoding: "utf8" }));
}
