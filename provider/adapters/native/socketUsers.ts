import { existsSync, readFileSync } from "node:fs";

/** One end of a connection over IPv4. */
export interface SocketAddress {
  /** Such as `127.0.0.1`, or `::ffff:127.0.0.1`. */
  readonly address: string;
  readonly port: number;
}

/** Reads a table of sockets; undefined where the system has none. */
type ReadTable = (table: string) => string | undefined;

const TABLES = ["/proc/net/tcp", "/proc/net/tcp6"];
const ESTABLISHED = "01";
const LISTENS = "0A";
const IPV4 = /^(?:::ffff:)?(\d+)\.(\d+)\.(\d+)\.(\d+)$/;
/** The system hands a table out in pieces: a line may be missed while other connections come and go. */
const ATTEMPTS = 10;

/**
 * Whether this system tells whose a connection on this machine is: it lists the socket on which this process listens.
 *
 * @param listens - where this process listens
 */
export function tellsSocketUsers(listens: SocketAddress, read: ReadTable = readTable): boolean {
  const local = written(listens);
  try {
    return firstFound(read, ({ state, local: here }) => state === LISTENS && here.endsWith(local)) !== undefined;
  } catch (error) {
    // Another user can bring about that no more files can be opened. Where a process may never read the tables, they tell nothing.
    return !["EACCES", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "");
  }
}

/**
 * The number of the user who made a connection on this machine, as Linux lists it.
 *
 * @param from - its other end
 * @param to - its end in this process
 * @returns undefined where there is no such connection, or no longer, as far as can be seen
 */
export function userOfSocket(from: SocketAddress, to: SocketAddress, read: ReadTable = readTable): number | undefined {
  try {
    const [local, remote] = [written(from), written(to)];
    return firstFound(
      read,
      (socket) => socket.state === ESTABLISHED && socket.local.endsWith(local) && socket.remote.endsWith(remote),
    )?.user;
  } catch {
    return undefined;
  }
}

interface Socket {
  local: string;
  remote: string;
  state: string;
  user: number;
}

function firstFound(read: ReadTable, isWanted: (socket: Socket) => boolean): Socket | undefined {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const found = TABLES.flatMap((table) => socketsIn(read(table) ?? "")).find(isWanted);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** The lines of a table of sockets, without its head. */
function socketsIn(table: string): Socket[] {
  return table
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .map(([, local = "", remote = "", state = "", , , , user]) => ({ local, remote, state, user: Number(user) }));
}

/** An address as the tables have it: the four bytes as one number in the order of the machine, which is the other one on all machines of Node.js. */
function written({ address, port }: SocketAddress): string {
  const [, ...bytes] = IPV4.exec(address) ?? [];
  if (bytes.length === 0) {
    throw new Error("not an address of IPv4");
  }
  return `${bytes
    .reverse()
    .map((byte) => hex(Number(byte), 2))
    .join("")}:${hex(port, 4)}`;
}

function hex(number: number, digits: number): string {
  return number.toString(16).toUpperCase().padStart(digits, "0");
}

/** @throws the system's error where there is such a table, and it cannot be read now */
function readTable(table: string): string | undefined {
  return existsSync(table) ? readFileSync(table, "latin1") : undefined;
}
