import { randomBytes } from "node:crypto";
import { ExtensionSourceError } from "../extensionSource";
import type { Extensions } from "../extensions";
import type { ExtensionType } from "../extensionType";
import type { ArmedFaults } from "../faults/armedFaults";
import { FaultError, parseFault, printFault } from "../faults/fault";
import type { PbxExtension, PbxState } from "../pbxState";
import { shortened } from "../visibleText";
import { MalformedXml } from "../xml/parseXml";
import { writeXml } from "../xml/writeXml";
import { element } from "../xml/xmlElement";
import type { ConsoleActionName, ConsoleActionResult, ConsoleActions } from "./consoleProtocol";

/** What an action in the console works on. */
export interface ActionSubject {
  readonly state: PbxState;
  readonly extensions: Extensions;
  readonly faults: ArmedFaults;
  /** The extensions with which the simulator began. */
  readonly initial: readonly PbxExtension[];
  /** Called when an action has changed something. */
  onDone(title: string, extensionId: string): void;
}

/** An action cannot be performed. The message says why, for a person. */
export class ActionRefused extends Error {
  override readonly name = "ActionRefused";

  constructor(
    message: string,
    /** The HTTP status of the answer. */
    readonly status: 400 | 404 | 409 = 400,
  ) {
    super(message);
  }
}

/** Elements that have an action of their own, or none. */
const NOT_EDITED = new Map([
  ["ID", "An ID cannot be changed. Delete the extension and add another one."],
  ["Password", "Use the button Password for the password."],
]);

type Perform = {
  readonly [Name in ConsoleActionName]: (subject: ActionSubject, body: ConsoleActions[Name]) => ConsoleActionResult;
};

const actions: Perform = { add, edit, password, delete: remove, undo, arm, disarm, reveal };

/** Whether there is an action of this name. */
export function isActionName(name: string): name is ConsoleActionName {
  return Object.hasOwn(actions, name);
}

/**
 * Performs an action directly on the PBX, as a person does in the PBX's own web interface: without its API.
 *
 * @param body - the parsed JSON of a request; it may be anything
 * @throws ActionRefused
 */
export function performAction(subject: ActionSubject, name: ConsoleActionName, body: unknown): ConsoleActionResult {
  const perform = actions[name] as (subject: ActionSubject, body: unknown) => ConsoleActionResult;
  try {
    return perform(subject, checkedBody(body));
  } catch (error) {
    if (error instanceof MalformedXml) {
      throw new ActionRefused("A name or a value has a character that XML does not allow.");
    }
    if (error instanceof ExtensionSourceError || error instanceof FaultError) {
      throw new ActionRefused(`${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.`);
    }
    throw error;
  }
}

