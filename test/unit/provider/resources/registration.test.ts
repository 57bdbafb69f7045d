import * as pulumi from "@pulumi/pulumi";
import type { SipExtensionArgs } from "../../../../provider";
import { SipExtension } from "../../../../provider";
import { everyProperty, propertyNames } from "../../../support/everyProperty";

const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const placeholder = "@generate office/dev";

/** What the engine is asked to register. */
interface Registered {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
  additionalSecretOutputs: string[];
}

let registered: Registered[] = [];

beforeAll(async () => {
  await pulumi.runtime.setMocks(
    {
      newResource: ({ inputs }) => ({ id: inputs.extensionId, state: { ...inputs, pbx: "http://pbx:7780" } }),
      call: ({ inputs }) => inputs,
    },
    "office",
    "dev",
  );
  const monitor = pulumi.runtime.getMonitor() as unknown as Record<"registerResource", (...all: never[]) => unknown>;
  const register = monitor.registerResource.bind(monitor);
  // The mocks themselves see inputs without the mark of a secret.
  monitor.registerResource = (...all) => {
    const [request] = all as unknown as [Record<string, () => never>];
    const call = (method: string): never => request[method]?.call(request) as never;
    registered.push({
      type: call("getType"),
      name: call("getName"),
      inputs: (call("getObject") as { toJavaScript(): Record<string, unknown> }).toJavaScript(),
      additionalSecretOutputs: call("getAdditionalsecretoutputsList"),
    });
    return register(...all);
  };
});

beforeEach(() => {
  registered = [];
});

/** Declares an extension and waits until the engine knows it. */
async function declare(
  args: SipExtensionArgs,
  opts?: pulumi.CustomResourceOptions,
): Promise<[SipExtension, Registered]> {
  const declared = new SipExtension("reception", args, opts);
  await resolved(declared.urn);
  const [first] = registered;
  if (first === undefined) {
    throw new Error("nothing was registered");
  }
  return [declared, first];
}

function resolved<Value>(output: pulumi.Output<Value>): Promise<Value> {
  return new Promise((resolve) => output.apply(resolve));
}

function failInProgram(): never {
  throw new Error("a mistake in a transformation");
}

const minimal = { extensionId: "1000", userId: "reception" };

