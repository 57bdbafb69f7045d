import "../../../support/errorsAcrossRealms";
import { Interrupted } from "../../../../provider/lifecycle/errors";
import { ExtensionLifecycle } from "../../../../provider/lifecycle/extensionLifecycle";
import { Inventories } from "../../../../provider/lifecycle/inventories";
import { extension } from "../../../../provider/types/extension/extensionType";
import { generatePassword } from "../../../../provider/types/sipExtension/generatedPassword";
import type { Inputs } from "../../../../provider/types/sipExtension/table";
import { UNKNOWN } from "../../../../provider/types/unknown";
import type { ProgramInputs } from "../../../../provider/types/validate";
import type { SimulatorOptions } from "../../../../simulator";
import { extensionInputs } from "../../../support/extensionInputs";
import { commandsOf, LifecycleContext, simulatedPbx, textsOf } from "../../../support/lifecycleContext";
import { stopAfterTest } from "../../../support/onTestFinished";
import { sipLifecycle } from "../../../support/sipLifecycle";
import { startLifecycle } from "../../../support/startLifecycle";
import { unusedOrigin } from "../../../support/unusedOrigin";

const placeholder = "@generate office/dev";
const stranger = textsOf(extensionInputs({ userId: "anna", password: "a-password-of-theirs" }));

/** What a program declares: nothing that check fills in. */
function program(given: ProgramInputs = {}): ProgramInputs {
  return { extensionId: "1000", userId: "reception", password: "declared-password", ...given };
}

const start = (options: SimulatorOptions = {}) => startLifecycle(options);

async function reasonsOf(
  context: LifecycleContext,
  news: ProgramInputs,
  olds: ProgramInputs = {},
  lifecycle: Pick<ExtensionLifecycle<never>, "check"> = sipLifecycle(context),
): Promise<string[]> {
  const { failures } = await lifecycle.check(olds, news);
  for (const { property } of failures) {
    expect(property).toBe("");
  }
  return failures.map(({ reason }) => reason);
}

