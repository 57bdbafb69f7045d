import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Simulator } from "../../simulator";
import type { ProviderProcess } from "../support/providerProcess";
import { until } from "../support/until";
import { unusedEngineAddress } from "../support/unusedEngineAddress";
import { temporaryFolder } from "./support/temporaryFolder";
import { WindowsFolder } from "./support/windowsFolder";
import { startWindowsProvider } from "./support/windowsProvider";

const declared = { extensionId: "1000", userId: "reception", password: "Marked-Password-1" };

let pbx: Simulator;
let folder: WindowsFolder;
const started: ProviderProcess[] = [];
beforeEach(async () => {
  folder = new WindowsFolder();
  pbx = await Simulator.start();
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((provider) => provider.stop()));
  await pbx.stop();
  folder.remove();
});

async function startProvider(engine = unusedEngineAddress()) {
  const provider = await startWindowsProvider(folder, engine);
  started.push(provider);
  await provider.configure({ "ozeki:url": pbx.origin });
  return provider;
}

/** Ends a process before it can tidy up. */
async function kill(provider: ProviderProcess) {
  started.splice(started.indexOf(provider), 1);
  await provider.stop();
}

async function create(provider: ProviderProcess) {
  const { inputs, failures } = await provider.check({}, declared);
  expect(failures).toEqual([]);
  return provider.create(inputs);
}

describe("the process of the dynamic provider", () => {
  test("carries an extension through its life", async () => {
    const first = await startProvider();
    const created = await create(first);
    expect(created).toMatchObject({ id: "1000", outputs: { ...declared, pbx: pbx.origin } });
    expect(await first.read("1000", created.outputs)).toMatchObject({ id: "1000", outputs: created.outputs });
    expect(first.secrets).toEqual({ password: true });
    await kill(first);
    const second = await startProvider();
    const { inputs } = await second.check(declared, { ...declared, enabled: false });
    expect(await second.diff("1000", created.outputs, inputs)).toEqual({ changes: true, replaces: [] });
    const updated = await second.update("1000", created.outputs, inputs);
    expect(pbx.extensions.text("1000", "Enabled")).toBe("false");
    await kill(second);
    const third = await startProvider();
    await third.delete("1000", updated);
    expect(pbx.extensions.ids()).toEqual([]);
  });

  test("does not delete what another live process of the run has claimed, and does once that process is gone", async () => {
    const engine = unusedEngineAddress();
    const first = await startProvider(engine);
    const { outputs } = await create(first);
    const second = await startProvider(engine);
    await second.delete("1000", outputs);
    await until(() => second.printed().includes("was not deleted"), "the notice");
    expect(pbx.extensions.ids()).toEqual(["1000"]);
    await kill(first);
    await second.delete("1000", outputs);
    expect(pbx.extensions.ids()).toEqual([]);
  });

  test("keeps its claims in the user's folder for temporary files, and removes those of processes that were killed", async () => {
    const claims = join(await temporaryFolder(), "pulumi-ozeki-runs");
    const files = () =>
      existsSync(claims) ? readdirSync(claims).flatMap((run) => readdirSync(join(claims, run))) : [];
    const before = files();
    const first = await startProvider();
    await create(first);
    const own = files().filter((file) => !before.includes(file));
    expect(own).toEqual([expect.stringMatching(/^\d+\.claims$/)]);
    await kill(first);
    await create(await startProvider()).catch(() => undefined);
    expect(files()).not.toContain(own[0]);
  });
});
