import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer } from "node:net";
import { userOfPeer } from "../../../../../provider/adapters/native/peer";

const HEAD = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";
const line = (local: string, remote: string, state: string, user: number) =>
  `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000  ${user}        0 1 1 0 20 4 30 10 -1`;
const LISTENS = line("0100007F:1E64", "00000000:0000", "0A", 1000);
const IN_IPV6 = "0000000000000000FFFF0000";

const tables =
  (four: string[], six: string[] = []) =>
  (table: string) =>
    [HEAD, ...(table.endsWith("6") ? six : four)].join("\n");

describe("the user of a connection", () => {
  it.each<[string, string[], string[], ReturnType<typeof userOfPeer>]>([
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
      "is found among the sockets of IPv6",
      [LISTENS],
      [line(`${IN_IPV6}0100007F:A112`, `${IN_IPV6}0100007F:1E64`, "01", 7)],
      7,
    ],
    [
      "is not that of a connection that has ended",
      [LISTENS, line("0100007F:A112", "0100007F:1E64", "06", 0)],
      [],
      "gone",
    ],
    ["is unknown where the connection is not there", [LISTENS], [], "gone"],
    ["is not told where the tables are empty", [], [], "not told"],
  ])("%s", (_what, four, six, user) => {
    expect(userOfPeer("127.0.0.1:41234", 7780, tables(four, six))).toBe(user);
  });

  it("is not that of another connection between the same ports", () => {
    const elsewhere = line("0100007F:A112", "0200007F:1E64", "01", 1000);
    const here = line("0100007F:A112", "0100007F:1E64", "01", 1001);
    expect(userOfPeer("127.0.0.1:41234", 7780, tables([LISTENS, elsewhere, here]))).toBe(1001);
  });

  it("is unknown, and not untold, where a table cannot be read now", () => {
    const read = () => {
      throw new Error("EMFILE");
    };
    expect(userOfPeer("127.0.0.1:41234", 7780, read)).toBe("gone");
  });

  it("is not told where there are no tables, or for another form of address", () => {
    expect(userOfPeer("127.0.0.1:41234", 7780, () => undefined)).toBe("not told");
    expect(userOfPeer("unix:/run/plugin", 7780, tables([LISTENS]))).toBe("not told");
  });

  (process.platform === "linux" ? it : it.skip)("is this one, for a real connection", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const socket = connect(port, "127.0.0.1");
    const [accepted] = await once(server, "connection");
    try {
      expect(userOfPeer(`127.0.0.1:${accepted.remotePort}`, port)).toBe(process.getuid?.());
    } finally {
      socket.destroy();
      server.close();
    }
  });
});
