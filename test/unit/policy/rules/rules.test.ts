import { allowedIds } from "../../../../policy/rules/allowedIds";
import { declaredPassword } from "../../../../policy/rules/declaredPassword";
import { duplicatePassword } from "../../../../policy/rules/duplicatePassword";
import { formerUsers } from "../../../../policy/rules/formerUsers";
import { guessablePassword } from "../../../../policy/rules/guessablePassword";
import { pbxPassword } from "../../../../policy/rules/pbxPassword";
import { protectedIds } from "../../../../policy/rules/protectedIds";
import type { StackExtension } from "../../../../policy/rules/rule";
import { rules } from "../../../../policy/rules/rules";
import { extensionWith } from "../../../support/declaredExtension";

const STRONG = "Marked-Kz8fWq2mXp9r";
const declared = (password: string) => ({ password, isPasswordGenerated: false });

describe("guessable-password", () => {
  const messageOf = (changed: Parameters<typeof extensionWith>[0]) =>
    guessablePassword.violation(extensionWith(changed), {});

  it("reports a declared password that can be guessed, and says why and what to do", () => {
    expect(messageOf(declared("Marked-1"))).toBe(
      "The password of extension 1000 can be guessed: it is shorter than 12 characters. Leave `password` out of the program and set another `passwordVersion` to have a strong one generated, or declare another password.",
    );
    expect(messageOf(declared("anna-Kz8fWq2mX"))).toContain("without the user ID in it");
    expect(messageOf(declared("1000-Kz8fWq2mX"))).toContain("without the extension ID in it");
  });

  it("asks for another element where the type generates no password", () => {
    expect(messageOf({ ...declared("Marked-1"), generatesPassword: false })).toMatch(
      /characters\. Declare another `Password` in `elements`\.$/,
    );
  });

  it("names no ID that is not known yet", () => {
    expect(messageOf({ ...declared("Marked-1"), extensionId: undefined })).toMatch(/^The password of this extension /);
  });

  it.each([
    ["is strong", declared(STRONG)],
    ["is not known yet", { password: undefined }],
    // Never so: the rule trusts the form, and judges nothing that has it.
    ["was generated", { password: "Marked-1", isPasswordGenerated: true }],
  ])("reports none that %s", (_, changed) => {
    expect(messageOf(changed)).toBeUndefined();
  });
});

describe("duplicate-password", () => {
  const inStack = (name: string, password: string | undefined, ofProgram?: string): StackExtension => ({
    current: extensionWith({ urn: name, extensionId: name, password }),
    declared: extensionWith({ urn: name, extensionId: name, password: ofProgram ?? password }),
  });
  const violationsOf = (...extensions: StackExtension[]) => duplicatePassword.violations(extensions, {});

  it("reports every extension but the first with the same password, in the same order each time", () => {
    const [one, two, three] = [inStack("1", STRONG), inStack("2", "another-Kz8fWq2"), inStack("3", STRONG)];
    const four = inStack("4", STRONG);
    const wanted = [
      { urn: "3", message: expect.stringMatching(/^The password of extension 3 is also that of extension 1\. Leave/) },
      { urn: "4", message: expect.stringMatching(/^The password of extension 4 is also that of extension 1\. Leave/) },
    ];
    expect(violationsOf(one, two, three, four)).toEqual(wanted);
    expect(violationsOf(four, three, two, one)).toEqual(wanted);
    expect(JSON.stringify(violationsOf(one, three))).not.toContain("Marked");
  });

  it("compares what the program declares where the outputs are not known yet", () => {
    expect(violationsOf(inStack("1", undefined, STRONG), inStack("2", STRONG))).toHaveLength(1);
  });

  it("reports none of those that are not known", () => {
    expect(violationsOf(inStack("1", undefined), inStack("2", undefined))).toEqual([]);
  });
});

