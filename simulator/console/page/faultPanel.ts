import type { ArmedFaultSummary, ConsoleState, FaultKindSummary } from "../consoleProtocol";
import { perform } from "./connection";
import { byId, capitalized, create, setText } from "./dom";

/** Faults that teach most, each as the option `--fault` has it. */
const presets: readonly (readonly [title: string, fault: string])[] = [
  ["The answer to the next AddConfig is lost", "drop-after@AddConfig"],
  ["The PBX is busy for three requests", "status-503#1-3"],
  ["The next request is never answered", "hang"],
  ["The login is wrong", "code-305"],
  ["A proxy answers with its own page", "html"],
  ["Each answer comes slowly", "slow#every"],
];

/** The kind that the menu begins with. */
const FIRST_KIND = "drop-after";

/** The faults: those that are armed, and the menu. */
export class FaultPanel {
  readonly #report: (message: string) => void;
  #kinds: readonly FaultKindSummary[] = [];
  #shown = "";

  /** @param report - reports what was done, or why not */
  constructor(report: (message: string) => void) {
    this.#report = report;
    for (const [title, fault] of presets) {
      const attributes = { type: "button", "aria-label": `Arm: ${title}`, "data-fault": fault };
      const onClick = () => void this.#arm(fault);
      const button = create("button", { className: "button small", text: "Arm", attributes, onClick });
      byId("presets").append(
        create("li", {}, [create("div", {}, [create("p", { text: title }), create("code", { text: fault })]), button]),
      );
    }
    byId("disarm-all").addEventListener("click", () => void this.#disarm({}));
    byId("fault-form").addEventListener("input", () => this.#renderForm());
    byId("fault-form").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#armFromForm();
    });
  }

  /** Fills the menu. */
  fill({ faultKinds, commands }: ConsoleState): void {
    if (this.#kinds.length === 0) {
      byId("fault-kind").append(...faultKinds.map(({ kind }) => create("option", { text: kind })));
      byId<"select">("fault-kind").value = FIRST_KIND;
      byId("fault-command").append(
        create("option", { text: "any command", attributes: { value: "" } }),
        ...commands.map((command) => create("option", { text: command })),
      );
    }
    this.#kinds = faultKinds;
    this.#renderForm();
  }

  /** Shows the faults that are armed. */
  showArmed(faults: readonly ArmedFaultSummary[]): void {
    const text = JSON.stringify(faults);
    if (text === this.#shown) {
      return;
    }
    this.#shown = text;
    const items = faults.map(({ fault, about }) => {
      const attributes = { type: "button", "aria-label": `Disarm ${fault}` };
      const onClick = () => void this.#disarm({ fault });
      const button = create("button", { className: "button small", text: "Disarm", attributes, onClick });
      return create("li", {}, [
        create("div", {}, [create("code", { text: fault }), create("p", { text: capitalized(about) })]),
        button,
      ]);
    });
    byId("armed").replaceChildren(...items);
    byId("armed-none").hidden = faults.length > 0;
    byId("disarm-all").hidden = faults.length < 2;
    const count = byId("fault-count");
    count.hidden = faults.length === 0;
    setText(count, String(faults.length));
  }

  async #arm(fault: string): Promise<void> {
    try {
      await perform("arm", { fault });
      this.#report(`Armed ${fault}. Run pulumi up to see what it does.`);
    } catch (error) {
      this.#report(String((error as Error).message));
    }
  }

  async #armFromForm(): Promise<void> {
    const error = byId("fault-error");
    error.hidden = true;
    try {
      const fault = this.#text();
      await perform("arm", { fault });
      this.#report(`Armed ${fault}. Run pulumi up to see what it does.`);
    } catch (failure) {
      setText(error, (failure as Error).message);
      error.hidden = false;
    }
  }

  async #disarm(body: { fault?: string }): Promise<void> {
    try {
      await perform("disarm", body);
      this.#report(body.fault === undefined ? "All faults were disarmed." : `Disarmed ${body.fault}.`);
    } catch (error) {
      this.#report(String((error as Error).message));
    }
  }

  #renderForm(): void {
    const known = this.#kinds.find(({ kind }) => kind === fieldValue("fault-kind"));
    const takesNumber = known?.kind.includes("NNN") === true;
    // A connection is refused before there is a command.
    const isConnection = known?.kind === "refuse";
    byId("fault-number-field").hidden = !takesNumber;
    byId("fault-amount-field").hidden = known?.unit === undefined;
    byId("fault-command-field").hidden = isConnection;
    byId("fault-extension-field").hidden = isConnection;
    setText(byId("fault-amount-label"), `Amount (${known?.unit ?? ""})`);
    const about = known?.about ?? "";
    setText(byId("fault-about"), `${capitalized(about)}.`);
    byId<"input">("fault-number").placeholder = known?.kind.startsWith("code") === true ? "306" : "503";
    setText(byId("fault-preview"), `--fault '${this.#text()}'`);
  }

  /** The fault in the form, as the option `--fault` has it. */
  #text(): string {
    const known = this.#kinds.find(({ kind }) => kind === fieldValue("fault-kind"));
    const number = fieldValue("fault-number") || byId<"input">("fault-number").placeholder;
    const amount = known?.unit === undefined ? "" : fieldValue("fault-amount");
    const isConnection = known?.kind === "refuse";
    const command = isConnection ? "" : fieldValue("fault-command");
    const extension = isConnection ? "" : fieldValue("fault-extension");
    return [
      known?.kind.replace("NNN", number) ?? "",
      amount === "" ? "" : `:${amount}`,
      command === "" ? "" : `@${command}`,
      fieldValue("fault-which"),
      extension === "" ? "" : `%${encodeURIComponent(extension)}`,
    ].join("");
  }
}

function fieldValue(id: string): string {
  return byId<"input">(id).value.trim();
}
