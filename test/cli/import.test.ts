import { Writable } from "node:stream";
import { PreviewEvents } from "../../cli/commands/import/declared";
import { Progress, progressText } from "../../cli/shared/progress";
import type { Terminal } from "../../cli/shared/terminal";
import { HttpServer } from "../support/httpServer";
import { stopAfterTest } from "../support/onTestFinished";
import type { FakeAnswers } from "./support/fakePulumi";
import { fakePulumi } from "./support/fakePulumi";
import { outcome } from "./support/office";

const TYPE = "pulumi-nodejs:dynamic/ozeki:SipExtension";
const STACK = "urn:pulumi:dev::test::pulumi:pulumi:Stack::test-dev";
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "[secret]" };
const urn = (name: string, type = TYPE) => `urn:pulumi:dev::test::${type}::${name}`;

/** A line of the stream of a preview, about one resource. */
function event(op: string, name: string, more: Record<string, unknown> = {}) {
  const state = {
    urn: urn(name),
    type: TYPE,
    custom: true,
    parent: STACK,
    protect: true,
    inputs: { extensionId: name, password: SECRET, elements: { Pin: SECRET, Name: "y", List: [SECRET] } },
    ...more,
  };
  return JSON.stringify({ resourcePreEvent: { metadata: { op, new: op === "delete" ? null : state } } });
}

function eventsOf(...lines: string[]) {
  const events = new PreviewEvents();
  return { events, counted: lines.map((line) => events.read(line)) };
}

describe("the events of a preview", () => {
  it("tell new extensions from those in the state, with every secret masked", () => {
    const { events, counted } = eventsOf(
      JSON.stringify({ preludeEvent: {} }),
      event("create", "stack", { urn: STACK, type: "pulumi:pulumi:Stack" }),
      event("create", "floor", { urn: urn("floor", "test:Floor"), type: "test:Floor", custom: false, inputs: {} }),
      event("create", "1000", { parent: urn("floor", "test:Floor") }),
      event("same", "1001"),
      event("delete", "1002"),
      JSON.stringify({ summaryEvent: {} }),
    );
    expect(counted).toEqual([false, false, true, true, true, false, false]);
    const { extensions, inState, components } = events.declared();
    expect(extensions).toEqual([
      {
        urn: urn("1000"),
        type: TYPE,
        name: "1000",
        parent: urn("floor", "test:Floor"),
        protect: true,
        inputs: {
          extensionId: "1000",
          password: "[secret]",
          elements: { Pin: "[secret]", Name: "y", List: ["[secret]"] },
        },
        isComponent: false,
      },
    ]);
    expect([...inState]).toEqual(["1001"]);
    expect([...components.values()].map(({ name, parent }) => [name, parent])).toEqual([["floor", undefined]]);
    expect(events.isComplete).toBe(true);
  });

  it("name the first error without its stack, and neither debug messages nor what is not JSON", () => {
    const diagnostic = (severity: string, message: string) =>
      JSON.stringify({ diagnosticEvent: { prefix: `${severity}: `, message, severity } });
    const { events } = eventsOf(
      diagnostic("debug", "password Marked"),
      diagnostic("info#err", "a line of the program"),
      '{"diagnosticEvent": broken',
      diagnostic("error", "it is wrong.\n    at index.js:3"),
      diagnostic("error", "a later one"),
    );
    expect(events.error).toBe("it is wrong");
    expect(events.isComplete).toBe(false);
  });
});

describe("the text of the progress", () => {
  const state = { what: "read", done: 0, total: 5000, elapsedMs: 12_000, countingMs: 0 };

  it.each([
    ["0 of 5,000 read, 12s so far", state],
    ["1,000 of 5,000 read, 250/s, 16s left", { ...state, done: 1000, countingMs: 4_000 }],
    ["10 of 5,000 read, 2.5/s, 33m16s left", { ...state, done: 10, countingMs: 4_000 }],
    ["1,000 read, 250/s, 12s so far", { ...state, done: 1000, total: undefined, countingMs: 4_000 }],
    ["1,000 of about 5,000 read, 250/s, 16s left", { ...state, done: 1000, isEstimate: true, countingMs: 4_000 }],
    ["0 read, 1m05s so far", { ...state, total: undefined, elapsedMs: 65_000 }],
  ])("is %s", (text, from) => {
    expect(progressText(from)).toBe(text);
  });
});

