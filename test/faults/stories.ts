/** Something that goes wrong beyond a single answer, shown on the real engine. */
export interface Story {
  what: string;
  /** What the user sees. */
  sees: string;
  /** What is left on the PBX and in the state. */
  left: string;
  /** What to do. */
  next: string;
  /**
   * The test that shows it: its file under test/, its full title in that file (`describe > test`), and the row of a
   * table of cases where it is one of several.
   */
  test: readonly [file: string, title: string, row?: string];
}

/** All of them. The page docs/explanation/failure-modes-appendix.md is written from them; another test checks that each title exists. */
export const stories: readonly Story[] = [
  {
    what: "The engine and the provider's process are killed during `up`",
    sees: "nothing more; the next command may say that the stack is locked",
    left: "some of the changes on the PBX, not all of them in the state",
    next: "`pulumi cancel`, then `pulumi up`: it ends with exactly what is declared, generated passwords included",
    test: ["engine/killedEngine.test.ts", "…: cancel and up end with exactly what is declared, … rounds"],
  },
  {
    what: "The engine alone is killed, and the provider's process finishes its write",
    sees: "the same",
    left: "the same, and a write that arrives late",
    next: "the same",
    test: [
      "engine/killedEngine.test.ts",
      "…: cancel and up end with exactly what is declared, … rounds",
      "the engine alone, while the provider still writes",
    ],
  },
  {
    what: "The engine and the provider's process are killed, with `PULUMI_SKIP_CHECKPOINTS=true`",
    sees: "nothing more; the next command may say that the stack is locked",
    left: "some of the changes on the PBX, none of them in the state",
    next: "`pulumi cancel`, then the same command again: it ends as declared, and generated passwords stay unchanged",
    test: ["engine/killedWithoutCheckpoints.test.ts", "the same command, run again, ends as declared: … rounds"],
  },
  {
    what: "The same, and the program no longer declares an extension that the killed run created",
    sees: "`pulumi-ozeki diff --stack S` names it as `PBX only`",
    left: "the extension on the PBX and in no state",
    next: "declare it again as it was and run `pulumi up`, then remove it from the program",
    test: [
      "engine/killedWithoutCheckpoints.test.ts",
      "after a change of the program, diff names the extension that the killed run left on the PBX or in the state",
    ],
  },
  {
    what: "The same, and the program declares an extension again that the killed run deleted",
    sees: "`pulumi up` reports it as unchanged; `pulumi-ozeki diff --stack S` names it as `state only`",
    left: "the extension in the state and not on the PBX",
    next: "`pulumi up --refresh` creates it again",
    test: [
      "engine/killedWithoutCheckpoints.test.ts",
      "after a change of the program, diff names the extension that the killed run left on the PBX or in the state",
    ],
  },
  {
    what: "The engine is killed while it writes the state, with a backend of files",
    sees: "`failed to load checkpoint`, from Pulumi itself",
    left: "a state file that is cut off, and its backup, `.pulumi/stacks/PROJECT/STACK.json.bak`",
    next: "copy the backup over `STACK.json`, then `pulumi up`: what the backup does not know of is found on the PBX",
    test: [
      "engine/killedEngine.test.ts",
      "a state file that a killed engine left incomplete, by the %s provider > is restored from the backend's backup, and the next up ends with what is declared",
    ],
  },
  {
    what: "Ctrl-C once during `up`",
    sees: "the engine finishes what is under way and stops",
    left: "what was finished, on the PBX and in the state",
    next: "`pulumi up` makes the rest",
    test: [
      "engine/interrupt.test.ts",
      "Ctrl-C during up, by the %s provider > once: what is under way is finished and recorded, nothing is pending, and the next up creates the rest",
    ],
  },
  {
    what: "Ctrl-C twice during `up`",
    sees: "the engine ends at once",
    left: "a pending create in the state; the extension may be on the PBX",
    next: "`pulumi refresh --clear-pending-creates`, then `pulumi up`",
    test: [
      "engine/interrupt.test.ts",
      "Ctrl-C during up, by the %s provider > twice: the engine reports what is pending, and refresh --clear-pending-creates with up completes it",
    ],
  },
  {
    what: "The answer to a create is lost for good",
    sees: "`Extension … may or may not have been created on …`",
    left: "the extension in the state as unconfirmed, perhaps on the PBX",
    next: "`pulumi up` again, or `pulumi destroy`",
    test: [
      "engine/networkFaults.test.ts",
      "a PBX that is hard to reach, by the %s provider > a create whose outcome is unknown is recorded in the state, and the next up completes it truthfully",
    ],
  },
  {
    what: "The same, and the configuration points to another PBX in the next run",
    sees: "`Extension … may or may not have been created on …, but the configuration now points to …`",
    left: "state and both PBXs as they were",
    next: "restore the address and run `pulumi up`, which checks the PBX; or `pulumi state delete URN` where that PBX no longer exists",
    test: [
      "unit/provider/lifecycle/update.test.ts",
      "update of an unconfirmed extension > is refused where the configuration now points to another PBX, and so are delete and read: %s",
    ],
  },
  {
    what: "Many extensions fail in one run, each in its own way",
    sees: "one line for each, which names its extension; with `--continue-on-error` the others are finished",
    left: "each as the table above says",
    next: "fix the cause, then `pulumi up` (or `pulumi destroy`) again: it ends all of them as declared",
    test: [
      "engine/networkFaults.test.ts",
      "faults on the network, one for each extension, by the %s provider > are reported in one line for each extension that they fail: %s",
    ],
  },
  {
    what: "The PBX is unplugged and comes back",
    sees: "after some seconds `The PBX … does not answer: attempt … of 5.`",
    left: "what is declared",
    next: "nothing",
    test: [
      "engine/networkFaults.test.ts",
      "a PBX that is hard to reach, by the %s provider > a PBX that is unplugged and comes back is waited for, and the wait is reported",
    ],
  },
  {
    what: "`ozeki:url` points to an address without a PBX",
    sees: "`cannot connect to the PBX (…)`, naming the address",
    left: "state and PBX as they were",
    next: "correct `ozeki:url`; for `refresh` and `destroy` run `up` first, or add `--run-program`",
    test: [
      "engine/wrongAddress.test.ts",
      "an ozeki:url that changes, by the %s provider > that leads nowhere: refresh, destroy and up fail, name the address, and leave the state as it is",
    ],
  },
  {
    what: "`ozeki:url` points to another PBX, which has no such extension",
    sees: "`Extension … is recorded on …, but the configuration points to …`",
    left: "state and both PBXs as they were",
    next: "correct `ozeki:url`",
    test: [
      "engine/wrongAddress.test.ts",
      "an ozeki:url that changes, by the %s provider > that points to a PBX without the extension: refresh, up and destroy fail, name both PBXs, and change nothing",
    ],
  },
  {
    what: "`ozeki:url` points to another PBX, which has another extension with that ID",
    sees: "the same, naming what differs",
    left: "state and both PBXs as they were",
    next: "correct `ozeki:url`, or `adopt: true` where it is meant",
    test: [
      "engine/wrongAddress.test.ts",
      "an ozeki:url that changes, by the %s provider > that points to a PBX with another extension of that ID: up fails, names what differs, and changes neither",
    ],
  },
  {
    what: "The PBX moved to another address",
    sees: "an update without a marked property; by the native plugin `[diff: ~pbx]`",
    left: "the state names the new address; nothing is written to the PBX",
    next: "nothing",
    test: [
      "engine/wrongAddress.test.ts",
      "an ozeki:url that changes, by the %s provider > because the PBX moved: up follows it without a write, and the next up changes nothing",
    ],
  },
  {
    what: "An extension was changed without Pulumi",
    sees: "`pulumi refresh` shows it property by property; a changed password is reported in words",
    left: "the change on the PBX",
    next: "`pulumi up` repairs it",
    test: [
      "engine/drift.test.ts",
      "drift, by the %s provider > refresh shows each changed property, and the next up restores it",
    ],
  },
  {
    what: "A generated password was changed on the PBX",
    sees: "`The password of extension … was changed on the PBX`; in the next preview `[diff: ~password]`, or of a TypeScript resource `[diff: -generatedPassword]`",
    left: "the weak password on the PBX, and the generated one in the state",
    next: "`pulumi up` restores it",
    test: [
      "engine/drift.test.ts",
      "drift, by the %s provider > refresh reports a generated password that was changed on the PBX, and the next up restores it",
    ],
  },
  {
    what: "An ID is taken, and only a preview is run",
    sees: "the preview fails: `already exists on … (code 703) with a different …`",
    left: "state and PBX as they were",
    next: "`adopt: true`, an import, another ID, or `aliases` after a rename",
    test: [
      "engine/previewOfCreates.test.ts",
      "a preview of creates, by the %s provider > refuses an ID that an extension of the PBX has, and so does up, before anything is written",
    ],
  },
  {
    what: "The PBX is off during a preview",
    sees: "one warning: `The preview did not check whether the extensions already exist`",
    left: "state and PBX as they were",
    next: "nothing; `up` needs the PBX",
    test: [
      "engine/previewOfCreates.test.ts",
      "what a preview of creates asks the PBX, by the %s provider > goes on with one warning where the PBX does not answer",
    ],
  },
  {
    what: "The PBX is off for longer than one operation retries",
    sees: "one full explanation, then `the PBX does not answer. See the error of …`; in a refresh `Not read, because the PBX … does not answer`, with the IDs",
    left: "the state as it was",
    next: "start the PBX, then run the command again",
    test: [
      "engine/pbxOff.test.ts",
      "a PBX that is off, by the %s provider > costs a refresh of sixty phones one explanation and under 200 lines, and the state loses none",
    ],
  },
  {
    what: "An extension was deleted without Pulumi",
    sees: "`pulumi refresh` shows `- delete`",
    left: "nothing on the PBX",
    next: "`pulumi up` creates it again",
    test: [
      "engine/drift.test.ts",
      "drift, by the %s provider > refresh shows an extension that was deleted on the PBX as deleted, and the next up creates it again",
    ],
  },
  {
    what: "An extension with that ID already exists and differs",
    sees: "`already exists on … (code 703) with a different …`",
    left: "the extension as it was; nothing in the state",
    next: "`adopt: true`, another ID, or `aliases` after a rename",
    test: [
      "engine/existingExtensions.test.ts",
      "an extension that exists on the PBX already, by the %s provider > up refuses one that differs, names what differs and the ways on, and leaves it as it is",
    ],
  },
  {
    what: "Another stack declares the same extension differently",
    sees: "the same",
    left: "the extension as the first stack created it",
    next: "let one stack declare it",
    test: [
      "engine/twoStacks.test.ts",
      "two stacks that declare one extension, by the %s provider > differently: the second is refused, and the extension stays as it is",
    ],
  },
  {
    what: "Another stack declares the same extension in the same way, with the same given password",
    sees: "`already exists on … exactly as declared. It was kept`",
    left: "one extension, which is in two states: this looks like a create whose answer was lost. A destroy of one stack removes it for both",
    next: "remove it from one program, and from its state with `pulumi state delete URN`",
    test: [
      "engine/twoStacks.test.ts",
      "two stacks that declare one extension, by the %s provider > in the same way: both keep it, and the second prints that",
    ],
  },
  {
    what: "The ID belongs to an extension of another type",
    sees: "`is not a SIP extension: its knownType is …`",
    left: "the extension as it was",
    next: "another ID",
    test: [
      "engine/existingExtensions.test.ts",
      "an extension that exists on the PBX already, by the %s provider > create, adopt, refresh and update refuse one of another type, and name the type",
    ],
  },
  {
    what: "Two resources of one program have the same ID",
    sees: "`is declared twice`",
    left: "one extension",
    next: "another ID for one of the two",
    test: [
      "engine/conflictingIds.test.ts",
      "extension IDs that conflict, by the %s provider > up refuses a second resource with the extensionId of one in the state",
    ],
  },
  {
    what: "A resource is renamed, moved, tainted or replaced with `--replace URN`",
    sees: "`Extension … was not deleted from …`",
    left: "the phone as it was",
    next: "nothing",
    test: [
      "engine/renameAndReplace.test.ts",
      "a phone stays on the PBX, by the %s provider > with its password when its resource is %s",
    ],
  },
  {
    what: "Everything is replaced with `--replace '**'`, the provider too, which makes another process delete",
    sees: "`Extension … was not deleted from …`",
    left: "the phones as they were",
    next: "nothing",
    test: [
      "engine/renameAndReplace.test.ts",
      "a phone stays on the PBX, by the %s provider > by --replace '**', which replaces the provider too and deletes in another process",
    ],
  },
  {
    what: "A rename is interrupted between its create and its delete",
    sees: "as for a killed engine",
    left: "the phone as it was; the old resource still in the state",
    next: "`pulumi cancel`, then `pulumi up --refresh`",
    test: [
      "engine/killedEngine.test.ts",
      "between the create and the delete of a rename: cancel and up --refresh keep the phone",
    ],
  },
  {
    what: "IDs move in a chain, or are swapped",
    sees: "`already exists on …`, with the order that works",
    left: "all extensions as they were",
    next: "`pulumi up --target` the one that releases its ID, then `pulumi up`",
    test: [
      "engine/conflictingIds.test.ts",
      "extension IDs that conflict, by the %s provider > up refuses a chain of IDs and loses nothing, and renumbers in the order that the message names",
    ],
  },
  {
    what: "An extension is to be removed or disabled while it has a call (`ozeki:onActiveCalls` is `fail` or `wait`)",
    sees: "`has a call in progress`",
    left: "the extension as it was",
    next: "run it again when the call is over",
    test: [
      "engine/activeCalls.test.ts",
      "ozeki:onActiveCalls, by the %s provider > fail: up refuses to disable or delete an extension during a call, and goes on with others",
    ],
  },
  {
    what: "A saved plan holds a password that is yet to be generated",
    sees: "`violates plan: properties changed: ++password`",
    left: "state and PBX as they were",
    next: "set the password, or run `up` without the plan",
    test: [
      "engine/unknownValues.test.ts",
      "a saved plan with a password that is yet to be generated, by the %s provider > is refused by the engine before anything is sent",
    ],
  },
  {
    what: "A certificate is not trusted: its authority is unknown, it has expired, or it is made out to another host",
    sees: "`the certificate of this address is not trusted (…)`, with what to do for each of the three",
    left: "state and PBX as they were: no request was sent",
    next: "set `ozeki:caFile`, renew the certificate, or write its host name into `ozeki:url`",
    test: ["unit/provider/api/transport/transport.test.ts", "a TLS proxy before the PBX > gets no request, %s"],
  },
  {
    what: "`https://` is written where the PBX speaks plain HTTP",
    sees: "`cannot connect to the PBX (ERR_SSL_WRONG_VERSION_NUMBER: …)`",
    left: "state and PBX as they were: no request was sent",
    next: "write `http://`",
    test: [
      "unit/provider/api/transport/transport.test.ts",
      "a TLS proxy before the PBX > is not spoken to in TLS where there is none",
    ],
  },
  {
    what: "The file of `ozeki:caFile` is missing or cannot be read",
    sees: "`The file with the certificate authority, …, cannot be used (…)`, naming the key",
    left: "state and PBX as they were: nothing was sent",
    next: "correct the key; an absolute path is safest",
    test: [
      "unit/provider/config/connections.test.ts",
      "the clients > are not made where the file of the authority cannot be read, and the settings are all the same",
    ],
  },
  {
    what: "The PBX's Enabled is neither true nor false, or an element has elements or attributes inside",
    sees: "`cannot be managed as it is: …`, naming the element",
    left: "state and PBX as they were",
    next: "correct it on the PBX, or remove the name from `elements`",
    test: [
      "unit/provider/lifecycle/read.test.ts",
      "read of what cannot be managed > refuses an Enabled that is not a boolean, and an element that is more than text",
    ],
  },
  {
    what: "The PBX leaves Password out of its answer",
    sees: "`its element Password is missing`",
    left: "state and PBX as they were: an empty password is never written",
    next: "correct it on the PBX",
    test: [
      "unit/provider/lifecycle/read.test.ts",
      "read of what cannot be managed > refuses a missing Password, and so does update: an empty one is never written",
    ],
  },
  {
    what: "The answer to a ModifyConfig is lost for good",
    sees: "one clear line",
    left: "the change on the PBX, perhaps; the old values in the state",
    next: "`pulumi up` again: it reads first, and writes only what is still to be written",
    test: [
      "unit/provider/lifecycle/update.test.ts",
      "update, where an answer is lost > fails after its repetitions, and the next update finds out",
    ],
  },
  {
    what: "A refresh comes after a create whose outcome is unknown",
    sees: "nothing new",
    left: "the extension in the state, still unconfirmed: nothing of a foreign extension is recorded",
    next: "`pulumi up`: it checks whether this stack created the extension",
    test: [
      "unit/provider/lifecycle/read.test.ts",
      "read of an unconfirmed extension > records nothing of it: it may be foreign",
    ],
  },
  {
    what: "A newer version of this package wrote the state",
    sees: "`has shape …, but this version of pulumi-ozeki reads shapes up to …`",
    left: "state and PBX as they were: nothing was sent",
    next: "install the newer version in the program's folder",
    test: [
      "unit/provider/lifecycle/stateShape.test.ts",
      "the shape of the state > %p of a newer version is refused before anything is sent",
    ],
  },
  {
    what: "The PBX wants a login (304)",
    sees: "`the PBX requires a login (code 304)`, with the commands that set one",
    left: "state and PBX as they were",
    next: "set `ozeki:username` and `ozeki:password`",
    test: [
      "engine/errorMessages.test.ts",
      "the message about an error, by the %s provider > names the code and the configuration keys where the PBX requires a login and none is set",
    ],
  },
  {
    what: "The login is wrong (305)",
    sees: "`the PBX rejected the login (code 305)`, without what was sent",
    left: "state and PBX as they were",
    next: "correct the login",
    test: [
      "engine/errorMessages.test.ts",
      "the message about an error, by the %s provider > names the code where the PBX rejects the login, and does not repeat what was sent",
    ],
  },
  {
    what: "This machine's address may not use the API (307)",
    sees: "`the PBX does not accept requests from this machine's address (code 307)`",
    left: "state and PBX as they were",
    next: "allow the address on the PBX",
    test: [
      "engine/errorMessages.test.ts",
      "the message about an error, by the %s provider > names what to allow where the PBX refuses the address of this machine",
    ],
  },
  {
    what: "The configuration has a mistake: a key is missing, misspelt, or has a value that it cannot have",
    sees: "one line in the preview, naming the key",
    left: "state and PBX as they were: nothing was sent",
    next: "the command that the line names",
    test: [
      "engine/inputValidation.test.ts",
      "a preview, by the %s provider > reports a mistake of the configuration, and sends nothing: %s",
    ],
  },
  {
    what: "`ozeki:url` carries a password",
    sees: "`ozeki:url contains a user name or a password`, without the address",
    left: "state and PBX as they were: nothing was sent",
    next: "remove it, and set `ozeki:username` and `ozeki:password`",
    test: [
      "engine/inputValidation.test.ts",
      "a preview, by the %s provider > refuses an address that carries a password, and does not print it",
    ],
  },
  {
    what: "The program sets invalid values",
    sees: "one line in the preview for each mistake, naming property and rule",
    left: "state and PBX as they were: nothing was sent",
    next: "correct the program",
    test: [
      "engine/inputValidation.test.ts",
      "a preview, by the %s provider > reports every mistake of a resource in one line, with property and rule, and sends nothing",
    ],
  },
];
