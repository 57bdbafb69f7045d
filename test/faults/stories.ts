/** Something that goes wrong beyond a single answer, shown on the real engine. */
export interface Story {
  what: string;
  /** What the user sees. */
  sees: string;
  /** What is left on the PBX and in the state. */
  left: string;
  /** What to do. */
  next: string;
  /** The test that shows it: its file under test/ and its title. */
  test: readonly [file: string, title: string];
}

/** All of them. The page docs/failure-modes.md is written from them, and each test is looked up. */
export const stories: readonly Story[] = [
  {
    what: "The engine and the provider's process are killed during `up`",
    sees: "nothing more; the next command may say that the stack is locked",
    left: "some of the changes on the PBX, not all of them in the state",
    next: "`pulumi cancel`, then `pulumi up`: it ends with exactly what is declared, generated passwords included",
    test: ["engine/crashes.test.ts", "cancel and up end with exactly what was declared"],
  },
  {
    what: "The engine alone is killed, and the provider's process finishes its write",
    sees: "the same",
    left: "the same, and a write that arrives late",
    next: "the same",
    test: ["engine/crashes.test.ts", "the engine alone, its orphan still writing"],
  },
  {
    what: "The engine is killed while it writes the state, with a backend of files",
    sees: "`failed to load checkpoint`, from Pulumi itself",
    left: "a state file that is cut off, and its backup, `.pulumi/stacks/PROJECT/STACK.json.bak`",
    next: "copy the backup over `STACK.json`, then `pulumi up`: what the backup does not know of is found on the PBX",
    test: ["engine/crashes.test.ts", "is put back from the backend's backup"],
  },
  {
    what: "Ctrl-C once during `up`",
    sees: "the engine finishes what is under way and stops",
    left: "what was finished, on the PBX and in the state",
    next: "`pulumi up` makes the rest",
    test: ["engine/crashes.test.ts", "once: what is under way is finished and recorded"],
  },
  {
    what: "Ctrl-C twice during `up`",
    sees: "the engine ends at once",
    left: "a pending create in the state; the extension may be on the PBX",
    next: "`pulumi refresh --clear-pending-creates`, then `pulumi up`",
    test: ["engine/crashes.test.ts", "twice: what is left is said by the engine"],
  },
  {
    what: "The answer to a create is lost for good",
    sees: "`Extension … may or may not have been made on …`",
    left: "the extension in the state as unconfirmed, perhaps on the PBX",
    next: "`pulumi up` again, or `pulumi destroy`",
    test: ["engine/wire.test.ts", "a create of which nobody knows what came of it stands in the state"],
  },
  {
    what: "The PBX is unplugged and comes back",
    sees: "after some seconds `The PBX … does not answer: attempt … of 5.`",
    left: "what is declared",
    next: "nothing",
    test: ["engine/wire.test.ts", "a PBX that is unplugged and comes back is waited for"],
  },
  {
    what: "`ozeki:url` leads nowhere",
    sees: "`no connection to the PBX (…)`, naming the address",
    left: "state and PBX as they were",
    next: "correct `ozeki:url`; for `refresh` and `destroy` run `up` first, or add `--run-program`",
    test: ["engine/pbxs.test.ts", "that leads nowhere empties nothing"],
  },
  {
    what: "`ozeki:url` leads to another PBX, which has no such extension",
    sees: "`Extension … is on … by the state, but the configuration leads to …`",
    left: "state and both PBXs as they were",
    next: "correct `ozeki:url`",
    test: ["engine/pbxs.test.ts", "that leads to an empty PBX empties nothing"],
  },
  {
    what: "`ozeki:url` leads to another PBX, which has another extension of that ID",
    sees: "the same, naming what differs",
    left: "state and both PBXs as they were",
    next: "correct `ozeki:url`, or `adopt: true` where it is meant",
    test: ["engine/pbxs.test.ts", "that leads to a PBX with another extension of that ID changes neither"],
  },
  {
    what: "The PBX moved to another address",
    sees: "an update without a changed property",
    left: "the state names the new address; nothing is written to the PBX",
    next: "nothing",
    test: ["engine/pbxs.test.ts", "a PBX that moved to another address is followed"],
  },
  {
    what: "An extension was changed behind Pulumi's back",
    sees: "`pulumi refresh` shows it property by property; a changed password is said in words",
    left: "the change on the PBX",
    next: "`pulumi up` repairs it",
    test: ["engine/drift.test.ts", "of each property is shown by refresh"],
  },
  {
    what: "An extension was deleted behind Pulumi's back",
    sees: "`pulumi refresh` shows `- delete`",
    left: "nothing on the PBX",
    next: "`pulumi up` makes it again",
    test: ["engine/drift.test.ts", "an extension that was deleted outside is shown as gone"],
  },
  {
    what: "An extension of that ID exists already and differs",
    sees: "`exists already on … (code 703) and differs in …`",
    left: "the extension as it was; nothing in the state",
    next: "`adopt: true`, another ID, or `aliases` after a rename",
    test: ["engine/existing.test.ts", "is refused where it differs"],
  },
  {
    what: "Another stack declares the same extension differently",
    sees: "the same",
    left: "the extension as the first stack made it",
    next: "let one stack declare it",
    test: ["engine/concurrency.test.ts", "two stacks that declare the same extension differently"],
  },
  {
    what: "Another stack declares the same extension in the same way, with the same given password",
    sees: "`was already on …, exactly as declared: it was kept`",
    left: "one extension, which stands in two states: that cannot be told from a create whose answer was lost. A destroy of one stack removes it for both",
    next: "take it out of one program, and out of its state with `pulumi state delete URN`",
    test: ["engine/concurrency.test.ts", "two stacks that declare the same extension in the same way"],
  },
  {
    what: "The ID belongs to an extension of another type",
    sees: "`is no SIP extension: its knownType is …`",
    left: "the extension as it was",
    next: "another ID",
    test: ["engine/existing.test.ts", "of another type is refused by create, adopt, refresh and update"],
  },
  {
    what: "Two resources of one program have the same ID",
    sees: "`is declared twice`",
    left: "one extension",
    next: "another ID for one of the two",
    test: ["engine/identity.test.ts", "by two resources of one extensionId"],
  },
  {
    what: "A resource is renamed, moved, tainted or replaced with `--replace URN`",
    sees: "`Extension … stays on …`",
    left: "the phone as it was",
    next: "nothing",
    test: ["engine/identity.test.ts", "that is renamed in the program"],
  },
  {
    what: "Everything is replaced with `--replace '**'`, the provider too, which makes another process delete",
    sees: "`Extension … stays on …`",
    left: "the phones as they were",
    next: "nothing",
    test: ["engine/identity.test.ts", "by --replace '**', which replaces the provider too"],
  },
  {
    what: "A rename is interrupted between its create and its delete",
    sees: "as for a killed engine",
    left: "the phone as it was; the old resource still in the state",
    next: "`pulumi cancel`, then `pulumi up --refresh`",
    test: ["engine/identity.test.ts", "by a rename that was interrupted"],
  },
  {
    what: "IDs move in a chain, or are swapped",
    sees: "`exists already on …`, with the order that works",
    left: "all extensions as they were",
    next: "`pulumi up --target` the one that gives up its ID, then `pulumi up`",
    test: ["engine/identity.test.ts", "in a chain is refused clearly with nothing lost"],
  },
  {
    what: "An extension is to be removed or disabled while it has a call (`ozeki:onActiveCalls` is `fail` or `wait`)",
    sees: "`has a call in progress`",
    left: "the extension as it was",
    next: "run it again when the call is over",
    test: ["engine/calls.test.ts", "fail: a delete and a disable are refused"],
  },
  {
    what: "A saved plan holds a password that is yet to be generated",
    sees: "`violates plan: properties changed: ++password`",
    left: "state and PBX as they were",
    next: "give the password, or run `up` without the plan",
    test: ["engine/explained.test.ts", "a saved plan with a password that is yet to be generated"],
  },
];