describe("pbx-password", () => {
  const violationsOf = (
    current: Parameters<typeof extensionWith>[0],
    ofProgram?: Parameters<typeof extensionWith>[0],
  ) =>
    pbxPassword.violations(
      [
        {
          current: extensionWith(current),
          declared: ofProgram === undefined ? undefined : extensionWith(ofProgram),
        },
      ],
      {},
    );

  it("reports a password that the PBX has and the program does not declare", () => {
    const wanted = [
      {
        urn: extensionWith().urn,
        message:
          "The password that extension 1000 has on the PBX can be guessed: it is shorter than 12 characters. Set another `passwordVersion` to have a strong one generated, and enter it in the phone.",
      },
    ];
    expect(violationsOf(declared("Marked-1"), { password: STRONG, isPasswordGenerated: true })).toEqual(wanted);
    expect(violationsOf(declared("Marked-1"))).toEqual(wanted);
  });

  it.each([
    ["the program declares", declared("Marked-1"), declared("Marked-1")],
    ["is strong", declared(STRONG), declared("Marked-1")],
    ["is not known yet", {}, declared("Marked-1")],
    ["belongs to a type that generates none", { ...declared("Marked-1"), generatesPassword: false }, undefined],
  ])("reports none that %s", (_, current, ofProgram) => {
    expect(violationsOf(current, ofProgram)).toEqual([]);
  });
});

describe("declared-password", () => {
  const isFound = (changed: Parameters<typeof extensionWith>[0]) =>
    declaredPassword.violation(extensionWith(changed), {}) !== undefined;

  it("reports a declared password, and no other", () => {
    expect(isFound(declared(STRONG))).toBe(true);
    expect(isFound({ password: STRONG, isPasswordGenerated: true })).toBe(false);
    expect(isFound({ password: STRONG, isPasswordGenerated: undefined, extensionId: undefined })).toBe(false);
    expect(isFound({ ...declared(STRONG), generatesPassword: false })).toBe(false);
    expect(isFound({})).toBe(false);
  });
});

describe("allowed-ids", () => {
  const messageOf = (extensionId: string | undefined, ids = ["1000-1999", "6??"]) =>
    allowedIds.violation(extensionWith({ extensionId }), { ids });

  it.each(["1000", "1999", "600"])("accepts %s", (id) => {
    expect(messageOf(id)).toBeUndefined();
  });

  it.each(["999", "2000", "01000", "1000a", "1000-1999", "6000"])("reports %s, and names what is allowed", (id) => {
    expect(messageOf(id)).toBe(
      `The ID of extension ${id} is not allowed in this stack. Allowed are 1000-1999, 6??: change \`extensionId\`, or \`ids\` of the policy allowed-ids.`,
    );
  });

  it("waits for an ID that is not known yet", () => {
    expect(messageOf(undefined)).toBeUndefined();
  });
});

describe("protected-ids", () => {
  const messageOf = (changed: Parameters<typeof extensionWith>[0]) =>
    protectedIds.violation(extensionWith(changed), { ids: ["1000", "1100-1109"] });

  it("reports one of the IDs without protect", () => {
    expect(messageOf({ extensionId: "1105" })).toBe(
      "Extension 1105 must not be deleted by mistake, and is not protected. Set the resource option `protect: true`.",
    );
  });

  it.each([
    ["a protected one", { isProtected: true }],
    ["another ID", { extensionId: "1001" }],
    ["an ID that is not known yet", { extensionId: undefined }],
  ])("does not report %s", (_, changed) => {
    expect(messageOf(changed)).toBeUndefined();
  });
});

describe("former-users", () => {
  const messageOf = (changed: Parameters<typeof extensionWith>[0]) =>
    formerUsers.violation(extensionWith(changed), { users: [" Anna", "bob@example.com"] });

  it.each(["anna", "ANNA", "Bob@Example.com"])("reports an enabled extension of %s", (userId) => {
    expect(messageOf({ userId })).toBe(
      `The user ${userId} has left, and extension 1000 is enabled. Set \`enabled: false\`, declare another \`userId\`, or remove the resource.`,
    );
  });

  it.each([
    ["a disabled one", { isEnabled: false }],
    ["one of which it is not known yet", { isEnabled: undefined }],
    ["another user", { userId: "annabel" }],
    ["a user who is not known yet", { userId: undefined }],
  ])("does not report %s", (_, changed) => {
    expect(messageOf(changed)).toBeUndefined();
  });
});

describe("the table of rules", () => {
  it("has names as Pulumi writes them, each once", () => {
    const names = rules.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/);
    }
  });
});
