import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:http2";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** The number of a user who owns nothing. */
export const OTHER_USER = 65_534;

// Without a file, so that it runs where that user may not read this checkout. A call of gRPC is a request of HTTP/2.
const CALLS = `
const [port, ...names] = process.argv.slice(1);
const client = require("node:http2").connect("http://127.0.0.1:" + port).on("error", () => {});
const call = (name) => new Promise((resolve) => {
  const path = "/pulumirpc." + (name.includes("/") ? name : "ResourceProvider/" + name);
  const stream = client.request({ ":method": "POST", ":path": path, "content-type": "application/grpc", te: "trailers" });
  let status = -1;
  const take = (headers) => { status = headers["grpc-status"] ?? status; };
  stream.on("response", take).on("trailers", take).on("error", () => {}).on("close", () => resolve(status)).resume();
  stream.end(Buffer.alloc(5));
});
Promise.all(names.map(call)).then((codes) => { console.log(codes.join(" ")); client.close(); });`;

const CALLS_AND_RESETS = `
const [port, request, times] = process.argv.slice(1);
const net = require("node:net");
const attack = (left) => {
  if (left === 0) return;
  const socket = net.connect(Number(port), "127.0.0.1", () => {
    socket.write(Buffer.from(request, "base64"), () => setTimeout(() => socket.resetAndDestroy(), left % 4));
  });
  socket.on("error", () => {}).on("close", () => attack(left - 1));
};
for (let at = 0; at < 10; at += 1) attack(Number(times) / 10);`;

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
 * @returns gRPC's code of each answer; -1 where the connection was closed without one
 */
export function codesFor(who: "other user" | "this user", port: number, ...names: string[]): number[] {
  const { stdout, stderr } = run([CALLS, String(port), ...names], who === "other user" ? OTHER_USER : undefined);
  if (stdout === "") {
    throw new Error(`the calls failed: ${stderr}`);
  }
  return stdout.trim().split(" ").map(Number);
}

/**
 * Sends a whole call of a provider as another user of this machine, and resets the connection at once, as often as said: the
 * answer is lost, but not what the call does.
 *
 * @param message - of the call
 */
export async function callAndReset(port: number, name: string, message: Uint8Array, times: number): Promise<void> {
  const request = await bytesOfCall(name, message);
  // Not by `run`: the simulated PBX is in this process, and answers meanwhile.
  const attacker = spawn(
    process.execPath,
    ["-e", CALLS_AND_RESETS, String(port), request.toString("base64"), String(times)],
    {
      cwd: "/",
      stdio: "inherit",
      timeout: 30_000,
      uid: OTHER_USER,
      gid: OTHER_USER,
    },
  );
  const [code] = await once(attacker, "exit");
  if (code !== 0) {
    throw new Error(`the calls failed: ${code}`);
  }
}

/** What a client of gRPC sends for a call, in one piece. */
async function bytesOfCall(name: string, message: Uint8Array): Promise<Buffer> {
  const parts: Buffer[] = [];
  const server = createServer((socket) => socket.on("data", (part) => parts.push(part))).listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const stream = client.request({
    ":method": "POST",
    ":path": `/pulumirpc.ResourceProvider/${name}`,
    "content-type": "application/grpc",
    te: "trailers",
  });
  for (const each of [client, stream]) {
    each.on("error", () => undefined);
  }
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  const body = Buffer.concat([head, message]);
  stream.end(body);
  while (!Buffer.concat(parts).includes(Buffer.from(message))) {
    await sleep(5);
  }
  // The frame that ends the stream may follow.
  await sleep(100);
  client.destroy();
  server.close();
  return Buffer.concat(parts);
}
