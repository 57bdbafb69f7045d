import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import type { Socket } from "node:net";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { commandTable } from "../../provider/api/commands";
import { singleLimits } from "../../provider/api/xml/wellFormed";
import type { SeenRequest } from "../support/httpServer";
import { HttpServer } from "../support/httpServer";
import { stopAfterTest } from "../support/onTestFinished";
import { newFolder } from "./support/newFolder";

const MAIN = join(__dirname, "..", "..", "dist", "cli", "main.js");
const LIMIT = 300 * 1024 * 1024;

/** Runs a command and measures the most memory that its process had, in bytes. */
async function run(args: readonly string[]): Promise<{ memory: number; output: string; stdout: string }> {
  const folder = newFolder();
  const measured = join(folder, "kilobytes");
  const probe = join(folder, "probe.cjs");
  writeFileSync(
    probe,
    `process.on("exit", () => require("node:fs").writeFileSync(${JSON.stringify(measured)}, String(process.resourceUsage().maxRSS)));`,
  );
  const printed = await new Promise<{ output: string; stdout: string }>((resolve) =>
    execFile(
      process.execPath,
      ["--require", probe, MAIN, ...args],
      { env: { ...process.env, OZEKI_MAX_RETRIES: "0", OZEKI_REQUEST_TIMEOUT: "200" }, maxBuffer: 256 * 1024 * 1024 },
      (_error, stdout, stderr) => resolve({ output: stdout + stderr, stdout }),
    ),
  );
  return { memory: Number(readFileSync(measured, "utf8")) * 1024, ...printed };
}

const reply = (payload: string) => `<Response><Code>200</Code><Message/>${payload}</Response>`;
const list = (count: number) => {
  const ids = Array.from({ length: count }, (_, index) => String(1000 + index));
  const entries = ids.map((id) => `<ExtensionSummary><Id>${id}</Id><Type>SIP</Type></ExtensionSummary>`);
  return reply(`<Extensions>${entries.join("")}</Extensions>`);
};
const idIn = ({ body }: SeenRequest) => new URLSearchParams(body).get("ExtensionId") ?? "";
const config = (id: string, filling: string, user: string) =>
  reply(`<Config knownType="SIPExtensionInfo"><ID>${id}</ID><UserID>${user}</UserID>${filling}</Config>`);

/** A PBX with so many extensions, whose configurations hold what is given. */
async function pbxWith(
  count: number,
  filling: string,
  more: (id: string) => string = () => "",
  user = "u",
): Promise<string> {
  const server = await HttpServer.start((request, response) => {
    const id = idIn(request);
    response.end(request.body.includes("ListExtensions") ? list(count) : config(id, filling + more(id), user));
  });
  return stopAfterTest(server).origin;
}

const ELEMENTS = singleLimits.elements - 10;
const LONG = "x".repeat(commandTable.GetConfig.reply.bytes - 1_000);

