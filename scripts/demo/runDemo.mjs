import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ScriptError } from "../shared/runScript.mjs";
import { DemoProject } from "./demoProject.mjs";
import { print } from "./print.mjs";

/** An extension that no program declares. */
const FOREIGN_EXTENSION = { ID: "2000", UserID: "reception" };

/** The preview is a step of its own in the demo. */
const AT_ONCE = ["--yes", "--skip-preview"];

/** @typedef {import("../../simulator/index.js").Simulator} Simulator */

/**
 * Runs the real Pulumi CLI through the life of an office, against a simulated PBX.
 * @param {string} root
 * @param {import("../pulumi/ensurePulumi.mjs").Pulumi} pulumi
 * @param {AbortSignal} signal
 */
export async function runDemo(root, pulumi, signal) {
  /** @type {typeof import("../../simulator/index.js")} */
  const { Simulator } = createRequire(join(root, "package.json"))("./dist/simulator/index.js");
  const pbx = await Simulator.start({ extensions: [FOREIGN_EXTENSION] });
  try {
    await DemoProject.with(root, pulumi, signal, (project) => runSteps(project, pbx));
  } finally {
    await pbx.stop();
  }
}

/**
 * @param {DemoProject} project
 * @param {Simulator} pbx
 */
async function runSteps(project, pbx) {
  const count = await project.countPhones();

  print.heading(
    `A simulated Ozeki PBX runs at ${pbx.origin}. An administrator has created an extension in it by hand.`,
  );
  print.note(`PBX: has ${FOREIGN_EXTENSION.ID}`);

  print.heading("A new stack gets the address of the PBX, and the reception's password, which it stores encrypted.");
  await project.run(["stack", "init", "demo"]);
  await project.run(["config", "set", "ozeki:url", pbx.origin]);
  const password = randomBytes(12).toString("base64url");
  await project.run(["config", "set", "--secret", "receptionPassword"], { input: password });
  print.note("The password is passed on standard input, so that it is shown nowhere.");

  print.heading(`Up creates the ${count} phones that examples/office/department.ts lists.`);
  await project.run(["up", ...AT_ONCE]);
  print.note(`Pulumi counts the stack as well: ${count} phones and the stack.`);
  reportPbx(pbx, count + 1);

  print.heading(
    "The list changes: 1010 gets another owner, support gets a third phone, and the kitchen loses its phone.",
  );
  await project.changePhones();

  print.heading("Preview shows what that means for the PBX, and changes nothing there.");
  await project.run(["preview", "--diff"], { outputs: false });
  reportPbx(pbx, count + 1);

  print.heading("Up does what the preview showed. For what did not change, it sends no request.");
  await project.run(["up", ...AT_ONCE], { outputs: false });
  reportPbx(pbx, count + 1);

  print.heading("An administrator disables extension 1001 in the PBX itself. Pulumi does not know.");
  pbx.extensions.setElement("1001", "Enabled", "false");
  print.note("PBX: 1001 has <Enabled>false</Enabled>");

  print.heading("Refresh reads each extension of the stack from the PBX, and shows what has changed.");
  await project.run(["refresh", ...AT_ONCE, "--diff"], { outputs: false });
  reportPbx(pbx);

  print.heading("The program declares 1001 as enabled, so up repairs it.");
  await project.run(["up", ...AT_ONCE, "--diff"], { outputs: false });
  print.note(`PBX: 1001 has <Enabled>${pbx.extensions.text("1001", "Enabled")}</Enabled>`);
  reportPbx(pbx, count + 1);
  expect(pbx.extensions.text("1001", "Enabled") === "true", "1001 should be enabled again");

  print.heading("Destroy removes what the stack created, and nothing else.");
  await project.run(["destroy", ...AT_ONCE]);
  reportPbx(pbx, 1);
  expect(pbx.extensions.has(FOREIGN_EXTENSION.ID), `the PBX should still have ${FOREIGN_EXTENSION.ID}`);
}

/**
 * Prints the requests that the PBX got since the last report, and its extensions.
 * @param {Simulator} pbx
 * @param {number} [expectedCount] of extensions
 */
function reportPbx(pbx, expectedCount) {
  const commands = pbx.requests.map(({ command = "" }) => command);
  pbx.forgetRequests();
  const counts = [...new Set(commands)].sort().map((name) => {
    const times = commands.filter((command) => command === name).length;
    return times === 1 ? `${name} once` : `${name} ${times} times`;
  });
  print.note(`PBX: got ${counts.join(", ") || "no request"}`);
  print.note(`PBX: has ${pbx.extensions.ids().sort().join(" ")}`);
  if (expectedCount === undefined) return;
  expect(pbx.extensions.size === expectedCount, `the PBX should have ${expectedCount} extensions now`);
}

/**
 * @param {boolean} condition
 * @param {string} expectation
 */
function expect(condition, expectation) {
  if (!condition) throw new ScriptError(`The demo failed: ${expectation}.`);
}
