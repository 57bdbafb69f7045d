/**
 * The project's words: what is not written, and the better word. `npm run lint` keeps them (scripts/words.mjs).
 * `prose`: comments, strings and Markdown, in any case; a space in a pattern matches a line break as well.
 * `identifier`: the whole of a name that is declared. `function`: the same, of a function, a class or a type only.
 * @type {readonly (readonly [where: "prose" | "identifier" | "function", pattern: RegExp, better: string])[]}
 */
export const WORDS = [
  ["prose", /\ban? (further |plain |whole )?text\b/, "a string, text"],
  ["prose", /\btexts\b/, "strings"],
  ["prose", /\b(must be|expected|got) a list\b|, not a list\b/, "an array"],
  ["prose", /\b(is|are|was|were|be|been|being) told\b/, "is reported, is printed"],
  ["prose", /\b(is|are|was|were|be|been|being) said\b/, "is reported, is printed"],
  ["prose", /\bsa(y|ys|id) (it|so)( once)?\b/, "logs once, reports it"],
  ["prose", /\bst(and|ands|ood|anding)\b/, "is (in, at, on), manages"],
  [
    "prose",
    /\b(some|no|any|every)body\b|\bwhoever\b/,
    "an administrator, another program, no one, or the passive without an actor",
  ],
  ["prose", /\banew\b/, "again"],
  ["prose", /\bof whatever\b/, "of any"],
  ["prose", /\bfor ever\b/, "permanently"],
  ["prose", /\bto the letter\b/, "unchanged, byte for byte"],
  ["prose", /\b(what|nothing|something) (has )?c(ame|ome|omes) of (it|them|that|this)\b|\bcame of it\b/, "the outcome"],
  ["prose", /\btwins?\b/, "a duplicate; an `...Output` variant"],
  ["prose", /(?<!\bthere )\b(is|are|was|were|be) no(?! longer\b| more\b| less\b| one\b)\b/, "is not a"],
  ["prose", /\bby the state\b/, "recorded in the state"],
  ["prose", /\b(lead|leads|led) to\b/, "points to"],
  ["prose", /\b(PBX|office) (that|which) is full\b/, "an existing PBX"],
  ["prose", /\bamiss\b|\bslips? of the pen\b/, "wrong, a typo"],
  ["prose", /\bmend(s|ed|ing)?\b/, "fixed"],
  ["prose", /\bchance\b/, "entropy, random"],
  ["prose", /\blook[- ]?ups?\b|\blook things up\b/, "function, read"],
  ["prose", /\bt(ake|akes|ook|aken|aking) (it |them |one )?over\b/, "adopt"],
  ["prose", /\bm(ake|akes|ade|aking) (an?|the|this|its|each|both|one) (\w+ )?(extension|phone|resource)s?\b/, "create"],
  ["prose", /\b(extension|phone|resource)s? (that )?(is|are|was|were|be|been) made\b/, "create"],
  ["prose", /\bg(ive|ives|iven|ave|iving) (an?|the|its|no|this) (\w+ )?password\b/, "set, declare"],
  ["prose", /\btelephones?\b/, "phone"],
  ["prose", /\bdefects?\b/, "bug"],
  ["prose", /\bbeforehand\b/, "before"],
  ["prose", /\bexists? already\b/, "already exists"],
  ["prose", /\b(is|are|was|were|be) left as (it|they) (is|are|was|were)\b/, "nothing was changed"],
  ["prose", /\btell each other\b/, "share their state"],

  ["function", /Kind/, "ResourceType"],
  ["function", /Declared/, "ResourceInputs"],
  ["function", /Held/, "ResourceState"],
  ["function", /complete/, "applyDefaults"],
  ["identifier", /rebuilding/, "replaceProperties"],
  ["identifier", /toSend/, "updateInputs, toStruct"],
  ["identifier", /foreseen?/, "preview, previewOutputs"],
  ["identifier", /takingOver/, "adoptInputs"],
  ["identifier", /bearsOurMark/, "wasCreatedByUs"],
  ["identifier", /refuseUnreadable/, "assertWritable"],
  ["identifier", /remarkOnDrift/, "driftNotice"],
  ["identifier", /remarkOnKeeping/, "keepNotice"],
  ["identifier", /say/, "log.info"],
  ["identifier", /whenInvalid/, "invalidConfigHint"],
  ["identifier", /settle/, "reconcileExisting"],
  ["identifier", /explained/, "withNextStep"],
  ["identifier", /writeOver/, "overwrite"],
  ["identifier", /lookFirst/, "verifyFirst"],
  ["function", /find|look|found|lookUp|readDeclared/, "readExtension (undefined when missing), importExtension"],
  ["identifier", /lookUps?/, "function, read"],
  ["identifier", /Gate/, "Semaphore"],
  ["function", /either/, "anySignal"],
  ["function", /exchange/, "sendRequest"],
  ["identifier", /harmlessMessage/, "redactMessage"],
  ["identifier", /shownId/, "displayId"],
  ["identifier", /oneLine/, "escapeControlChars"],
  ["identifier", /wordFor/, "typeName"],
  ["identifier", /oddity/, "shapeProblem"],
  ["function", /opened/, "unwrapSecrets"],
  ["identifier", /sealed/, "wrapSecrets"],
  ["identifier", /united/, "mergeSecrets"],
  ["function", /received/, "fromStruct"],
  ["identifier", /told/, "flushLogs, or what it holds: messages, logged"],
  ["function", /within/, "operationContext"],
  ["function", /given/, "prepareInputs"],
  ["identifier", /atTheEnd/, "onTestFinished"],
  ["identifier", /notForEver/, "withTimeout"],
  ["identifier", /thrownBy/, "rejects.toMatchObject"],
  ["identifier", /stillClock/, "frozenClock"],
  ["identifier", /writeFreely/, "what it writes"],
];

/**
 * Justified uses: a quotation, a string that is persisted. Without `text` the whole file is left out.
 * @type {readonly { file: string, text?: string, why: string }[]}
 */
export const ALLOWED = [
  { file: "scripts/words/list.mjs", why: "it is the list" },
  { file: "test/scripts/words.test.ts", why: "its table holds the words" },
];

/**
 * Folders and files that are not checked yet.
 * @type {readonly string[]}
 */
export const NOT_YET = [
  "cli/",
  "provider/config/",
  "provider/lifecycle/nextStep.ts",
  "scripts/",
  "test/cli/",
  "test/engine/",
  "test/package/",
  "test/process/",
  "test/scripts/",
  "test/support/",
  // They pass an option to scripts/pulumi.
  "bench/run.mjs",
  "bench/scale/scale.mjs",
  // They name tests of test/engine.
  "docs/failure-modes.md",
  "test/faults/stories.ts",
  // They expect or repeat messages of provider/config and of nextStep.ts.
  "README.md",
  "test/unit/provider/adapters/dynamic/provider.test.ts",
  "test/unit/provider/config/",
  "test/unit/provider/lifecycle/create.test.ts",
  "test/unit/provider/lifecycle/nextStep.test.ts",
];
