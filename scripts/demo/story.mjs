import { randomBytes } from "node:crypto";
import { Foreseen } from "../shared/foreseen.mjs";
import { Cli } from "./cli.mjs";
import { Office, simulatorOf } from "./office.mjs";

/** An extension that is on the PBX before, and that no program declares. */
const STRANGER = { ID: "2000", UserID: "somebody" };

/** Without the preview before it, which is a step of its own here, and with no question. */
const AT_ONCE = ["--yes", "--skip-preview"];

/**
 * Runs the real CLI through the life of an office.
 * @param {string} root
 * @param {{
 *   pulumi: import("../pulumi/ensure.mjs").Pulumi,
 *   outlet: import("../shared/outlet.mjs").Outlet,
 *   signal: AbortSignal,
 * }} options
 */
export async function tellStory(root, { pulumi, outlet, signal }) {
  const pbx = await simulatorOf(root).start({ extensions: [STRANGER] });
  try {
    const office = await Office.open(root);
    try {
      const environment = office.environment(pulumi);
      const cli = new Cli({ pulumi: pulumi.pulumi, folder: office.program, environment, outlet, signal });
      await tell({ pbx, office, cli, outlet });
    } finally {
      await office.remove();
    }
  } finally {
    await pbx.stop();
  }
}

/**
 * @param {{
 *   pbx: import("../../simulator/index.js").Simulator,
 *   office: Office,
 *   cli: Cli,
 *   outlet: import("../shared/outlet.mjs").Outlet,
 * }} parts
 */
async function tell({ pbx, office, cli, outlet }) {
  const count = await office.countTelephones();

  outlet.introduce(`A simulated Ozeki PBX runs at ${pbx.origin}. Somebody made an extension in it by hand.`);
  outlet.remark(`PBX: has ${STRANGER.ID}`);

  outlet.introduce("A new stack is told where the PBX is, and the reception's password, which it stores encrypted.");
  await cli.run(["stack", "init", "demo"]);
  await cli.run(["config", "set", "ozeki:url", pbx.origin]);
  await cli.run(["config", "set", "--secret", "receptionPassword"], { input: randomBytes(12).toString("base64url") });
  outlet.remark("The password comes by standard input, so that it is shown nowhere.");

  outlet.introduce(`Up makes the ${count} telephones that examples/office/department.ts lists.`);
  await cli.run(["up", ...AT_ONCE]);
  outlet.remark(`Pulumi counts the stack itself as well: ${count} telephones and the stack.`);
  tellPbx({ holds: count + 1 });

  outlet.introduce(
    "The list changes: 1010 has another owner, support has a third telephone, and the kitchen has none.",
  );
  for (const [old, added] of await office.changeList()) {
    if (old !== undefined) outlet.removed(old);
    if (added !== undefined) outlet.added(added);
  }

  outlet.introduce("Preview shows what that means for the PBX, and does nothing there.");
  await cli.run(["preview", "--diff"], { outputs: false });
  tellPbx({ holds: count + 1 });

  outlet.introduce("Up does what the preview showed. What did not change is not even asked for.");
  await cli.run(["up", ...AT_ONCE], { outputs: false });
  tellPbx({ holds: count + 1 });

  outlet.introduce("Now somebody disables extension 1001 in the PBX itself, behind Pulumi's back.");
  pbx.extensions.setElement("1001", "Enabled", "false");
  outlet.remark("PBX: 1001 has <Enabled>false</Enabled>");

  outlet.introduce("Refresh asks the PBX about each extension of the stack, and shows what became different.");
  await cli.run(["refresh", ...AT_ONCE, "--diff"], { outputs: false });
  tellPbx();

  outlet.introduce("The program says that 1001 is enabled, so up repairs it.");
  await cli.run(["up", ...AT_ONCE, "--diff"], { outputs: false });
  outlet.remark(`PBX: 1001 has <Enabled>${pbx.extensions.text("1001", "Enabled")}</Enabled>`);
  tellPbx({ holds: count + 1 });
  expectOf(pbx.extensions.text("1001", "Enabled") === "true", "1001 should be enabled again");

  outlet.introduce("Destroy removes what the stack made, and nothing else.");
  await cli.run(["destroy", ...AT_ONCE]);
  tellPbx({ holds: 1 });
  expectOf(pbx.extensions.has(STRANGER.ID), `${STRANGER.ID} should still be there`);

  /**
   * Says what the PBX was asked since the last time, and what it holds.
   * @param {{ holds?: number }} [expected]
   */
  function tellPbx({ holds } = {}) {
    const commands = pbx.requests.map(({ command = "" }) => command);
    pbx.forgetRequests();
    const asked = [...new Set(commands)].sort().map((name) => {
      const times = commands.filter((command) => command === name).length;
      return times === 1 ? `${name} once` : `${name} ${times} times`;
    });
    outlet.remark(`PBX: got ${asked.join(", ") || "no request"}`);
    outlet.remark(`PBX: has ${pbx.extensions.ids().sort().join(" ")}`);
    if (holds !== undefined) expectOf(pbx.extensions.size === holds, `the PBX should have ${holds} extensions now`);
  }
}

/**
 * @param {boolean} isSo
 * @param {string} what
 */
function expectOf(isSo, what) {
  if (!isSo) throw new Foreseen(`The demo went wrong: ${what}.`);
}