describe("the resource class SipExtension", () => {
  it("registers the persisted type and provider code unchanged", async () => {
    const [, { type, name, inputs }] = await declare(minimal);
    expect(type).toBe("pulumi-nodejs:dynamic/ozeki:SipExtension");
    expect(name).toBe("reception");
    expect(inputs.__provider).toBe('exports.handler = () => require("pulumi-ozeki/provider").sipExtension');
    expect(String(inputs.__provider).length).toBeLessThanOrEqual(100);
  });

  it("registers what the program gives and nothing else, with the placeholder of a password", async () => {
    const [, { inputs }] = await declare(minimal);
    expect({ ...inputs, __provider: "" }).toEqual({ ...minimal, password: placeholder, __provider: "" });
  });

  it("passes every argument on", async () => {
    const args = everyProperty();
    const [, { inputs }] = await declare(args);
    expect({ ...inputs, __provider: "" }).toEqual({ ...args, __provider: "" });
  });

  it("waits for outputs, secret ones too", async () => {
    const [, { inputs }] = await declare({
      extensionId: pulumi.output("1000"),
      userId: Promise.resolve("reception"),
      password: pulumi.secret("given"),
      elements: { Pin: pulumi.secret("4711") },
    });
    expect(inputs).toMatchObject({
      extensionId: "1000",
      userId: "reception",
      password: { ...SECRET, value: "given" },
      elements: { Pin: { ...SECRET, value: "4711" } },
    });
  });

  it.each([["given"], [undefined]])("asks for a secret output for the password, given or not: %j", async (password) => {
    const [, { additionalSecretOutputs }] = await declare({ ...minimal, password });
    expect(additionalSecretOutputs).toEqual(["password"]);
  });

  it("adds to the options of the program, and takes none away", async () => {
    const [, { additionalSecretOutputs }] = await declare(minimal, { additionalSecretOutputs: ["userId"] });
    expect([...additionalSecretOutputs].sort()).toEqual(["password", "userId"]);
  });

  it("has an output for everything", async () => {
    const [declared] = await declare({ ...minimal, password: "given", adopt: true, elements: { Codec: "PCMA" } });
    expect(await resolved(declared.extensionId)).toBe("1000");
    expect(await resolved(declared.pbx)).toBe("http://pbx:7780");
    expect(await resolved(declared.elements)).toEqual({ Codec: "PCMA" });
    for (const name of propertyNames) {
      expect(pulumi.Output.isInstance(declared[name])).toBe(true);
    }
  });

  it("leaves the arguments as they are: one object serves two extensions", async () => {
    const args: SipExtensionArgs = { ...minimal };
    const [one, other] = [new SipExtension("one", args), new SipExtension("other", args)];
    await Promise.all([resolved(one.urn), resolved(other.urn)]);
    expect(args).toEqual(minimal);
    expect(registered.map(({ name, inputs }) => [name, inputs.extensionId])).toEqual([
      ["one", "1000"],
      ["other", "1000"],
    ]);
  });

  it.each<[string, () => unknown]>([
    ["a name that is missing", () => new SipExtension("", minimal)],
    ["a parent that is none", () => new SipExtension("reception", minimal, { parent: 5 as never })],
    ["an option that does not work", () => new SipExtension("reception", minimal, { id: "1000" })],
    ["a transformation", () => new SipExtension("reception", minimal, { transformations: [failInProgram] })],
  ])("leads an error about %s to the line of the program, and leaves stack traces as they were", (_, construct) => {
    const { stackTraceLimit } = Error;
    expect(construct).toThrow(expect.objectContaining({ stack: expect.stringContaining("registration.test.ts:") }));
    expect(Error.stackTraceLimit).toBe(stackTraceLimit);
  });

  it("lets a transformation see the stack traces that the program asked for", async () => {
    const limits: number[] = [];
    const transformations = [() => void limits.push(Error.stackTraceLimit)];
    await declare(minimal, { transformations });
    const parent = new pulumi.ComponentResource("my:x:Floor", "floor", {}, { transformations });
    await declare(minimal, { parent });
    expect(limits.slice(0, 2)).toEqual([Error.stackTraceLimit, Error.stackTraceLimit]);
    expect(new Set(limits).size).toBe(1);
  });

  it("cannot get another provider by its arguments", async () => {
    const args = { ...minimal, __provider: "exports.handler = 1" } as SipExtensionArgs;
    const [, { inputs }] = await declare(args);
    expect(inputs.__provider).toMatch(/^exports\.handler = \(\) => require/);
  });

  it("passes on what only an output may have, for check to refuse it with a reason", async () => {
    const [, { inputs }] = await declare({ ...minimal, pbx: "http://other" } as SipExtensionArgs);
    expect(inputs.pbx).toBe("http://other");
  });

  it("needs a name that Pulumi can carry", () => {
    expect(() => new SipExtension("a\ud800", minimal)).toThrow(
      /^The name of SipExtension "a\\ud800" has half of a character at position 2: remove it/,
    );
  });

  it.each([
    ["import", { import: "1000" }],
    ["id", { id: "1000" }],
  ])("explains that the option %s does not work, before anything is registered", (option, opts) => {
    expect(() => new SipExtension("reception", minimal, opts)).toThrow(
      `SipExtension "reception": Pulumi cannot import a dynamic resource with the option ${option}. ` +
        "Remove the option and run `npx pulumi-ozeki import`, or set adopt: true to manage the extension as declared.",
    );
    expect(registered).toEqual([]);
  });

  it("explains that it cannot be read", () => {
    expect(() => SipExtension.get("reception" as never, "1000" as never)).toThrow(
      'SipExtension.get("reception"): Pulumi cannot read a dynamic resource that is not in the stack. ' +
        "Declare the extension, read it with getSipExtension(), or take the values from the stack that declares it with a StackReference.",
    );
  });
});
