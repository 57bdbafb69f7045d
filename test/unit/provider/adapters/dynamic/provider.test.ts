import type { dynamic } from "@pulumi/pulumi";
import { unwrapSecrets } from "../../../../../provider/adapters/shared/secretEnvelopes";
import { UNKNOWN } from "../../../../../provider/types/unknown";
import type { SimulatorOptions } from "../../../../../simulator";
import { Simulator } from "../../../../../simulator";
import { extensionInputs } from "../../../../support/extensionInputs";
import { textsOf } from "../../../../support/lifecycleContext";
import { stopAfterTest } from "../../../../support/onTestFinished";
import { rejectionOf } from "../../../../support/thrownErrors";
import { unusedOrigin } from "../../../../support/unusedOrigin";

// The class whose object Pulumi really passes to configure: it keeps all keys, and does not offer them.
const { Config } = jest.requireActual<{ Config: new (raw: Record<string, string>, project: string) => dynamic.Config }>(
  "@pulumi/pulumi/cmd/dynamic-provider/config",
);

type Provider = Required<dynamic.ResourceProvider>;

const __provider = 'exports.handler = () => require("pulumi-ozeki/provider").sipExtension';
const program = { extensionId: "1000", userId: "reception", password: "declared-password", __provider };

let lines: unknown[][] = [];
let log: jest.SpyInstance;

beforeEach(() => {
  lines = [];
  log = jest.spyOn(console, "log").mockImplementation((...all) => void lines.push(all));
});

afterEach(() => {
  log.mockRestore();
  delete process.env.OZEKI_URL;
});

/** The provider as a new process has it: one run of the engine. The one before it is not to be used any more. */
function newProcess(): Provider {
  // Also what the provider loads later is then new.
  jest.resetModules();
  return asTheEngineSeesIt(
    (require("../../../../../provider/adapters/dynamic/provider") as { sipExtension: Provider }).sipExtension,
  );
}

/** The engine remembers what a provider marks as a secret, and passes plain values. */
function asTheEngineSeesIt(provider: Provider): Provider {
  const plain = <Answer>(answer: Answer) => unwrapSecrets(answer).value as Answer;
  return {
    ...provider,
    check: async (olds, news) => plain(await provider.check(olds, news)),
    create: async (inputs) => plain(await provider.create(inputs)),
    read: async (id, props) => plain(await provider.read(id, props)),
    update: async (id, olds, news) => plain(await provider.update(id, olds, news)),
  };
}

async function configured(config: Record<string, string>): Promise<Provider> {
  const provider = newProcess();
  await provider.configure({ config: new Config({ "ozeki:maxRetries": "0", ...config }, "office") });
  return provider;
}

async function start(options: SimulatorOptions = {}, config: Record<string, string> = {}) {
  const pbx = stopAfterTest(await Simulator.start({ switches: { getConfigUsername: "returned" }, ...options }));
  return { pbx, provider: await configured({ "ozeki:url": pbx.origin, ...config }) };
}

async function checked(
  provider: Provider,
  news: Record<string, unknown> = program,
  olds: Record<string, unknown> = {},
) {
  const { inputs, failures } = await provider.check(olds, news);
  expect(failures).toEqual([]);
  return inputs;
}

const printed = (error: unknown) => `${error}: ${(error as Error).stack}`;

