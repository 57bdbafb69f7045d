import { Simulator } from "../../simulator";
import { ProviderProcess } from "../support/providerProcess";
import { until } from "../support/until";

let pbx: Simulator;
let provider: ProviderProcess;

beforeEach(async () => {
  pbx = await Simulator.start();
  provider = await ProviderProcess.start();
});

afterEach(async () => {
  await provider.stop();
  await pbx.stop();
});

const declared = { extensionId: "1000", userId: "reception", password: "Marked-Password-1" };

async function checked(news: Record<string, unknown>, olds: Record<string, unknown> = {}) {
  const { inputs, failures } = await provider.check(olds, news);
  expect(failures).toEqual([]);
  return inputs;
}

async function nextRun() {
  await provider.stop();
  provider = await ProviderProcess.start();
  await provider.configure({ "ozeki:url": pbx.origin });
}

describe("the provider's process", () => {
  test("carries an extension through its life with the documented commands", async () => {
    await provider.configure({ "ozeki:url": pbx.origin });
    const inputs = await checked(declared);
    const created = await provider.create(inputs);
    expect(created).toEqual({ id: "1000", outputs: { ...inputs, pbx: pbx.origin } });

    const read = await provider.read("1000", created.outputs);
    expect(read).toEqual({ id: "1000", inputs, outputs: created.outputs });

    // The engine starts a new process for every command: what one run claimed is nothing to the next.
    await nextRun();
    const news = await checked({ ...declared, enabled: false }, inputs);
    expect(await provider.diff("1000", created.outputs, news)).toEqual({ changes: true, replaces: [] });
    const updated = await provider.update("1000", created.outputs, news);
    expect(updated).toEqual({ ...created.outputs, enabled: false });
    await nextRun();
    expect(await provider.diff("1000", updated, await checked(news, news))).toEqual({ changes: false, replaces: [] });

    await nextRun();
    await provider.delete("1000", updated);
    expect(pbx.commands()).toEqual([
      "ListExtensions 200",
      "AddConfig 1000 200",
      "GetConfig 1000 200",
      "GetConfig 1000 200",
      "ModifyConfig 1000 200",
      "RemoveConfig 1000 200",
    ]);
  });

  test("marks what is a secret, whatever the program marked, in every answer that the engine keeps", async () => {
    await provider.configure({ "ozeki:url": pbx.origin, "ozeki:maxRetries": "0" });
    const secrets = { password: true, elements: { VoicemailPin: true } };
    const elements = { VoicemailPin: "Marked-Element-1", Codec: "PCMA" };
    const inputs = await checked({ ...declared, elements });
    expect(provider.secrets).toEqual(secrets);
    const created = await provider.create(inputs);
    expect(provider.secrets).toEqual(secrets);
    await provider.read("1000", created.outputs);
    expect(provider.secrets).toEqual(secrets);
    await nextRun();
    await provider.update("1000", created.outputs, { ...inputs, enabled: false });
    expect(provider.secrets).toEqual(secrets);
    const { failures } = await provider.check({}, { ...declared, elements, enabled: "perhaps" });
    expect(failures).toHaveLength(1);
    expect(provider.secrets).toEqual(secrets);
    pbx.fail("drop-after@AddConfig");
    pbx.fail("drop-before@GetConfig#every");
    expect(await provider.create({ ...inputs, extensionId: "1001" }).catch((error: unknown) => error)).toMatchObject({
      partial: { id: "1001" },
    });
    expect(provider.secrets).toEqual(secrets);
  });

  test("answers read of an extension that is gone with a blank ID", async () => {
    await provider.configure({ "ozeki:url": pbx.origin });
    const inputs = await checked(declared);
    const { outputs } = await provider.create(inputs);
    pbx.extensions.remove("1000");
    expect(await provider.read("1000", outputs)).toMatchObject({ id: "" });
  });

  test("runs calls that come while it is being configured with the configuration, twenty at once", async () => {
    await provider.configure({ "ozeki:url": pbx.origin });
    const ids = Array.from({ length: 20 }, (_, index) => String(2000 + index));
    const made = await Promise.all(
      ids.map(async (extensionId) => {
        const { inputs } = await provider.check({}, { ...declared, extensionId });
        return provider.create(inputs);
      }),
    );
    expect(made.map(({ id }) => id)).toEqual(ids);
    expect(pbx.extensions.size).toBe(20);
    expect(pbx.mostConcurrent).toBeLessThanOrEqual(8);
  });

  test("tells a configuration that names no PBX as a failure of check", async () => {
    await provider.configure({});
    const { failures } = await provider.check({}, declared);
    expect(failures).toEqual([
      {
        property: "",
        reason: "ozeki:url is not set: run `pulumi config set ozeki:url http://HOST:7780`, or set OZEKI_URL",
      },
    ]);
    expect(provider.printed()).toBe("");
  });

  test("reports a create with an unknown outcome with an id, all properties and one reason", async () => {
    await provider.configure({ "ozeki:url": pbx.origin, "ozeki:requestTimeout": "1", "ozeki:maxRetries": "0" });
    const inputs = await checked({ ...declared, connection: null });
    pbx.fail("hang@AddConfig");
    const failure = await provider.create(inputs).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      partial: {
        id: "1000",
        properties: { ...inputs, __provider: expect.stringContaining("pulumi-ozeki/provider") },
        reasons: [expect.stringContaining(`Extension 1000 may or may not have been created on ${pbx.origin}`)],
      },
    });
    expect(JSON.stringify((failure as { partial: { reasons: string[] } }).partial.reasons)).not.toContain("Marked");
  });

  test("keeps the phone when delete follows the create of another resource with the same ID", async () => {
    await provider.configure({ "ozeki:url": pbx.origin });
    const inputs = await checked(declared);
    const { outputs } = await provider.create(inputs);
    await provider.delete("1000", outputs);
    expect(pbx.extensions.ids()).toEqual(["1000"]);
    // The line and the answer travel by two ways.
    await until(() => provider.printed().includes(`Extension 1000 was not deleted from ${pbx.origin}`), "the line");
  });

  test("prints a failed delete as one short line and leaves the rest to the engine", async () => {
    await provider.configure({ "ozeki:url": pbx.origin });
    const { outputs } = await provider.create(await checked(declared));
    pbx.deny = ["127.0.0.1"];
    const failure = await provider.read("1000", outputs).catch((error: unknown) => error);
    expect(failure).toEqual({
      message:
        `GetConfig of extension 1000 on ${pbx.origin} failed: the PBX does not accept requests from this machine's address (code 307). ` +
        "Allow this machine's address in the settings of the PBX's HTTP API. Then run the command again.",
    });
    expect(provider.printed()).toBe("Extension 1000: Access forbidden\n");
  });

  test("shows a bug of its own with the stack, so that it can be found", async () => {
    await provider.configure({ "ozeki:url": pbx.origin });
    const inputs = await checked(declared);
    // The engine never passes this: check has refused it.
    const failure = (await provider.create({ ...inputs, xml: 5 }).catch((error: unknown) => error)) as Error;
    expect(failure.message).toContain("This is a bug in pulumi-ozeki. Please report it with these lines: MalformedXml");
    expect(failure.message).toMatch(/\n\s+at /);
  });

  test("ends at once when the engine interrupts it", async () => {
    await provider.configure({ "ozeki:url": pbx.origin });
    const inputs = await checked(declared);
    pbx.fail("hang@AddConfig");
    const lost = provider.create(inputs).catch((error: unknown) => error);
    await provider.stop();
    expect(await lost).toMatchObject({ message: expect.any(String) });
    provider = await ProviderProcess.start();
  });
});
