import { block, capitalized, code, page, sentence, table } from "./markdown.mjs";

/** @typedef {ReturnType<typeof import("../schema/readSources.mjs").readSources>} Sources */

const LEVELS = [
  [
    "`mandatory`",
    "`preview` and `up` fail, and `pulumi policy analyze` too. `up` writes nothing if its preview found it",
  ],
  ["`advisory`", "it is only printed"],
  ["`disabled`", "nothing: the policy does not run"],
  ["`remediate`", "the same as `mandatory`: no policy changes what a program declares"],
];

const IDS = `An entry of \`ids\` is a range (\`1000-1999\`: numbers with as many digits as its ends), a pattern as \`pulumi-ozeki list --match\` takes it (\`20??\`), or
one ID.`;

/** The reference page of the policies. @param {Sources} sources */
export function policiesPage(sources) {
  /** @type {typeof import("../../policy/rules/rules.js")} */
  const { rules } = sources.load("policy/rules/rules.ts");
  /** @type {typeof import("../../policy/rules/rule.js")} */
  const { isStackRule } = sources.load("policy/rules/rule.ts");
  const keysOf = (/** @type {(typeof rules)[number]} */ { keys = {} }) => Object.entries(keys);
  const example = Object.fromEntries(
    rules
      .filter((rule) => keysOf(rule).length > 0)
      .map((rule) => [rule.name, Object.fromEntries(keysOf(rule).map(([key, { example: value }]) => [key, value]))]),
  );
  return page("Policies", [
    "What the policies of this package find. [Policies against toll fraud](../how-to/policies.md) says how to run them.",
    table(
      ["Policy", "Finds", "Level", "Keys", "Runs"],
      rules.map((rule) => [
        code(rule.name),
        sentence(rule.description),
        code(rule.level),
        keysOf(rule)
          .map(([key, { description }]) => `${code(key)}: ${description}`)
          .join("; "),
        isStackRule(rule) ? "on the stack, at the end" : "on each extension, before it is written",
      ]),
    ),
    "A policy with a key does nothing until the key is set.",
    "## Levels",
    "The level of a policy is `enforcementLevel` in the configuration. `all` sets it for every policy.",
    table(["Level", "What a violation does"], LEVELS),
    "## Configuration file",
    block("json", JSON.stringify({ ...example, "declared-password": "disabled" }, undefined, 2)),
    "A level alone is a string. Where a policy has keys, its level is beside them:",
    block("json", JSON.stringify({ "allowed-ids": { enforcementLevel: "advisory", ids: ["1000-1999"] } })),
    IDS,
    "## Which passwords can be guessed",
    "A password that is one of these. A password that this package generated never is.",
    reasons(sources).map((reason) => `- ${capitalized(reason)}`),
  ]);
}

/** @param {Sources} sources */
function reasons(sources) {
  /** @type {typeof import("../../provider/secrets/guessable.js")} */
  const { guessableReasons } = sources.load("provider/secrets/guessable.ts");
  return guessableReasons;
}
