import { spawnSync } from "node:child_process";

/** The number of a user who owns nothing. */
export const OTHER_USER = 65_534;

// Without a file, so that it runs where that user may not read this checkout. A call of gRPC is a request of HTTP/2.
const CALLS = `
const [port, ...names] = process.argv.slice(1);
const client = require("node:http2").connect("http://127.0.0.1:" + port);
const call = (name) => new Promise((resolve) => {
  const path = "/pulumirpc." + (name.includes("/") ? name : "ResourceProvider/" + name);
  const stream = client.request({ ":method": "POST", ":path": path, "content-type": "application/grpc", te: "trailers" });
  let status;
  const take = (headers) => { status = headers["grpc-status"] ?? status; };
  stream.on("response", take).on("trailers", take).on("close", () => resolve(status)).resume();
  stream.end(Buffer.alloc(5));
});
Promise.all(names.map(call)).then((codes) => { console.log(codes.join(" ")); client.close(); });`;

function run(args: readonly string[], user?: number) {
  const as = user === undefined ? {} : { uid: user, gid: user };
  return spawnSync(process.execPath, ["-e", ...args], { cwd: "/", encoding: "utf8", timeout: 30_000, ...as });
}

/** Whether these tests can start a process of another user, and the system tells whose a connection is. */
export function canBeOtherUser(): boolean {
  return process.platform === "linux" && process.getuid?.() === 0 && run([""], OTHER_USER).status === 0;
}

/**
 * Calls methods of a provider, or `SERVICE/METHOD` of another program, with empty requests.
 *
 * @param who - whether another user of this machine does, or the one who runs the tests
 * @returns gRPC's code of each answer
 */
export function codesFor(who: "other user" | "this user", port: number, ...names: string[]): number[] {
  const { stdout, stderr } = run([CALLS, String(port), ...names], who === "other user" ? OTHER_USER : undefined);
  if (stdout === "") {
    throw new Error(`the calls failed: ${stderr}`);
  }
  return stdout.trim().split(" ").map(Number);
}