describe("the progress on a terminal", () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it("is one line with a bar once there is a total, and without one where more come than were expected", () => {
    let written = "";
    const stream = Object.assign(new Writable(), {
      isTTY: true,
      columns: 200,
      cursorTo: () => true,
      clearLine: () => true,
    });
    stream._write = (chunk: Buffer, _encoding, done) => {
      written += chunk;
      done();
    };
    const last = () => {
      const text = written;
      written = "";
      return text;
    };
    const terminal = { progress: stream, warn: () => {} } as unknown as Terminal;
    const progress = new Progress(terminal, "resources previewed");
    jest.advanceTimersByTime(2_000);
    expect(last()).toMatch(/0 resources previewed, \ds so far/);
    progress.estimate(2);
    progress.step();
    jest.advanceTimersByTime(2_000);
    expect(last()).toMatch(/#+-+ 1 of about 2 resources previewed, 0\.\d\/s, \ds left/);
    progress.step();
    progress.step();
    jest.advanceTimersByTime(2_000);
    expect(last()).toMatch(/(?<![#-] )3 resources previewed, \d\.\d\/s, \ds so far/);
    progress.stop();
    last();
    jest.advanceTimersByTime(5_000);
    expect(written).toBe("");
  });
});

describe("the progress without a terminal", () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it("is a line every five seconds, also while nothing is counted, and none after the end", () => {
    const warned: string[] = [];
    const terminal = { progress: undefined, warn: (line: string) => warned.push(line) } as unknown as Terminal;
    const progress = new Progress(terminal, "read", 10);
    jest.advanceTimersByTime(4_999);
    expect(warned).toEqual([]);
    jest.advanceTimersByTime(1);
    progress.step();
    progress.step();
    jest.advanceTimersByTime(5_000);
    expect(warned).toEqual(["0 of 10 read, 5s so far", "2 of 10 read, 0.4/s, 20s left"]);
    progress.stop();
    jest.advanceTimersByTime(20_000);
    expect(warned).toHaveLength(2);
  });
});

(process.platform === "win32" ? describe.skip : describe)("the passphrase of a stack", () => {
  const state = (type: string) => ({ stdout: JSON.stringify({ deployment: { secrets_providers: { type } } }) });
  const answers: FakeAnswers = {
    "stack export": state("passphrase"),
    config: { stdout: JSON.stringify({ "ozeki:url": { value: "http://127.0.0.1:1" } }) },
    preview: { stderr: "error: the program is wrong", code: 1 },
  };
  const importing = ["import", "--stack", "dev", "--yes"];

  it("is asked for once, without showing it, and handed to Pulumi's processes only", async () => {
    const fake = fakePulumi(answers);
    const environment = { PATH: fake.path };
    const { err, out, asked } = await outcome(importing, environment, ["Marked-Phrase"]);
    expect(asked).toEqual(["Passphrase of stack dev: "]);
    expect(fake.calls().map(({ args: [command], passphrase }) => [command, passphrase])).toEqual([
      ["stack", null],
      ["config", "Marked-Phrase"],
      ["preview", "Marked-Phrase"],
    ]);
    expect(err).toContain("the program is wrong");
    expect(err + out + JSON.stringify([process.env, environment])).not.toContain("Marked");
    expect(fake.calls().flatMap(({ args }) => args)).not.toContain("Marked-Phrase");
  });

  it("is one line and exit code 2 where no one can be asked", async () => {
    const fake = fakePulumi(answers);
    const run = await outcome(importing, { PATH: fake.path });
    expect(run).toMatchObject({
      code: 2,
      out: "",
      err: "error: the passphrase of stack dev is missing: set PULUMI_CONFIG_PASSPHRASE, or PULUMI_CONFIG_PASSPHRASE_FILE to the file that holds it",
    });
    expect(fake.calls()).toHaveLength(1);
  });

  it.each<[string, FakeAnswers, Record<string, string>]>([
    ["a variable holds it", answers, { PULUMI_CONFIG_PASSPHRASE: "known" }],
    ["it is empty", answers, { PULUMI_CONFIG_PASSPHRASE: "" }],
    ["a file holds it", answers, { PULUMI_CONFIG_PASSPHRASE_FILE: "/etc/phrase" }],
    ["the stack has none", { ...answers, "stack export": state("service") }, {}],
  ])("is not asked for where %s", async (_, given, environment) => {
    const fake = fakePulumi(given);
    const { asked } = await outcome(importing, { PATH: fake.path, ...environment }, ["typed"]);
    expect(asked).toEqual([]);
    expect(fake.calls().map(({ args: [command] }) => command)).toEqual(expect.arrayContaining(["config", "preview"]));
    expect(fake.calls().map(({ passphrase }) => passphrase)).not.toContain("typed");
  });

  it("is asked for by other commands where the stack's configuration cannot be read without it", async () => {
    const fake = fakePulumi({ ...answers, config: { stderr: "error: passphrase must be set", code: 1 } });
    const { asked, err } = await outcome(["list", "--stack", "dev"], { PATH: fake.path }, ["Marked-Phrase"]);
    expect(asked).toEqual(["Passphrase of stack dev: "]);
    expect(fake.calls().map(({ args: [command], passphrase }) => [command, passphrase])).toEqual([
      ["config", null],
      ["stack", null],
      ["config", "Marked-Phrase"],
    ]);
    expect(err).not.toContain("Marked");
  });
});

(process.platform === "win32" ? describe.skip : describe)("what a PBX holds of the extensions to import", () => {
  it("is refused where it takes too much when it is printed, before anything is written", async () => {
    const ids = Array.from({ length: 45 }, (_, at) => String(1000 + at));
    const server = await HttpServer.start(({ body }, response) => {
      const id = new URLSearchParams(body).get("ExtensionId") ?? "";
      const user = "\u0085".repeat(100_000);
      response.end(
        `<Response><Code>200</Code><Config knownType="SIPExtensionInfo"><ID>${id}</ID><UserID>${user}</UserID><Password>p</Password><AuthorizationName>${id}</AuthorizationName><Enabled>true</Enabled></Config></Response>`,
      );
    });
    const { origin } = stopAfterTest(server);
    const fake = fakePulumi({
      config: { stdout: JSON.stringify({ "ozeki:url": { value: origin } }) },
      "stack export": { stdout: JSON.stringify({ deployment: {} }) },
      preview: { stdout: [...ids.map((id) => event("create", id)), JSON.stringify({ summaryEvent: {} })].join("\n") },
    });
    const { code, err } = await outcome(["import", "--stack", "dev", "--yes"], { PATH: fake.path });
    expect(err).toContain(
      "error: what the PBX holds of these extensions takes more than 24 MiB: name the IDs of fewer extensions",
    );
    expect(code).toBe(1);
    expect(fake.calls().filter(({ args }) => args[0] === "import")).toEqual([]);
  });
});
