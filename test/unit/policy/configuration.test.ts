import { configureRules, defaultConfiguration, InvalidPolicyConfiguration } from "../../../policy/configuration";
import type { Level } from "../../../policy/rules/rule";
import { rules } from "../../../policy/rules/rules";

const configure = (name: string, properties: Record<string, unknown> = {}, level: Level = "mandatory") =>
  configureRules(new Map([[name, { level, properties }]]));

describe("the configuration of the policies", () => {
  it("has the level and the keys of each policy, and the defaults of those that it leaves out", () => {
    const configured = configure("allowed-ids", { ids: ["1000-1999"] }, "advisory");
    expect(configured.get("allowed-ids")).toEqual({ level: "advisory", settings: { ids: ["1000-1999"] } });
    expect(configured.get("guessable-password")).toEqual({ level: "mandatory", settings: {} });
    expect(configured.size).toBe(rules.length);
  });

  it("may name `all`, which the engine has applied", () => {
    expect(configure("all", {}, "advisory")).toEqual(defaultConfiguration());
  });

  it("accepts the example of every key", () => {
    for (const { name, keys = {} } of rules) {
      const examples = Object.fromEntries(Object.entries(keys).map(([key, { example }]) => [key, example]));
      expect(configure(name, examples).get(name)?.settings).toEqual(examples);
    }
  });

  const SAMPLE = 'Write it as {"ids":["1000-1999","20??","600"]}.';
  test.each<[string, Record<string, unknown>, string]>([
    ["alowed-ids", {}, "There is no policy alowed-ids. Did you mean allowed-ids?"],
    [
      "x",
      {},
      "There is no policy x. There are guessable-password, duplicate-password, pbx-password, declared-password, allowed-ids, protected-ids, former-users.",
    ],
    ["a\nb", {}, expect.stringMatching(/^There is no policy a\\u000Ab\. /) as unknown as string],
    ["allowed-ids", { idz: [] }, "The policy allowed-ids has no key idz. Did you mean ids?"],
    ["allowed-ids", { range: [] }, "The policy allowed-ids has no key range. It has enforcementLevel and ids."],
    ["allowed-ids", { toString: [] }, "The policy allowed-ids has no key toString. It has enforcementLevel and ids."],
    ["declared-password", { ids: [] }, "The policy declared-password has no key ids. It has enforcementLevel."],
    ["allowed-ids", { ids: "1000" }, `The key ids of the policy allowed-ids must be an array. ${SAMPLE}`],
    [
      "allowed-ids",
      { ids: ["1000", 1001] },
      `The entry 2 of ids of the policy allowed-ids must be a string that is not empty. ${SAMPLE}`,
    ],
    [
      "allowed-ids",
      { ids: ["2000-1000"] },
      `The entry 1 of ids of the policy allowed-ids is not a range or a pattern of IDs: it ends before it begins. ${SAMPLE}`,
    ],
    [
      "former-users",
      { users: [" "] },
      'The entry 1 of users of the policy former-users must be a string that is not empty. Write it as {"users":["anna","bob@example.com"]}.',
    ],
  ])("is refused: %s %j", (name, properties, message) => {
    let thrown: unknown;
    try {
      configure(name, properties);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(InvalidPolicyConfiguration);
    expect((thrown as Error).message).toEqual(message);
  });
});