describe("check of an extension that is to be created", () => {
  it("lists the extensions of the PBX once, however many are to be created", async () => {
    const { pbx, context } = await start();
    const ids = Array.from({ length: 20 }, (_, index) => String(2000 + index));
    await Promise.all(ids.map((extensionId) => reasonsOf(context, program({ extensionId }))));
    expect(commandsOf(pbx)).toEqual(["ListExtensions 200"]);
    expect(context.warnings).toEqual([]);
  });

  it("lists the extensions of every connection", async () => {
    const { pbx } = await start();
    const branch = stopAfterTest(await simulatedPbx({ extensions: [stranger] }));
    const context = stopAfterTest(new LifecycleContext(pbx.origin, { branch: branch.origin }));
    expect(await reasonsOf(context, program())).toEqual([]);
    expect(await reasonsOf(context, program({ connection: "branch" }))).toHaveLength(1);
    expect(await reasonsOf(context, program({ connection: UNKNOWN }))).toEqual([]);
    expect([commandsOf(pbx), commandsOf(branch)]).toEqual([
      ["ListExtensions 200"],
      ["ListExtensions 200", "GetConfig 1000 200"],
    ]);
  });

  it("refuses an ID that another extension has, and names what differs and the ways on", async () => {
    const { pbx, context } = await start({ extensions: [stranger] });
    const [reason = ""] = await reasonsOf(context, program());
    expect(reason).toContain(`Extension 1000 already exists on ${pbx.origin}`);
    expect(reason).toContain("with a different userId, password.");
    for (const way of ["adopt: true", "aliases", "Otherwise change extensionId"]) {
      expect(reason).toContain(way);
    }
    expect(reason).not.toContain("a-password-of-theirs");
    expect(commandsOf(pbx)).toEqual(["ListExtensions 200", "GetConfig 1000 200"]);
  });

  it("refuses an ID that an extension of another type has, with adopt as well", async () => {
    const { context } = await start({
      types: [{ type: "Menu", knownType: "MenuInfo", required: ["ID"] }],
      extensions: ['<Config knownType="MenuInfo"><ID>1000</ID></Config>'],
    });
    for (const adopt of [false, true]) {
      expect(await reasonsOf(context, program({ adopt }))).toEqual([expect.stringContaining("is not a SIP extension")]);
    }
  });

  it("refuses an extension that it could not manage, with adopt as well", async () => {
    const { pbx, context } = await start({ extensions: [stranger] });
    pbx.extensions.addXml("1000", "<UserID>twice</UserID>");
    for (const adopt of [false, true]) {
      expect(await reasonsOf(context, program({ adopt }))).toEqual([expect.stringContaining("cannot be managed")]);
    }
  });

  const kept: [string, Partial<Inputs>, ProgramInputs][] = [
    ["equals what is declared", {}, {}],
    ["is to be adopted", { userId: "anna" }, { adopt: true }],
    [
      "has a password that this stack generated",
      { password: generatePassword("1000", "office/dev") },
      { password: placeholder },
    ],
  ];
  it.each(kept)("passes an extension that %s", async (_what, present, given) => {
    const { context } = await start({ extensions: [textsOf(extensionInputs(present))] });
    expect(await reasonsOf(context, program(given))).toEqual([]);
    expect(context.warnings).toEqual([]);
  });

  it("refuses one whose password another stack generated", async () => {
    const password = generatePassword("1000", "office/prod");
    const { context } = await start({ extensions: [textsOf(extensionInputs({ password }))] });
    expect(await reasonsOf(context, program({ password: placeholder }))).toEqual([
      expect.stringContaining("with a different password."),
    ]);
  });

  it("warns where the extension has a secret of this stack: a replacement may delete it first", async () => {
    const { context } = await start({ extensions: [textsOf(extensionInputs({ enabled: false }))] });
    expect(await reasonsOf(context, program())).toEqual([]);
    expect(context.warnings).toEqual([expect.stringContaining("with a different enabled.")]);
    expect(context.warnings[0]).toContain("deleteBeforeReplace");
  });

  const menu = (more: ProgramInputs = {}): ProgramInputs => ({
    extensionId: "600",
    type: "MadeUpMenu",
    knownType: "MadeUpMenuInfo",
    elements: { Name: "ours" },
    ...more,
  });
  const presentMenu = (content = "<Name>theirs</Name>", knownType = "MadeUpMenuInfo") =>
    `<Config knownType="${knownType}"><ID>600</ID>${content}</Config>`;
  const undecided: [string, string, ProgramInputs, string][] = [
    ["differs", presentMenu(), {}, "with a different elements.Name."],
    ["has another type", presentMenu("", "MadeUpQueueInfo"), { adopt: true }, "is not of the declared type"],
    ["cannot be managed", presentMenu("<Name><Part /></Name>"), { adopt: true }, "cannot be managed"],
    [
      "has the declared secret",
      presentMenu("<Name>theirs</Name><AccessPin>4711</AccessPin>"),
      { elements: { Name: "ours", AccessPin: "4711" } },
      "with a different elements.Name.",
    ],
  ];
  it.each(undecided)(
    "warns where an Extension %s and no secret shows that it is foreign: --replace may delete it first",
    async (_what, present, more, problem) => {
      const { context } = await start({ extensions: [present] });
      expect(await reasonsOf(context, menu(more), {}, new ExtensionLifecycle(extension, context))).toEqual([]);
      expect(context.warnings).toEqual([expect.stringContaining(problem)]);
      expect(context.warnings[0]).toContain(
        "The preview continues: with `--replace` and the option deleteBeforeReplace",
      );
    },
  );

  it("warns where the password is not known yet: it alone shows whether a SIP extension is foreign", async () => {
    const { context } = await start({ extensions: [stranger] });
    expect(await reasonsOf(context, program({ password: UNKNOWN }))).toEqual([]);
    expect(context.warnings).toEqual([expect.stringContaining("with a different userId.")]);
  });

  const foreign: [string, string, ProgramInputs, string][] = [
    [
      "has another secret",
      presentMenu("<Name>ours</Name><AccessPin>0815</AccessPin>"),
      { elements: { Name: "ours", AccessPin: "4711" } },
      "with a different elements.AccessPin.",
    ],
    ["is a SIP extension", presentMenu("", "SIPExtensionInfo"), {}, "is not of the declared type"],
  ];
  it.each(foreign)("refuses an Extension where the one that is there %s", async (_what, present, more, problem) => {
    const { context } = await start({ extensions: [present] });
    expect(await reasonsOf(context, menu(more), {}, new ExtensionLifecycle(extension, context))).toEqual([
      expect.stringContaining(problem),
    ]);
    expect(context.warnings).toEqual([]);
  });

  it("passes an ID that the state holds: its replacement is a matter of the run", async () => {
    const { pbx, context } = await start({ extensions: [stranger] });
    const lifecycle = sipLifecycle(context);
    const olds = extensionInputs({ userId: "anna", password: "a-password-of-theirs" });
    await lifecycle.check({ ...olds }, program());
    expect(await reasonsOf(context, program())).toEqual([]);
    const other = stopAfterTest(new LifecycleContext(pbx.origin));
    sipLifecycle(other).diff({ ...olds, pbx: pbx.origin }, extensionInputs({ extensionId: "1001" }));
    expect(await reasonsOf(other, program())).toEqual([]);
    expect(commandsOf(pbx)).toEqual(["ListExtensions 200", "ListExtensions 200"]);
  });

  it("passes an extension that has been deleted since the list was read", async () => {
    const { pbx, context } = await start({ extensions: [stranger] });
    await reasonsOf(context, program({ extensionId: "2000" }));
    pbx.extensions.remove("1000");
    expect(await reasonsOf(context, program())).toEqual([]);
  });

  it("judges by what is known, and warns of the rest", async () => {
    const { context } = await start({ extensions: [textsOf(extensionInputs())] });
    expect(await reasonsOf(context, program({ userId: UNKNOWN }))).toEqual([]);
    expect(context.warnings).toEqual([expect.stringContaining("not known yet: userId.")]);
    expect(await reasonsOf(context, program({ userId: UNKNOWN, password: "another" }))).toEqual([
      expect.stringContaining("with a different password."),
    ]);
    expect(await reasonsOf(context, program({ elements: { Codec: UNKNOWN }, adopt: UNKNOWN }))).toEqual([]);
    expect(await reasonsOf(context, program({ extensionId: UNKNOWN }))).toEqual([]);
    expect(await reasonsOf(context, program({ elements: UNKNOWN }))).toEqual([]);
  });

  it("sends nothing where nothing is to be created, or an input is wrong", async () => {
    const { pbx, context } = await start({ extensions: [stranger] });
    await reasonsOf(context, program(), program());
    const { failures } = await sipLifecycle(context).check({}, program({ userId: 7 }));
    expect(failures).toHaveLength(1);
    expect(commandsOf(pbx)).toEqual([]);
  });

  it("sends nothing where a preview only finds out what is declared", async () => {
    const { pbx } = await start({ extensions: [stranger] });
    const context = stopAfterTest(new LifecycleContext(pbx.origin));
    Object.assign(context, { inventories: new Inventories(false) });
    expect(await reasonsOf(context, program())).toEqual([]);
    expect(commandsOf(pbx)).toEqual([]);
  });
});

