import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer } from "node:net";
import { tellsSocketUsers, userOfSocket } from "../../../../../provider/adapters/native/socketUsers";

const HEAD = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";
const line = (local: string, remote: string, state: string, user: number) =>
  `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000  ${user}        0 1 1 0 20 4 30 10 -1`;
const LISTENS = line("0100007F:1E64", "00000000:0000", "0A", 1000);
const IN_IPV6 = "0000000000000000FFFF0000";
const HERE = { address: "127.0.0.1", port: 7780 };
const THERE = { address: "127.0.0.1", port: 41234 };

const tables =
  (four: string[], six: string[] = []) =>
  (table: string) =>
    [HEAD, ...(table.endsWith("6") ? six : four)].join("\n");
const failing = (code: string) => () => {
  throw Object.assign(new Error(code), { code });
};

describe("the user of a connection", () => {
  it.each<[string, string[], string[], number | undefined]>([
    ["is that of the socket at the other end", [LISTENS, line("0100007F:A112", "0100007F:1E64", "01", 1001)], [], 1001],
    [
      "is not that of this end",
      [LISTENS, line("0100007F:1E64", "0100007F:A112", "01", 1000), line("0100007F:A112", "0100007F:1E64", "01", 1001)],
      [],
      1001,
    ],
    [
      "is not that of another connection from the same port",
      [LISTENS, line("0100007F:A112", "0100007F:1E65", "01", 1000), line("0100007F:A112", "0100007F:1E64", "01", 1001)],
      [],
      1001,
    ],
    [
      "is not that of another connection between the same ports",
      [LISTENS, line("0100007F:A112", "0200007F:1E64", "01", 1000), line("0100007F:A112", "0100007F:1E64", "01", 1001)],
      [],
      1001,
    ],
    [
      "is found among the sockets of IPv6",
      [LISTENS],
      [line(`${IN_IPV6}0100007F:A112`, `${IN_IPV6}0100007F:1E64`, "01", 7)],
      7,
    ],
    [
      "is not that of a connection that has ended",
      [LISTENS, line("0100007F:A112", "0100007F:1E64", "06", 0)],
      [],
      undefined,
    ],
    ["is unknown where the connection is not there", [LISTENS], [], undefined],
    ["is unknown where the tables are empty", [], [], undefined],
  ])("%s", (_what, four, six, user) => {
    expect(userOfSocket(THERE, HERE, tables(four, six))).toBe(user);
  });

  it("is found though the system misses the line at first: it hands the table out in pieces", () => {
    let reads = 0;
    const read = (table: string) => {
      reads += 1;
      return tables(reads < 8 ? [LISTENS] : [line("0100007F:A112", "0100007F:1E64", "01", 1001)])(table);
    };
    expect(userOfSocket(THERE, HERE, read)).toBe(1001);
  });

  it("is unknown where a table cannot be read, where there is none, and for another form of address", () => {
    expect(userOfSocket(THERE, HERE, failing("EMFILE"))).toBeUndefined();
    expect(userOfSocket(THERE, HERE, () => undefined)).toBeUndefined();
    expect(userOfSocket({ address: "::1", port: 41234 }, HERE, tables([LISTENS]))).toBeUndefined();
  });

  (process.platform === "linux" ? it : it.skip)("is this one, for a real connection", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const socket = connect(port, "127.0.0.1");
    const [accepted] = await once(server, "connection");
    try {
      const from = { address: accepted.remoteAddress, port: accepted.remotePort };
      expect(tellsSocketUsers({ address: "127.0.0.1", port })).toBe(true);
      expect(userOfSocket(from, { address: "127.0.0.1", port })).toBe(process.getuid?.());
    } finally {
      socket.destroy();
      server.close();
    }
  });
});

describe("whether the system tells whose a connection is", () => {
  it.each<[string, Parameters<typeof tellsSocketUsers>[1], boolean]>([
    ["yes, where it lists the socket that listens", tables([LISTENS]), true],
    ["no, where its tables are empty", tables([]), false],
    ["no, where it has no tables", () => undefined, false],
    ["no, where this process may never read them", failing("EACCES"), false],
    ["yes, where they cannot be read only now", failing("EMFILE"), true],
  ])("%s", (_what, read, tells) => {
    expect(tellsSocketUsers(HERE, read)).toBe(tells);
  });
});
