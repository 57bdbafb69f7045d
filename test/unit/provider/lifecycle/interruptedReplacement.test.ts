import { OzekiClient } from "../../../../provider/api";
import { DeclaredTwice } from "../../../../provider/lifecycle/errors";
import { clientSettings } from "../../../support/clientSettings";
import { frozenClock } from "../../../support/frozenClock";
import type { Kill } from "../../../support/killableTransport";
import { KillableTransport, RunRequests } from "../../../support/killableTransport";
import { LifecycleContext, simulatedPbx } from "../../../support/lifecycleContext";
import { MiniEngine } from "../../../support/miniEngine";
import { stopAfterTest } from "../../../support/onTestFinished";

const program = { phone: { extensionId: "1000", userId: "reception", password: "@generate office/dev" } };
const deletingFirst = { replaces: ["phone"], deleteBeforeReplace: ["phone"] };

/** `pulumi up --replace` with the option `deleteBeforeReplace`, killed at a request that creates the extension again. */
async function interrupted(when: Kill["when"]) {
  const pbx = stopAfterTest(await simulatedPbx());
  let kill: Kill | undefined;
  const engine = new MiniEngine(() => {
    const context = stopAfterTest(new LifecycleContext(pbx.origin));
    const transport = new KillableTransport(pbx.origin, new RunRequests(kill));
    const client = new OzekiClient(clientSettings(pbx.origin), transport, frozenClock);
    context.clientFor = () => client;
    return context;
  });
  await engine.up(program);
  // ListExtensions, GetConfig, RemoveConfig, AddConfig.
  kill = { request: 4, when };
  expect(await engine.up(program, deletingFirst)).toMatchObject({ wasKilled: true });
  kill = undefined;
  expect(pbx.commands().at(-1)).toMatch(when === "before" ? /^RemoveConfig/ : /^AddConfig/);
  return { pbx, engine };
}

describe("a replacement that was killed after it had deleted the extension", () => {
  it("is completed by the next up", async () => {
    const { pbx, engine } = await interrupted("before");
    expect(await engine.up(program)).toMatchObject({ failures: {} });
    expect(pbx.extensions.ids()).toEqual(["1000"]);
    expect((await engine.up(program)).changed).toEqual([]);
  });

  it("is completed by up --replace where it had created the extension again, as the message says", async () => {
    const { pbx, engine } = await interrupted("after");
    const phone = pbx.extensions.get("1000")?.xml;
    const { failures } = await engine.up(program);
    expect(failures.phone).toBeInstanceOf(DeclaredTwice);
    expect(String(failures.phone)).toContain("Its replacement was interrupted: run `pulumi up --replace URN`.");
    expect(await engine.up(program, deletingFirst)).toMatchObject({ failures: {} });
    expect(pbx.extensions.get("1000")?.xml).toBe(phone);
    expect((await engine.up(program)).changed).toEqual([]);
  });
});
