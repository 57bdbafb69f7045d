import { openOffice } from "../support/openOffice";

/**
 * Two programs in one process, first at once, then one after the other, and one that declares an ID twice.
 *
 * The arguments are the addresses of two PBXs.
 */
const SCRIPT = `
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const { SipExtension } = require("pulumi-ozeki");
const phone = (name, userId, extensionId = "1000") => new SipExtension(name, { extensionId, userId });
const open = async (stackName, program, url) => {
  const stack = await LocalWorkspace.createOrSelectStack({ projectName: "automation", stackName, program });
  await stack.setConfig("ozeki:url", { value: url });
  return stack;
};
const changes = async (stack, command) => (await stack[command]()).summary?.resourceChanges ?? "no summary";
(async () => {
  const [first, second] = process.argv.slice(2);
  const one = await open("one", async () => { phone("phone", "anna"); }, first);
  const two = await open("two", async () => { phone("phone", "bert"); }, second);
  const atOnce = await Promise.all([changes(one, "up"), changes(two, "up")]);
  const again = [await changes(one, "up"), await changes(one, "up")];
  const other = await open("one", async () => { phone("phone", "clara"); }, first);
  const changed = await changes(other, "up");
  const wrong = await open("three", async () => { phone("b", "bert", "2000"); phone("a", "anna", "2000"); }, second);
  const twice = await wrong.preview().then(() => "accepted", (error) => String(error));
  await Promise.all([one.destroy(), two.destroy()]);
  console.log("OUTCOME " + JSON.stringify({ atOnce, again, changed, twice }));
})();`;

test("programs of the Automation API in one process, at once and one after the other, do not see each other's extensions", async () => {
  const office = await openOffice();
  const { stack, pbx } = office;
  const second = await office.startPbx();
  stack.environment.PULUMI_STACK = undefined;
  stack.writeFile("automation.js", SCRIPT);
  const { code, stdout, output } = await stack.node(["automation.js", pbx.origin, second.origin]);
  expect({ code, output }).toMatchObject({ code: 0 });
  const outcome = JSON.parse(/^OUTCOME (.*)$/m.exec(stdout)?.[1] ?? "{}");
  expect(outcome).toMatchObject({
    atOnce: [{ create: 2 }, { create: 2 }],
    again: [{ same: 2 }, { same: 2 }],
    changed: { update: 1, same: 1 },
  });
  expect(outcome.twice).toContain('Extension 2000 is declared twice: by SipExtension "a" and by SipExtension "b".');
  const users = [pbx, second].map(({ requests }) =>
    requests.flatMap(({ parameters }) => /<UserID>(.*?)</.exec(parameters.ConfigXML ?? "")?.[1] ?? []),
  );
  expect(users).toEqual([["anna", "clara"], ["bert"]]);
  expect([pbx.extensions.size, second.extensions.size]).toEqual([0, 0]);
});