describe("check, where the PBX gives no list", () => {
  it.each([304, 305, 306, 307])(
    "refuses, with the next step, where it refuses the login or this machine (%i)",
    async (code) => {
      const { context } = await start({ faults: [`code-${code}@ListExtensions#every`] });
      const [reason = ""] = await reasonsOf(context, program());
      expect(reason).toContain(`(code ${code})`);
      expect(reason).toMatch(/ozeki:username|this machine's address/);
      expect(context.warnings).toEqual([]);
    },
  );

  it.each(["hang", "drop-after", "status-503", "code-301", "code-999", "html"])(
    "warns once per PBX and passes (%s)",
    async (fault) => {
      const { context } = await start({ faults: [`${fault}@ListExtensions#every`] });
      context.requestTimeout = 0.3;
      expect(await reasonsOf(context, program())).toEqual([]);
      expect(await reasonsOf(context, program({ extensionId: "2000" }))).toEqual([]);
      expect(context.warnings).toHaveLength(1);
      expect(context.warnings[0]).toContain("The preview did not check whether the extensions already exist.");
    },
  );

  it("warns once where the PBX cannot be reached", async () => {
    const context = stopAfterTest(new LifecycleContext(await unusedOrigin()));
    expect(await reasonsOf(context, program())).toEqual([]);
    expect(await reasonsOf(context, program({ extensionId: "2000" }))).toEqual([]);
    expect(context.warnings).toEqual([expect.stringContaining("ECONNREFUSED")]);
    expect(context.retries).toHaveLength(1);
  });

  it("warns where it gives the list and not the extension", async () => {
    const { context } = await start({ extensions: [stranger], faults: ["status-503@GetConfig#every"] });
    expect(await reasonsOf(context, program())).toEqual([]);
    expect(context.warnings).toHaveLength(1);
  });

  it("passes without a word where the run was cancelled", async () => {
    const { context } = await start({ extensions: [stranger] });
    const over = new AbortController();
    over.abort(new Interrupted("the run was cancelled"));
    Object.assign(context, { signal: over.signal });
    expect(await reasonsOf(context, program())).toEqual([]);
    expect(context.warnings).toEqual([]);
  });
});

describe("check of two resources that declare one ID", () => {
  const urn = (name: string) => `urn:pulumi:dev::office::ozeki:index:SipExtension::${name}`;
  const check = (context: LifecycleContext, name: string, news: ProgramInputs) => {
    Object.assign(context, { owner: urn(name) });
    return reasonsOfDuplicate(context, news);
  };
  async function reasonsOfDuplicate(context: LifecycleContext, news: ProgramInputs): Promise<string[]> {
    const { failures } = await sipLifecycle(context).check({}, news);
    return failures.map(({ reason }) => reason);
  }

  it("refuses the second one and names the first, where the adapter knows which they are", async () => {
    const { context } = await start();
    expect(await check(context, "first", program())).toEqual([]);
    expect(await check(context, "first", program())).toEqual([]);
    expect(await check(context, "second", program())).toEqual([
      expect.stringContaining('is declared twice: the SipExtension "first" has the same extensionId.'),
    ]);
    expect(await check(context, "second", program({ extensionId: "2000" }))).toEqual([]);
  });
});