describe("the memory of a command stays within 300 MB", () => {
  test("where a reply comes byte by byte", async () => {
    const { bytes } = commandTable.ListExtensions.reply;
    const part = Buffer.from("1\r\nx\r\n".repeat(64 * 1024));
    const parts = Array.from({ length: bytes / 4 / (64 * 1024) }, () => part);
    const server = stopAfterTest(
      await HttpServer.start(async (_request, _response, socket: Socket) => {
        socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        await pipeline(Readable.from([...parts, Buffer.from("0\r\n\r\n")]), socket).catch(() => {});
      }),
    );
    const { memory, output } = await run(["list", "--url", server.origin]);
    expect(output).toContain("it is not XML");
    expect(memory).toBeLessThan(LIMIT);
  });

  test.each<[string, string]>([
    [
      "elements with names of their own",
      Array.from({ length: ELEMENTS }, (_, index) => `<n${index}>v</n${index}>`).join(""),
    ],
    ["elements of one name", "<n>v</n>".repeat(ELEMENTS)],
    ["text", `<n>${LONG}</n>`],
  ])("where every extension is as large as it may be, of %s", async (_what, filling) => {
    const url = await pbxWith(12, filling);
    for (const args of [
      ["list", "--details"],
      ["show", "1000"],
      ["export", "--dir", join(newFolder(), "office"), "--other-types"],
      ["report", "--out", join(newFolder(), "report-1000.html")],
    ]) {
      const { memory, output } = await run([...args, "--url", url]);
      expect(output).toContain("1000");
      expect(memory).toBeLessThan(LIMIT);
    }
  });

  test("where what is to be kept of all of them is large", async () => {
    const url = await pbxWith(120, `<LastIPAddress>${LONG}</LastIPAddress>`);
    const { memory, output } = await run(["list", "--details", "--json", "--url", url]);
    expect(output).toContain("takes more than 24 MiB: choose fewer with --match or --type");
    expect(memory).toBeLessThan(LIMIT);
  });

  describe("where what is shown grows to many times its size when it is escaped", () => {
    const HIDDEN = "\u0085".repeat(LONG.length / 2);
    const office = (count: number) => pbxWith(count, "", () => "", HIDDEN);

    test("a table shows the beginning of each value", async () => {
      const url = await office(190);
      for (const args of [["list", "--details"], ["status"]]) {
        const { memory, output } = await run([...args, "--url", url]);
        expect(memory).toBeLessThan(LIMIT);
        expect(output.length).toBeLessThan(190 * 500);
        expect(output).toMatch(/1000 +(SIP +)?(\\u0085){33}…/);
      }
    });

    test("JSON is complete", async () => {
      const { memory, stdout } = await run(["list", "--details", "--json", "--url", await office(14)]);
      const rows = JSON.parse(stdout) as { userId: string }[];
      expect(rows.map(({ userId }) => userId.length)).toEqual(rows.map(() => HIDDEN.length));
      expect(rows).toHaveLength(14);
      expect(memory).toBeLessThan(LIMIT);
    });

    test.each([
      ["list", "--details", "--json"],
      ["status", "--json"],
    ])("JSON that takes too much is refused: %s %s %s", async (...args) => {
      const { memory, output } = await run([...args, "--url", await office(60)]);
      expect(memory).toBeLessThan(LIMIT);
      expect(output.slice(0, 1_000)).toContain("takes more than 24 MiB: choose fewer with --match or --type");
    });

    test.each([
      [70, "declares 70 extensions"],
      [190, "takes more than 24 MiB: choose fewer with --match or --type"],
    ])("a program with %d extensions: %s", async (count, expected) => {
      const element = "\u0085".repeat(50 * 1024);
      const server = await HttpServer.start((request, response) => {
        const answer = `<Config knownType="OddInfo"><ID>${idIn(request)}</ID><A>${element}</A></Config>`;
        response.end(request.body.includes("ListExtensions") ? list(count).replaceAll("SIP", "Odd") : reply(answer));
      });
      const args = ["export", "--other-types", "--dir", join(newFolder(), "office")];
      const { memory, output } = await run([...args, "--url", stopAfterTest(server).origin]);
      expect(memory).toBeLessThan(LIMIT);
      expect(output.slice(0, 1_000)).toContain(expected);
    });
  });

  test("where one cell of a table is as wide as it may be, and there are many rows", async () => {
    const url = await pbxWith(1_000, "", (id) => (id === "1000" ? `<UserAgentName>${LONG}</UserAgentName>` : ""));
    for (const args of [["list", "--details"], ["status"]]) {
      const { memory, output } = await run([...args, "--url", url]);
      expect(output.length).toBeLessThan(2 * LONG.length);
      expect(memory).toBeLessThan(LIMIT);
    }
  });

  test("where a report is about 2,000 phones, with passwords and users as long as they may be for some", async () => {
    const long = LONG.slice(0, LONG.length / 2);
    const url = await pbxWith(2_000, "", (id) =>
      id.endsWith("99") ? `<Password>${long}</Password><Note>${long}</Note>` : `<Password>weak-${id}</Password>`,
    );
    const file = join(newFolder(), "report.html");
    const { memory, output } = await run(["report", "--out", file, "--url", url]);
    expect(output).toContain("was written");
    const page = readFileSync(file, "utf8");
    expect(page).toContain("2900–2999");
    expect(page.length).toBeLessThan(2_000 * 1_000);
    expect(memory).toBeLessThan(LIMIT);
  });

  test.each<[string, (bytes: number) => string]>([
    ["references in the message", (bytes) => "&amp;".repeat(bytes / 5)],
    ["line ends in the message", (bytes) => "\r\n".repeat(bytes / 2)],
    ["a message of two bytes for each character", (bytes) => `日${"x".repeat(bytes - 10)}`],
  ])("where a list is as large as it may be, of %s", async (_what, filling) => {
    const { bytes } = commandTable.ListExtensions.reply;
    const message = filling(bytes - 1_000);
    const server = await HttpServer.start((_request, response) =>
      response.end(`<Response><Code>200</Code><Message>${message}</Message><Extensions/></Response>`),
    );
    const { origin } = stopAfterTest(server);
    for (const command of ["list", "doctor"]) {
      const { memory } = await run([command, "--url", origin]);
      expect(memory).toBeLessThan(LIMIT);
    }
  });

  test("where a type in the list is as large as it may be, of characters that are escaped", async () => {
    const type = "&#x200b;".repeat(65_000);
    const server = await HttpServer.start((_request, response) =>
      response.end(
        reply(`<Extensions><ExtensionSummary><Id>1</Id><Type>${type}</Type></ExtensionSummary></Extensions>`),
      ),
    );
    const { memory, output } = await run(["list", "--json", "--url", stopAfterTest(server).origin]);
    expect(output).toContain("it has an extension with a type of more than 1000 characters");
    expect(memory).toBeLessThan(LIMIT);
  });

  test("where the list has as many extensions as it may", async () => {
    const count = Math.floor((commandTable.ListExtensions.reply.elements - 10) / 3);
    const url = await pbxWith(count, "");
    const { memory, output } = await run(["list", "--url", url]);
    expect(output.trim().split("\n")).toHaveLength(count + 1);
    expect(memory).toBeLessThan(LIMIT);
  });
});