function checkedBody(body: unknown): object {
  if (!isRecord(body)) {
    throw new ActionRefused("The body must be a JSON object.");
  }
  const { elements, ...others } = body;
  const values = [...Object.values(others), ...(isRecord(elements) ? Object.values(elements) : [])];
  if ((elements !== undefined && !isRecord(elements)) || values.some((value) => typeof value !== "string")) {
    throw new ActionRefused("Each value must be a string.");
  }
  return body;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function add(subject: ActionSubject, body: ConsoleActions["add"]): ConsoleActionResult {
  const { type: typeName, elements = {} } = body;
  const id = body.id ?? "";
  const type = subject.state.types.find((candidate) => candidate.type === typeName);
  if (type === undefined) {
    throw new ActionRefused("The PBX has no such type of extension.");
  }
  if (id === "") {
    throw new ActionRefused("An extension needs an ID.");
  }
  if (subject.extensions.has(id)) {
    throw new ActionRefused(`Extension ${shortened(id)} already exists. Choose another ID.`, 409);
  }
  subject.extensions.set(newConfig(type, id, elements));
  return done(subject, `Added an extension of type ${type.type}`, id);
}

/** The XML of a new extension. What is missing or empty has the value that an administrator would choose. */
function newConfig(type: ExtensionType, id: string, elements: Readonly<Record<string, string>>): string {
  const defaults: Readonly<Record<string, string>> = {
    AuthorizationName: id,
    Password: randomPassword(),
    Username: id,
    Enabled: "true",
    UserID: `user${id}`,
  };
  const written = Object.entries(elements).filter(([, text]) => text !== "");
  const required = type.required.map((name) => [name, defaults[name] ?? ""] as const);
  const all = new Map([...required, ...written, ["ID", id]]);
  const children = [...all].map(([name, text]) => element(name, [text]));
  return writeXml(element("Config", children, { knownType: type.knownType }));
}

function edit(subject: ActionSubject, { id, elements = {} }: ConsoleActions["edit"]): ConsoleActionResult {
  const before = existing(subject, id);
  const names = Object.keys(elements);
  for (const name of names) {
    const hint = NOT_EDITED.get(name);
    if (hint !== undefined) {
      throw new ActionRefused(hint);
    }
  }
  if (names.length === 0) {
    throw new ActionRefused("There is nothing to change.");
  }
  try {
    for (const [name, text] of Object.entries(elements)) {
      subject.extensions.setElement(id, name, text);
    }
  } catch (error) {
    subject.state.extensions.set(id, before);
    throw error;
  }
  return done(subject, editTitle(elements), id);
}

function editTitle(elements: Readonly<Record<string, string>>): string {
  const names = Object.keys(elements);
  if (names.length === 1 && names[0] === "Enabled") {
    return elements.Enabled === "true" ? "Enabled" : "Disabled";
  }
  return `Changed ${shortened(names.join(", "))}`;
}

function password(subject: ActionSubject, body: ConsoleActions["password"]): ConsoleActionResult {
  existing(subject, body.id);
  const isRandom = body.password === undefined || body.password === "";
  subject.extensions.setElement(body.id, "Password", isRandom ? randomPassword() : (body.password ?? ""));
  return done(subject, "Changed the password", body.id);
}

function remove(subject: ActionSubject, { id }: ConsoleActions["delete"]): ConsoleActionResult {
  existing(subject, id);
  subject.extensions.remove(id);
  return done(subject, "Deleted", id);
}

function undo(subject: ActionSubject): ConsoleActionResult {
  const { state, initial } = subject;
  state.extensions.clear();
  for (const extension of initial) {
    state.extensions.set(extension.id, extension);
  }
  return done(subject, `Undid all changes: ${initial.length} extensions as at the start`, "");
}

function arm(subject: ActionSubject, { fault = "" }: ConsoleActions["arm"]): ConsoleActionResult {
  const parsed = parseFault(fault);
  subject.faults.add(parsed);
  return done(subject, `Armed the fault ${shortened(printFault(parsed))}`, "");
}

function disarm(subject: ActionSubject, { fault }: ConsoleActions["disarm"]): ConsoleActionResult {
  if (fault === undefined) {
    subject.faults.clear();
    return done(subject, "Disarmed all faults", "");
  }
  if (!subject.faults.remove(fault)) {
    throw new ActionRefused("This fault is no longer armed: it has hit a request.", 404);
  }
  return done(subject, `Disarmed the fault ${shortened(fault)}`, "");
}

function reveal(subject: ActionSubject, { id }: ConsoleActions["reveal"]): ConsoleActionResult {
  existing(subject, id);
  return { password: subject.extensions.text(id, "Password") ?? "" };
}

function existing({ state }: ActionSubject, id: string | undefined): PbxExtension {
  const extension = state.extensions.get(id ?? "");
  if (extension === undefined) {
    throw new ActionRefused(`There is no extension ${shortened(id ?? "")} any more.`, 404);
  }
  return extension;
}

function done(subject: ActionSubject, title: string, extensionId: string): ConsoleActionResult {
  subject.onDone(title, extensionId);
  return { done: title };
}

function randomPassword(): string {
  return randomBytes(15).toString("base64url");
}
