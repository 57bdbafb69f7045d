import { visibleText } from "../../visibleText";
import type { ExtensionSummary, PhoneState } from "../consoleProtocol";
import { create, setText } from "./dom";

/** What the buttons of a card do. */
export interface CardActions {
  edit(phone: ExtensionSummary): void;
  toggle(phone: ExtensionSummary): void;
  changePassword(phone: ExtensionSummary): void;
  remove(phone: ExtensionSummary): void;
  /** @returns the password; undefined where it cannot be read */
  reveal(phone: ExtensionSummary): Promise<string | undefined>;
}

/** How a state is written. */
export const stateLabels: Readonly<Record<PhoneState, string>> = {
  registered: "Registered",
  never: "Never registered",
  disabled: "Disabled",
  other: "Not a phone",
};

const MASK = "••••••••";

/** The card of an extension in the grid. It changes in place, so that it keeps the keyboard focus. */
export class PhoneCard {
  readonly element: HTMLLIElement;
  #phone: ExtensionSummary;
  readonly #badge = create("span", { className: "badge" });
  readonly #name = create("p", { className: "phone-name" });
  readonly #department = create("p", { className: "phone-department" });
  readonly #facts = new Map<string, { row: HTMLElement; value: HTMLElement }>();
  readonly #password = create("code", { className: "password", text: MASK });
  readonly #reveal: HTMLButtonElement;
  readonly #toggle: HTMLButtonElement;
  #isRevealed = false;

  constructor(phone: ExtensionSummary, actions: CardActions) {
    this.#phone = phone;
    const id = visibleText(phone.id);
    const button = (text: string, label: string, onClick: () => void, className = "button small") =>
      create("button", { className, text, attributes: { type: "button", "aria-label": `${label} ${id}` }, onClick });
    this.#reveal = button("Show", "Show the password of", () => this.#toggleReveal(actions), "link");
    this.#toggle = button("Disable", "Disable", () => actions.toggle(this.#phone));
    const list = create("dl", { className: "facts" }, [
      this.#fact("User", "UserID"),
      this.#fact("Address", "LastIPAddress"),
      this.#fact("Device", "UserAgentName"),
      this.#passwordRow(),
    ]);
    const password = button("Password", "Change the password of", () => actions.changePassword(this.#phone));
    password.dataset.action = "password";
    const buttons = [
      button("Edit", "Edit", () => actions.edit(this.#phone)),
      this.#toggle,
      password,
      button("Delete", "Delete", () => actions.remove(this.#phone), "button small quiet-danger"),
    ];
    this.element = create("li", { className: "phone" }, [
      create("div", { className: "phone-head" }, [create("h3", { className: "phone-id", text: id }), this.#badge]),
      this.#name,
      this.#department,
      list,
      create("div", { className: "phone-actions" }, buttons),
    ]);
    this.element.dataset.id = phone.id;
    this.element.addEventListener("animationend", () => this.element.classList.remove("changed"));
    this.update(phone);
  }

  /** Shows the extension as it is now. */
  update(phone: ExtensionSummary): void {
    this.#phone = phone;
    const { state, type, elements, hasPassword } = phone;
    const isPhone = state !== "other";
    this.element.dataset.state = state;
    setText(this.#badge, isPhone ? stateLabels[state] : type);
    setText(this.#name, visibleText(elements.DisplayName ?? ""));
    setText(this.#department, visibleText(elements.Department ?? ""));
    this.#name.hidden = (elements.DisplayName ?? "") === "";
    this.#department.hidden = (elements.Department ?? "") === "";
    for (const [name, { row, value }] of this.#facts) {
      setText(value, visibleText(elements[name] ?? ""));
      row.hidden = (elements[name] ?? "") === "";
    }
    this.#toggle.hidden = !isPhone;
    const verb = state === "disabled" ? "Enable" : "Disable";
    setText(this.#toggle, verb);
    this.#toggle.setAttribute("aria-label", `${verb} ${visibleText(phone.id)}`);
    this.element.classList.toggle("has-password", hasPassword);
    // It may have changed.
    this.#hide();
  }

  /** Marks the card for a moment: it has changed. */
  flash(): void {
    this.element.classList.remove("changed");
    // Reading the layout starts the animation again.
    void this.element.offsetWidth;
    this.element.classList.add("changed");
  }

  #fact(label: string, name: string): HTMLElement {
    const value = create("dd");
    const row = create("div", {}, [create("dt", { text: label }), value]);
    this.#facts.set(name, { row, value });
    return row;
  }

  #passwordRow(): HTMLElement {
    return create("div", { className: "password-row" }, [
      create("dt", { text: "Password" }),
      create("dd", {}, [this.#password, this.#reveal]),
    ]);
  }

  async #toggleReveal(actions: CardActions): Promise<void> {
    if (this.#isRevealed) {
      this.#hide();
      return;
    }
    const password = await actions.reveal(this.#phone);
    if (password !== undefined) {
      this.#isRevealed = true;
      setText(this.#password, password === "" ? "(empty)" : visibleText(password));
      setText(this.#reveal, "Hide");
      this.#reveal.setAttribute("aria-label", `Hide the password of ${visibleText(this.#phone.id)}`);
    }
  }

  #hide(): void {
    this.#isRevealed = false;
    setText(this.#password, MASK);
    setText(this.#reveal, "Show");
    this.#reveal.setAttribute("aria-label", `Show the password of ${visibleText(this.#phone.id)}`);
  }
}
