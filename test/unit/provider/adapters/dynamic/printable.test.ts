import { printable } from "../../../../../provider/adapters/dynamic/printable";
import { Unreachable } from "../../../../../provider/api";
import { ConfigurationError } from "../../../../../provider/config/errors";
import { DeclaredTwice, OperationFailed, OutcomeUnknown } from "../../../../../provider/lifecycle/errors";
import { extensionState } from "../../../../support/extensionInputs";

const pbx = "http://pbx:7780";
const cause = new Unreachable({ command: "GetConfig", pbx, extensionId: "1000" }, "ECONNREFUSED");

/** What the process behind a dynamic provider prints of what check, diff, read and delete throw. */
const printed = (error: Error) => `${error}: ${error.stack}`;

describe("an error as Pulumi shows it", () => {
  it("is its whole message under the resource, and a short pointer under the stack, in one line each", () => {
    for (const error of [new DeclaredTwice(pbx, "1000"), new OperationFailed("read", "1000", cause)]) {
      const shown = printable(error);
      expect(shown.message).toBe(error.message);
      expect(printed(shown)).toBe(`Extension 1000: ${error.title}`);
      expect(printed(shown) + shown.message).not.toContain("\n");
      expect(Object.keys(shown)).not.toContain("reasons");
    }
  });

  it("is a sentence where the configuration is wrong", () => {
    const shown = printable(new ConfigurationError("ozeki:url is not set"));
    expect(shown.message).toBe("ozeki:url is not set.");
    expect(printed(shown)).toBe("pulumi-ozeki: configuration");
  });

  it.each([
    [new TypeError("x is not a function"), /TypeError: x is not a function\n +at /],
    ["a string", /: a string$/],
    [undefined, /: undefined$/],
  ])("is reported as a bug, with its stack, where its class is unknown: %p", (error, stack) => {
    const shown = printable(error);
    expect(shown.message).toMatch(/^This is a bug in pulumi-ozeki\. Please report it with these lines: /);
    expect(shown.message).toMatch(stack);
    expect(printed(shown)).toBe("pulumi-ozeki: bug");
  });

  it("is found where an error has no stack", () => {
    const error = new RangeError("odd");
    delete error.stack;
    expect(printable(error).message).toMatch(/: odd$/);
  });
});

describe("a create whose outcome is unknown", () => {
  const state = extensionState(undefined, { passwordVersion: 1 });
  const unknown = new OutcomeUnknown(pbx, state, "There was no answer.", { cause });

  it("keeps the resource, with what the engine passed and what was sent, and gives its message as the reason", () => {
    const inputs = { ...state, password: "the wish", __provider: "exports.handler = …", elements: {} };
    const shown = printable(unknown, inputs);
    expect(shown).toMatchObject({
      id: "1000",
      properties: { ...state, __provider: "exports.handler = …" },
      reasons: [unknown.message],
      message: unknown.message,
    });
    expect(printed(shown)).toBe("Extension 1000: Outcome unknown");
  });

  it("names no PBX, which marks it as unconfirmed, and holds no undefined, which would hang the engine", () => {
    const inputs = { ...state, connection: undefined, __provider: "x" };
    const { properties } = printable(unknown, inputs) as unknown as { properties: Record<string, unknown> };
    expect(Object.keys(properties)).not.toContain("pbx");
    expect(Object.keys(properties)).not.toContain("connection");
    expect(Object.values(properties)).not.toContain(undefined);
    expect(properties.__provider).toBe("x");
  });
});