describe("configure", () => {
  it("configure only stores the configuration: check reports what is wrong", async () => {
    const provider = newProcess();
    const get = jest.fn(() => {
      throw new TypeError("not yet");
    });
    await provider.configure({ config: { get, require: get } });
    expect(get).not.toHaveBeenCalled();
    expect((await (await configured({})).check({}, program)).failures).toEqual([
      { property: "", reason: expect.stringMatching(/^ozeki:url is not set: run `pulumi config set/) },
    ]);
  });

  it("counts from its first moment: Pulumi calls the provider while it still waits for it", async () => {
    const provider = newProcess();
    const configuring = provider.configure({ config: new Config({ "ozeki:url": "http://pbx:7780" }, "office") });
    const checking = provider.check({}, program);
    expect((await checking).failures).toEqual([]);
    await configuring;
  });

  it("may come again, with another configuration", async () => {
    const { pbx, provider } = await start();
    const inputs = await checked(provider);
    await provider.configure({ config: new Config({ "ozeki:url": "http://moved:7780" }, "office") });
    expect(await provider.diff("1000", { ...inputs, pbx: pbx.origin }, inputs)).toEqual({
      changes: true,
      replaces: [],
      deleteBeforeReplace: false,
    });
  });

  it("names a key that there is not, which only a listing of all keys shows", async () => {
    const provider = await configured({ "ozeki:url": "http://pbx:7780", "ozeki:user": "admin" });
    const { failures = [] } = await provider.check({}, program);
    expect(failures[0]?.reason).toMatch(/^Unknown configuration key ozeki:user. Did you mean ozeki:username\?/);
  });

  it("reads a configuration whose keys it cannot list", async () => {
    const provider = newProcess();
    const get = (key: string) => ({ "ozeki:url": "http://pbx:7780", "ozeki:user": "admin" })[key];
    await provider.configure({ config: { get, require: (key) => get(key) ?? "" } });
    expect((await provider.check({}, program)).failures).toEqual([]);
  });

  it("a configuration is not needed where the environment sets everything", async () => {
    process.env.OZEKI_URL = "http://pbx:7780";
    expect((await newProcess().check({}, program)).failures).toEqual([]);
  });
});

describe("check and diff", () => {
  it("send nothing where nothing is to be created", async () => {
    const { pbx, provider } = await start();
    const inputs = await checked(provider, program, program);
    const state = { ...inputs, pbx: pbx.origin };
    for (const given of [{}, { userId: "sales" }, { extensionId: "2000" }, { enabled: UNKNOWN }, { connection: "x" }]) {
      await provider.check(inputs, { ...program, ...given });
      await provider.diff("1000", state, { ...inputs, ...given });
    }
    expect(pbx.connections).toBe(0);
  });

  it("fill in the defaults and compare with the state", async () => {
    const { pbx, provider } = await start();
    const inputs = await checked(provider);
    expect(inputs).toEqual({ ...extensionInputs(), __provider });
    const state = { ...inputs, pbx: pbx.origin };
    expect(await provider.diff("1000", state, inputs)).toEqual({
      changes: false,
      replaces: [],
      deleteBeforeReplace: false,
    });
    expect(await provider.diff("1000", state, { ...inputs, extensionId: "2000" })).toEqual({
      changes: true,
      deleteBeforeReplace: false,
      replaces: ["extensionId"],
    });
  });

  it("return failures with a property and a reason, and hide the property of what may be secret", async () => {
    const { provider } = await start();
    const { inputs, failures } = await provider.check({}, { extensionId: 7, userId: "", password: "", __provider });
    expect(failures).toEqual([
      { property: "extensionId", reason: expect.stringMatching(/^extensionId: must be a string, got a number/) },
      { property: "userId", reason: "userId: must not be empty" },
      { property: "", reason: "password: must not be empty" },
    ]);
    expect(inputs).toEqual({ extensionId: 7, userId: "", password: "", __provider });
  });

  it("check never throws: a bug becomes a failure", async () => {
    const provider = newProcess();
    const get = () => {
      throw new TypeError("a mistake");
    };
    await provider.configure({ config: { get, require: get } });
    const { inputs, failures } = await provider.check({}, program);
    expect(inputs).toEqual(program);
    expect(failures).toEqual([
      { property: "", reason: expect.stringMatching(/^This is a bug in pulumi-ozeki\..*TypeError: a mistake/s) },
    ]);
  });

  it("leave it to the update to say that two resources declare one extension", async () => {
    const { pbx, provider } = await start();
    const inputs = await checked(provider);
    await provider.create(inputs);
    const state = { ...inputs, pbx: pbx.origin };
    expect(await provider.diff("1000", state, inputs)).toMatchObject({ changes: true, replaces: [] });
    const failure = await rejectionOf(provider.update("1000", state, inputs));
    expect(printed(failure)).toBe("Extension 1000: Declared twice");
    expect((failure as Error).message).toMatch(/^Extension 1000 on \S+ is declared twice: /);
  });
});

describe("create, read, update and delete", () => {
  it("carry an extension through its life, and keep what Pulumi needs in the state", async () => {
    const { pbx, provider } = await start();
    const inputs = await checked(provider);
    const created = await provider.create(inputs);
    expect(created).toEqual({ id: "1000", outs: { ...inputs, pbx: pbx.origin } });

    const found = await provider.read("1000", created.outs);
    expect(found).toEqual({ id: "1000", props: created.outs, inputs });

    const next = await configured({ "ozeki:url": pbx.origin });
    const news = await checked(next, { ...program, userId: "sales" }, inputs);
    const { outs } = await next.update("1000", created.outs, news);
    expect(outs).toEqual({ ...news, pbx: pbx.origin });
    expect(Object.values(outs ?? {})).not.toContain(undefined);

    const last = await configured({ "ozeki:url": pbx.origin });
    await last.delete("1000", outs);
    expect(await last.read("1000", outs)).toEqual({ id: "", props: {} });
    expect(pbx.commands()).toEqual([
      "ListExtensions 200",
      "AddConfig 1000 200",
      "GetConfig 1000 200",
      "GetConfig 1000 200",
      "ModifyConfig 1000 200",
      "RemoveConfig 1000 200",
      "GetConfig 1000 701",
    ]);
    expect(lines).toEqual([]);
  });

  it("returns drift in the inputs as well, so that a refresh shows it property by property", async () => {
    const { pbx, provider } = await start({ extensions: [textsOf(extensionInputs({ userId: "sales" }))] });
    const state = { ...extensionInputs(), __provider, pbx: pbx.origin };
    expect(await provider.read("1000", state)).toEqual({
      id: "1000",
      props: { ...state, userId: "sales" },
      inputs: { ...extensionInputs({ userId: "sales" }), __provider },
    });
  });

  it("keep the phone of a resource that was renamed: created under its new name, deleted under its old", async () => {
    const { pbx, provider } = await start({ extensions: [textsOf(extensionInputs())] });
    const inputs = await checked(provider);
    const { outs } = await provider.create(inputs);
    await provider.delete("1000", outs);
    expect(pbx.extensions.ids()).toEqual(["1000"]);
    expect(lines).toEqual([
      [`Extension 1000 already exists on ${pbx.origin} exactly as declared. It was kept, and nothing was written.`],
      [
        `Extension 1000 was not deleted from ${pbx.origin}: another resource of this program, or this one's replacement, manages it. Only the old resource is removed from the state.`,
      ],
    ]);
  });

  it("find the PBX of a connection by its name", async () => {
    const branch = stopAfterTest(await Simulator.start());
    const { pbx, provider } = await start(
      {},
      { "ozeki:connections": JSON.stringify({ branch: { url: branch.origin } }) },
    );
    const { outs } = await provider.create(await checked(provider, { ...program, connection: "branch" }));
    expect(outs).toMatchObject({ connection: "branch", pbx: branch.origin });
    expect([pbx.extensions.size, branch.extensions.size]).toEqual([0, 1]);
  });
});

describe("a failure of create, read, update or delete", () => {
  async function failures(config: Record<string, string>, origin: string): Promise<Record<string, unknown>> {
    const inputs = { ...extensionInputs(), __provider };
    const state = { ...inputs, pbx: origin };
    const inNewProcess = () => configured(config);
    return {
      create: await rejectionOf((await inNewProcess()).create(inputs)),
      read: await rejectionOf((await inNewProcess()).read("1000", state)),
      update: await rejectionOf((await inNewProcess()).update("1000", state, inputs)),
      delete: await rejectionOf((await configured({ "ozeki:url": origin })).delete("1000", state)),
    };
  }

  it("is one line for people, with what to do next, and no stack", async () => {
    const origin = await unusedOrigin();
    const all = await failures({ "ozeki:url": origin }, origin);
    for (const [operation, failure] of Object.entries(all)) {
      const { message } = failure as Error;
      expect(message).not.toContain("\n");
      expect(message).toContain(`of extension 1000 on ${origin} failed: cannot connect to the PBX (ECONNREFUSED`);
      expect(
        message.endsWith(
          ["read", "delete"].includes(operation) ? "or add --run-program." : "Then run the command again.",
        ),
      ).toBe(true);
      expect(printed(failure)).toBe("Extension 1000: PBX not reached");
      expect(failure).not.toHaveProperty("reasons");
    }
  });

  it("says what is wrong with the configuration", async () => {
    const all = await failures({}, "http://pbx:7780");
    for (const operation of ["create", "read", "update"]) {
      expect((all[operation] as Error).message).toMatch(
        /^ozeki:url is not set: .*http:\/\/HOST:7780`, or set OZEKI_URL\.$/,
      );
      expect(printed(all[operation])).toBe("pulumi-ozeki: configuration");
    }
  });

  it("keeps the resource of a create whose outcome is unknown, and the next run completes it", async () => {
    const { pbx, provider } = await start(
      { faults: ["drop-after@AddConfig", "drop-before@GetConfig#every"] },
      { "ozeki:maxRetries": "1" },
    );
    const inputs = await checked(provider, { ...program, password: "@generate office/dev" });
    const failure = await rejectionOf(provider.create({ ...inputs, connection: undefined }));
    const { id, properties, reasons } = failure as {
      id: string;
      properties: Record<string, unknown>;
      reasons: string[];
    };
    expect(id).toBe("1000");
    const state = unwrapSecrets(properties);
    expect(state).toEqual({ value: { ...inputs, unconfirmedOn: pbx.origin }, secrets: { password: true } });
    expect(reasons).toEqual([(failure as Error).message]);
    expect(reasons[0]).toMatch(/^Extension 1000 may or may not have been created on /);

    pbx.clearFaults();
    const next = await configured({ "ozeki:url": pbx.origin });
    const olds = state.value as Record<string, unknown>;
    expect(await next.read(id, olds)).toEqual({ id: "1000", props: olds, inputs });
    const news = await checked(next, { ...program, password: "@generate office/dev" }, olds);
    expect(await next.diff(id, olds, news)).toEqual({ changes: true, replaces: [], deleteBeforeReplace: false });
    expect((await next.update(id, olds, news)).outs).toEqual({ ...inputs, pbx: pbx.origin });
    expect(pbx.extensions.text("1000", "Password")).toBe(inputs.password);
  });

  it("keeps the resource of an update that created it again with an unknown outcome", async () => {
    const { pbx, provider } = await start(
      { faults: ["drop-after@AddConfig", "status-502@GetConfig#2-"] },
      { "ozeki:maxRetries": "1" },
    );
    const inputs = await checked(provider);
    const failure = await rejectionOf(provider.update("1000", { ...inputs, pbx: pbx.origin }, inputs));
    const { id, properties } = failure as { id: string; properties: object };
    expect(id).toBe("1000");
    const state = unwrapSecrets(properties);
    expect(state).toMatchObject({ value: inputs, secrets: { password: true } });
    expect(state.value).not.toHaveProperty("pbx");
  });

  it("reports a bug with its stack", async () => {
    const { provider } = await start();
    const faulty = {
      get Codec(): never {
        throw new TypeError("planted");
      },
    };
    const failure = await rejectionOf(provider.create({ ...extensionInputs(), elements: faulty }));
    expect((failure as Error).message).toMatch(/^This is a bug in pulumi-ozeki\..*TypeError.*\n +at /s);
    expect(printed(failure)).toBe("pulumi-ozeki: bug");
  });
});
