import { PreviewEvents } from "../../cli/commands/import/declared";
import { Progress, progressText } from "../../cli/shared/progress";
import type { Terminal } from "../../cli/shared/terminal";

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
    ["0/5000 read, 12s so far", state],
    ["1000/5000 read, 250/s, 16s left", { ...state, done: 1000, countingMs: 4_000 }],
    ["10/5000 read, 2.5/s, 33m16s left", { ...state, done: 10, countingMs: 4_000 }],
    ["1000 read, 250/s, 12s so far", { ...state, done: 1000, total: undefined, countingMs: 4_000 }],
    ["0 read, 1m05s so far", { ...state, total: undefined, elapsedMs: 65_000 }],
  ])("is %s", (text, from) => {
    expect(progressText(from)).toBe(text);
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
    expect(warned).toEqual(["0/10 read, 5s so far", "2/10 read, 0.4/s, 20s left"]);
    progress.stop();
    jest.advanceTimersByTime(20_000);
    expect(warned).toHaveLength(2);
  });
});
