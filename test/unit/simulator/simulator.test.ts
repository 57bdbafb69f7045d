import { connect } from "node:net";
import { Simulator } from "../../../simulator";
import { addConfig, configXml, getConfig, listExtensions, sendBytes } from "./support/send";
import { startPbx } from "./support/startPbx";

const requestsUnderWay = async (pbx: Simulator, count: number) => {
  while (pbx.requests.length < count) {
    await new Promise(setImmediate);
  }
};

describe("a simulator", () => {
  it("listens on this machine only, on a port of its own", async () => {
    const [one, other] = [await startPbx(), await startPbx()];
    expect(one.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(one.origin).toBe(`http://127.0.0.1:${one.port}`);
    expect(other.port).not.toBe(one.port);
  });

  it("says how to reach it where it listens on every address, or on one of IPv6", async () => {
    const pbx = await startPbx({ host: "0.0.0.0" });
    expect(pbx.origin).toBe(`http://127.0.0.1:${pbx.port}`);
    expect((await listExtensions(pbx)).code).toBe(200);
    const local = await Simulator.start({ host: "::1" }).catch(() => undefined);
    if (local !== undefined) {
      expect(local.origin).toBe(`http://[::1]:${local.port}`);
      await local.stop();
    }
  });

  it("does not start on a port that is in use", async () => {
    const { port } = await startPbx();
    await expect(Simulator.start({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  it("stops at once, whatever is under way: hanging, waiting, idle, half sent", async () => {
    const pbx = await startPbx({ faults: ["hang", "hang-after@AddConfig"] });
    const hanging = [listExtensions(pbx), addConfig(pbx, configXml())];
    await requestsUnderWay(pbx, 2);
    pbx.latency = 3_600_000;
    const waiting = getConfig(pbx, "1");
    await requestsUnderWay(pbx, 3);
    const half = connect(pbx.port, "127.0.0.1");
    half.on("error", () => {});
    await new Promise<void>((resolve) => {
      half.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\ncom", () => resolve());
    });
    const ends = Promise.allSettled([...hanging, waiting]);
    await pbx.stop();
    expect((await ends).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(pbx.openSockets).toBe(0);
    expect(pbx.requests.every(({ duration }) => duration !== undefined)).toBe(true);
    await expect(listExtensions(pbx)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    half.destroy();
  });

  it("may be stopped twice, also at the same time", async () => {
    const pbx = await startPbx();
    await Promise.all([pbx.stop(), pbx.stop()]);
    await pbx.stop();
    await expect(listExtensions(pbx)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("comes back on the same port with all that it held", async () => {
    const pbx = await startPbx({ extensions: [{ ID: "1" }] });
    const { origin } = pbx;
    await listExtensions(pbx);
    await pbx.stop();
    await pbx.restart();
    await pbx.restart();
    expect(pbx.origin).toBe(origin);
    expect((await getConfig(pbx, "1")).code).toBe(200);
    expect(pbx.commands()).toEqual(["ListExtensions 200", "GetConfig 1 200"]);
  });

  it("waits before a request by the option latency, and then answers", async () => {
    const pbx = await startPbx({ latency: 1 });
    const replies = await Promise.all([listExtensions(pbx), listExtensions(pbx), listExtensions(pbx)]);
    expect(replies.map(({ code }) => code)).toEqual([200, 200, 200]);
    expect(pbx.latency).toBe(1);
  });

  it("takes requests of one connection that come before it has answered", async () => {
    const pbx = await startPbx({ extensions: [{ ID: "1" }], latency: 1 });
    const ask = (id: string, more = "") =>
      `GET /?command=GetConfig&ExtensionId=${id} HTTP/1.1\r\nHost: x\r\n${more}\r\n`;
    const replies = await sendBytes(pbx, ask("1") + ask("2") + ask("1", "Connection: close\r\n"));
    expect([...replies.matchAll(/<Code>(\d+)/g)].map(([, code]) => code)).toEqual(["200", "701", "200"]);
  });
});
