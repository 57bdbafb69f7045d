import { existsSync, readFileSync } from "node:fs";
import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import type { Failure } from "./failure";
import { denied } from "./failure";

/** What gRPC hands to every method of a server. */
interface Call {
  getPeer(): string;
  emit(event: "error", failure: Failure): void;
}

type Method = (call: Call, callback?: (failure: Failure) => void) => void;

const refusal = denied(
  "Another user of this machine made this connection. This process answers only to the user who started it.",
);

/** How long the system is not asked again about a connection, in milliseconds: a run has thousands of calls. */
const REMEMBERED = 1_000;

/**
 * The methods for the user who runs this process, and for root.
 *
 * A plugin has no login: without this, every user of the machine who finds its port could read passwords through it. Where
 * the system does not tell who made a connection (other systems than Linux), all methods go on as they are.
 *
 * @param port - the port on which the server listens
 */
export function forThisUser(methods: UntypedServiceImplementation, port: () => number): UntypedServiceImplementation {
  const allowedUntil = new Map<string, number>();
  const isAllowed = (peer: string) => {
    const now = performance.now();
    if ((allowedUntil.get(peer) ?? 0) > now) {
      return true;
    }
    const isAllowedNow = isOfThisUser(userOfPeer(peer, port()));
    if (isAllowedNow) {
      allowedUntil.set(peer, now + REMEMBERED);
    }
    return isAllowedNow;
  };
  return Object.fromEntries(
    Object.entries(methods).map(([name, method]) => {
      const guarded: Method = (call, callback) => {
        if (isAllowed(call.getPeer())) {
          (method as unknown as Method)(call, callback);
        } else if (callback === undefined) {
          call.emit("error", refusal);
        } else {
          callback(refusal);
        }
      };
      return [name, guarded as unknown as UntypedServiceImplementation[string]];
    }),
  );
}

function isOfThisUser(user: PeerUser): boolean {
  return user === "not told" || user === 0 || user === process.getuid?.();
}

/** The number of a user; or why there is none: the system does not tell, or there is no such connection any more, as far as can be seen. */
export type PeerUser = number | "not told" | "gone";

const TABLES = ["/proc/net/tcp", "/proc/net/tcp6"];
const ESTABLISHED = "01";
const LISTENS = "0A";
/** The address on which the server listens, as Linux writes 127.0.0.1. */
const LOCALHOST = "0100007F";
const IPV4 = /^(?:ipv4:)?(?:::ffff:)?(\d+)\.(\d+)\.(\d+)\.(\d+):(\d+)$/;

/**
 * The user who made a connection to this process on this machine, as Linux lists it.
 *
 * @param peer - the address and port from which the connection comes, such as `127.0.0.1:41234`
 * @param port - the port on which this process listens
 * @param read - reads a table of sockets; undefined where the system has none
 */
export function userOfPeer(peer: string, port: number, read = readTable): PeerUser {
  const [, ...numbers] = IPV4.exec(peer) ?? [];
  const [peerPort = "", ...bytes] = numbers.reverse();
  let sockets: ReturnType<typeof socketsIn>;
  try {
    sockets = TABLES.flatMap((table) => socketsIn(read(table) ?? ""));
  } catch {
    // Another user can bring about that no more files can be opened.
    return "gone";
  }
  const here = `:${hex(port, 4)}`;
  // Some systems have tables that are always empty.
  if (bytes.length === 0 || !sockets.some(({ state, local }) => state === LISTENS && local.endsWith(here))) {
    return "not told";
  }
  // Linux writes the four bytes as one number in the order of the machine, on all machines of Node.js the other one.
  const there = `${bytes.map((byte) => hex(Number(byte), 2)).join("")}:${hex(Number(peerPort), 4)}`;
  const found = sockets.find(
    ({ state, local, remote }) => state === ESTABLISHED && local.endsWith(there) && remote.endsWith(LOCALHOST + here),
  );
  return found === undefined ? "gone" : found.user;
}

/** The lines of a table of sockets, without its head. */
function socketsIn(table: string): { local: string; remote: string; state: string; user: number }[] {
  return table
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .map(([, local = "", remote = "", state = "", , , , user]) => ({ local, remote, state, user: Number(user) }));
}

function hex(number: number, digits: number): string {
  return number.toString(16).toUpperCase().padStart(digits, "0");
}

/** @throws the system's error where there is such a table, and it cannot be read now */
function readTable(table: string): string | undefined {
  return existsSync(table) ? readFileSync(table, "latin1") : undefined;
}
