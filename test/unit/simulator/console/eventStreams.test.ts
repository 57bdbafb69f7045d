import type { ConsoleUpdate } from "../../../../simulator/console/consoleProtocol";
import { until } from "../../../support/until";
import { addConfig, configXml, getConfig, listExtensions } from "../support/send";
import { startPbx } from "../support/startPbx";
import { act, EventReader } from "./support/consoleClient";

const start = (extensions = 0) => startPbx({ console: true, extensions });

describe("the stream of events", () => {
  it("begins with the request to read the state", async () => {
    const reader = await EventReader.open(await start());
    expect(reader.status).toBe(200);
    expect(reader.contentType).toBe("text/event-stream");
    await until(() => reader.events("reload").length === 1, "the first event");
  });

  it("reports requests, and changes of the API, the console and a program, and no password", async () => {
    const pbx = await start();
    const reader = await EventReader.open(pbx);
    await addConfig(pbx, configXml({ ID: "1000", Password: "sip-secret", UserID: "jane" }));
    await reader.update(({ extensions }) => extensions.some(({ id }) => id === "1000"));
    await reader.update(({ log }) => log.some(({ title, code }) => title === "AddConfig" && code === "200"));
    await act(pbx, "password", { id: "1000", password: "new-secret" });
    await reader.update(({ log }) => log.some(({ outcome }) => outcome === "console"));
    pbx.extensions.setElement("1000", "Enabled", "false");
    await reader.update(({ extensions }) => extensions.some(({ state }) => state === "disabled"));
    await act(pbx, "arm", { fault: "hang" });
    await reader.update(({ faults }) => faults.some(({ fault }) => fault === "hang"));
    pbx.extensions.clear();
    await reader.update(({ removed }) => removed.includes("1000"));
    expect(reader.text).not.toContain("secret");
  });

  it("reports a request that waits, and then its end, as one line", async () => {
    const pbx = await startPbx({ console: true, latency: 300 });
    const reader = await EventReader.open(pbx);
    const answered = getConfig(pbx, "1");
    await reader.update(({ log }) => log.some(({ outcome }) => outcome === "waiting"));
    await answered;
    await reader.update(({ log }) => log.some(({ code }) => code === "701"));
    const numbers = reader.events<ConsoleUpdate>("update").flatMap(({ log }) => log.map(({ number }) => number));
    expect(new Set(numbers)).toEqual(new Set([1]));
  });

  it("is closed when the browser leaves", async () => {
    const pbx = await start();
    const [one, other] = [await EventReader.open(pbx), await EventReader.open(pbx)];
    expect(pbx.openConsoles).toBe(2);
    one.leave();
    await until(() => pbx.openConsoles === 1, "the end of the first stream");
    other.leave();
    await until(() => pbx.openConsoles === 0 && pbx.openSockets === 0, "the end of the second stream");
  });

  it("ends when the PBX is stopped", async () => {
    const pbx = await start();
    const readers = [await EventReader.open(pbx), await EventReader.open(pbx, false)];
    await pbx.stop();
    await until(() => readers.every(({ isEnded }) => isEnded), "the end of the streams");
    expect(pbx.openConsoles).toBe(0);
  });

  it("is refused where too many are open", async () => {
    const pbx = await start();
    await Promise.all(Array.from({ length: 32 }, () => EventReader.open(pbx)));
    expect((await EventReader.open(pbx)).status).toBe(503);
    expect(pbx.openConsoles).toBe(32);
  });

  it("keeps no more than a little for a browser that does not read, which then reads the state again", async () => {
    const pbx = await start();
    const reader = await EventReader.open(pbx, false);
    const value = "x".repeat(20_000);
    let sent = 0;
    // Far more than the system itself keeps for a connection.
    for (let round = 0; round < 120; round += 1) {
      for (let id = 0; id < 10; id += 1) {
        pbx.extensions.set({ ID: String(id), UserID: `${value}${round}` });
        sent += value.length;
      }
      await new Promise((resolve) => setTimeout(resolve, 45));
    }
    reader.resume();
    await until(() => reader.events("reload").length === 2, "the request to read the state again");
    expect(sent).toBeGreaterThan(20_000_000);
    expect(reader.text.length).toBeLessThan(sent / 2);
    // From then on it gets each event again.
    await listExtensions(pbx);
    await reader.update(({ log }) => log.some(({ title }) => title === "ListExtensions"));
  });

  it("asks to read the state where one event would be too large", async () => {
    const pbx = await start(5000);
    const reader = await EventReader.open(pbx);
    await act(pbx, "undo", {});
    await until(() => reader.events("reload").length === 2, "the request to read the state again");
    expect(reader.events("update")).toEqual([]);
  });
});
