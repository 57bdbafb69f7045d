import fc from "fast-check";
import { PolicyPack } from "../../../policy/policyPack";
import type { Level } from "../../../policy/rules/rule";
import { rules } from "../../../policy/rules/rules";
import { whyGuessable } from "../../../provider/secrets/guessable";
import { generatePassword } from "../../../provider/types/sipExtension/generatedPassword";

const resource = (name: string, properties: Record<string, unknown>) => ({
  urn: `urn:pulumi:dev::office::ozeki:index:SipExtension::${name}`,
  type: "ozeki:index:SipExtension",
  properties: { userId: "anna", enabled: true, ...properties },
  isProtected: false,
});
const namesOf = (found: ReturnType<PolicyPack["analyze"]>) => found.map(({ rule, level }) => [rule.name, level]);

const WEAK = resource("weak", { extensionId: "1000", password: "Marked-1" });

describe("the policies", () => {
  it("report each violation with the level of its rule", () => {
    expect(namesOf(new PolicyPack().analyze(WEAK))).toEqual([
      ["guessable-password", "mandatory"],
      ["declared-password", "advisory"],
    ]);
  });

  it("do nothing where they are disabled, or a key is not set or empty", () => {
    const pack = new PolicyPack();
    pack.configure(new Map(rules.map(({ name }) => [name, { level: "disabled" as Level, properties: {} }])));
    expect(pack.analyze(WEAK)).toEqual([]);
    expect(pack.analyzeStack([WEAK, { ...WEAK, urn: "urn:other" }])).toEqual([]);
    const empty = new PolicyPack();
    empty.configure(new Map([["allowed-ids", { level: "mandatory" as Level, properties: { ids: [] } }]]));
    expect(namesOf(empty.analyze(WEAK))).not.toContainEqual(["allowed-ids", "mandatory"]);
  });

  it("compare the outputs of the stack with what the program declares", () => {
    const pack = new PolicyPack();
    const generated = generatePassword("1000", "office/dev");
    pack.analyze(resource("adopted", { extensionId: "1000", password: generated }));
    const adopted = resource("adopted", { extensionId: "1000", password: "Marked-1" });
    const found = pack.analyzeStack([adopted, { ...adopted, type: "pulumi:pulumi:Stack" }]);
    expect(namesOf(found)).toEqual([["pbx-password", "advisory"]]);
  });

  it("never print a password, and report none that was generated", () => {
    const id = fc.stringMatching(/^[a-z0-9]{1,6}$/);
    fc.assert(
      fc.property(id, fc.stringMatching(/^Marked[!-~]{0,14}$/), (extensionId, password) => {
        fc.pre(!extensionId.includes(password));
        const pack = new PolicyPack();
        const one = resource("one", { extensionId, password });
        const all = [one, resource("two", { extensionId: "7", password: generatePassword("7", "office/dev") })];
        const found = [...all.flatMap((it) => pack.analyze(it)), ...pack.analyzeStack([...all, { ...one, urn: "x" }])];
        expect(JSON.stringify(found.map(({ message }) => message))).not.toContain("Marked");
        const isGuessable = whyGuessable(password, { extensionId, userId: "anna" }) !== undefined;
        expect(namesOf(found).filter(([name]) => name === "guessable-password")).toHaveLength(isGuessable ? 1 : 0);
        expect(found.filter(({ urn }) => urn.endsWith("::two"))).toEqual([]);
      }),
    );
  });
});
