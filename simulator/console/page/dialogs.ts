import { visibleText } from "../../visibleText";
import type { ExtensionSummary } from "../consoleProtocol";
import { byId, create, setText } from "./dom";

/** What a person has entered for an extension. */
export interface EnteredExtension {
  readonly type: string;
  readonly id: string;
  readonly elements: Readonly<Record<string, string>>;
}

type Submit<Entered> = (entered: Entered) => Promise<void>;

const SIP = "SIP";

/** Every "Cancel" closes its dialog. Escape does the same by itself. */
export function startDialogs(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("dialog [data-close]")) {
    button.addEventListener("click", () => button.closest("dialog")?.close());
  }
  byId("input-type").addEventListener("change", showFieldsOfType);
}

/** Asks for a new extension. */
export function askForNewExtension(types: readonly string[], submit: Submit<EnteredExtension>): void {
  openExtensionForm({
    title: "Add extension",
    hint: "It is created on the PBX as an administrator would, so no Pulumi program knows it.",
    button: "Add",
    isNew: true,
  });
  byId("input-type").replaceChildren(...types.map((text) => create("option", { text })));
  showFieldsOfType();
  handleSubmit("extension", async () => {
    const id = byId<"input">("input-id").value;
    if (id === "") {
      byId("input-id").focus();
      throw new Error("Enter an ID.");
    }
    const type = byId<"select">("input-type").value;
    const elements = enteredElements({});
    const password = byId<"input">("input-password").value;
    await submit({
      type,
      id,
      elements: password === "" || type !== SIP ? elements : { ...elements, Password: password },
    });
  });
}

/** Asks for changes of an extension. Only what differs is submitted. */
export function askForChanges(phone: ExtensionSummary, submit: Submit<Readonly<Record<string, string>>>): void {
  openExtensionForm({
    title: `Edit ${visibleText(phone.id)}`,
    hint: "Change a value, then run pulumi refresh: Pulumi shows each changed property.",
    button: "Save",
    isNew: false,
  });
  for (const field of document.querySelectorAll<HTMLElement>("#extension-form .sip-only")) {
    const name = field.querySelector<HTMLInputElement>("[data-element]")?.dataset.element ?? "";
    field.hidden = phone.type !== SIP && phone.elements[name] === undefined;
  }
  byId("field-password").hidden = true;
  for (const input of elementInputs()) {
    input.value = phone.elements[input.dataset.element ?? ""] ?? "";
  }
  handleSubmit("extension", async () => {
    const elements = enteredElements(phone.elements);
    if (Object.keys(elements).length === 0) {
      throw new Error("Nothing has changed.");
    }
    await submit(elements);
  });
}

/** Asks for a new password. An empty one means a random one. */
export function askForPassword(phone: ExtensionSummary, submit: Submit<string>): void {
  setText(byId("password-title"), `Change the password of ${visibleText(phone.id)}`);
  byId<"form">("password-form").reset();
  byId<"dialog">("password-dialog").showModal();
  byId("input-new-password").focus();
  handleSubmit("password", () => submit(byId<"input">("input-new-password").value));
}

/** Asks whether something may be done that cannot be undone. */
export function askToConfirm(
  { title, text, button }: { title: string; text: string; button: string },
  submit: () => Promise<void>,
): void {
  setText(byId("confirm-title"), title);
  setText(byId("confirm-text"), text);
  setText(byId("confirm-submit"), button);
  byId<"dialog">("confirm-dialog").showModal();
  handleSubmit("confirm", submit);
}

function openExtensionForm(texts: { title: string; hint: string; button: string; isNew: boolean }): void {
  byId<"form">("extension-form").reset();
  byId<"details">("field-other").open = false;
  setText(byId("extension-title"), texts.title);
  setText(byId("extension-hint"), texts.hint);
  setText(byId("extension-submit"), texts.button);
  byId("field-type").hidden = !texts.isNew;
  byId("field-id").hidden = !texts.isNew;
  for (const input of elementInputs()) {
    input.placeholder = texts.isNew ? (input.dataset.default ?? "") : "";
  }
  byId<"dialog">("extension-dialog").showModal();
  (texts.isNew ? byId("input-id") : elementInputs()[0])?.focus();
}

function showFieldsOfType(): void {
  const isSip = byId<"select">("input-type").value === SIP;
  for (const field of document.querySelectorAll<HTMLElement>("#extension-form .sip-only")) {
    field.hidden = !isSip;
  }
}

function elementInputs(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>("#extension-form [data-element]")];
}

/** The elements that differ from what the extension has. */
function enteredElements(before: Readonly<Record<string, string>>): Record<string, string> {
  const visible = elementInputs().filter((input) => input.closest("label")?.hidden !== true);
  const entered = visible.map((input) => [input.dataset.element ?? "", input.value] as const);
  const otherName = byId<"input">("input-other-name").value.trim();
  const other = otherName === "" ? [] : [[otherName, byId<"input">("input-other-value").value] as const];
  const differing = entered.filter(([name, value]) => value !== (before[name] ?? ""));
  return Object.fromEntries([...differing, ...other]);
}

/** Calls a function when the form of a dialog is submitted. Where it fails, the dialog stays and shows why. */
function handleSubmit(name: "extension" | "password" | "confirm", submit: () => Promise<void>): void {
  const error = byId(`${name}-error`);
  const button = byId<"button">(`${name}-submit`);
  error.hidden = true;
  byId<"form">(`${name}-form`).onsubmit = async (event) => {
    event.preventDefault();
    error.hidden = true;
    button.disabled = true;
    try {
      await submit();
      byId<"dialog">(`${name}-dialog`).close();
    } catch (failure) {
      setText(error, (failure as Error).message);
      error.hidden = false;
    } finally {
      button.disabled = false;
    }
  };
}
