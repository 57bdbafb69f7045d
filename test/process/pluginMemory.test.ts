import { InvokeRequest } from "@pulumi/pulumi/proto/provider_pb";
import { commandTable } from "../../provider/api/commands";
import type { Command } from "../../provider/api/requestSubject";
import { HttpServer } from "../support/httpServer";
import { NativePlugin } from "../support/nativePlugin";

const LIMIT = 300 * 1024 * 1024;
const AT_ONCE = 8;
const FIRST = 100_000;

/** A reply that is as large as it may be, in elements or in bytes. */
function largestReply(command: Command, list: string, entry: (index: number) => string): string {
  const { bytes, elements } = commandTable[command].reply;
  const elementsOfEntry = entry(FIRST).split("</").length - 1;
  const count = Math.min(
    Math.floor((elements - 10) / elementsOfEntry),
    Math.floor((bytes - 1_000) / entry(FIRST).length),
  );
  const entries = Array.from({ length: count }, (_, index) => entry(FIRST + index));
  return `<Response><Code>200</Code><Message/><${list}>${entries.join("")}</${list}></Response>`;
}

const extension = (index: number, filling = "") =>
  `<ExtensionSummary><Id>${filling}${index}</Id><Type>SIP</Type></ExtensionSummary>`;
const longest = "9".repeat(900);

// The system that tells a process's largest memory.
(process.platform === "linux" ? describe : describe.skip)("the memory of the native plugin stays within 300 MB", () => {
  test.each<[string, string, string]>([
    ["extensions", "listExtensions", largestReply("ListExtensions", "Extensions", (index) => extension(index))],
    [
      "extensions with long IDs",
      "listExtensions",
      largestReply("ListExtensions", "Extensions", (index) => extension(index, longest)),
    ],
    [
      "calls",
      "listActiveCalls",
      largestReply(
        "ListActiveCalls",
        "ActiveCalls",
        (index) => `<CallInfo><CallId>${index}</CallId><Source>x</Source><Destination>1</Destination></CallInfo>`,
      ),
    ],
  ])(
    "where a PBX lists as many %s as it may, to several calls at once, which share one list",
    async (_what, name, reply) => {
      let requests = 0;
      const pbx = await HttpServer.start((_request, response) => {
        requests += 1;
        response.end(reply);
      });
      const plugin = await NativePlugin.start({ url: pbx.origin });
      try {
        const call = () => plugin.call("invoke", new InvokeRequest().setTok(`ozeki:index:${name}`));
        await Promise.all(Array.from({ length: AT_ONCE }, call));
        expect(requests).toBe(1);
        expect(plugin.peakMemory).toBeLessThan(LIMIT);
      } finally {
        await plugin.stop();
        await pbx.stop();
      }
    },
  );
});
