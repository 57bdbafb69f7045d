import type { LogEntry } from "../consoleProtocol";
import { byId, create, setText } from "./dom";

const MAX_LINES = 200;

/** The live log: the newest line first. */
export class LiveLog {
  readonly #entries = new Map<number, LogEntry>();
  readonly #lines = new Map<number, { entry: LogEntry; line: HTMLElement }>();
  #isPaused = false;
  #clearedUpTo = 0;

  constructor() {
    const pause = byId("pause");
    pause.addEventListener("click", () => {
      this.#isPaused = !this.#isPaused;
      pause.setAttribute("aria-pressed", String(this.#isPaused));
      setText(pause, this.#isPaused ? "Resume" : "Pause");
      this.#render();
    });
    byId("clear").addEventListener("click", () => {
      this.#clearedUpTo = Math.max(0, ...this.#entries.keys());
      this.#entries.clear();
      this.#render(true);
    });
    byId("only-refused").addEventListener("change", () => this.#render(true));
  }

  /** Shows these lines, and no others. */
  replaceAll(entries: readonly LogEntry[]): void {
    this.#entries.clear();
    this.update(entries);
  }

  /** Adds lines, and changes those with a known number. */
  update(entries: readonly LogEntry[]): void {
    for (const entry of entries) {
      if (entry.number > this.#clearedUpTo) {
        this.#entries.set(entry.number, entry);
      }
    }
    const numbers = [...this.#entries.keys()].sort((one, other) => one - other);
    for (const number of numbers.slice(0, -MAX_LINES)) {
      this.#entries.delete(number);
    }
    this.#render();
  }

  /** @param isForced - also where the log is paused */
  #render(isForced = false): void {
    if (this.#isPaused && !isForced) {
      return;
    }
    const isProblemsOnly = byId<"input">("only-refused").checked;
    const isShown = ({ outcome }: LogEntry) => !isProblemsOnly || outcome === "refused" || outcome === "fault";
    const entries = [...this.#entries.values()].filter(isShown).sort((one, other) => other.number - one.number);
    const list = byId("log");
    const wanted = new Set(entries.map(({ number }) => number));
    for (const [number, { line }] of this.#lines) {
      if (!wanted.has(number)) {
        line.remove();
        this.#lines.delete(number);
      }
    }
    for (const [index, entry] of entries.entries()) {
      const line = this.#line(entry);
      if (list.children[index] !== line) {
        list.insertBefore(line, list.children[index] ?? null);
      }
    }
    byId("log-empty").hidden = entries.length > 0;
    const isFiltered = isProblemsOnly && this.#entries.size > 0;
    setText(byId("log-empty-title"), isFiltered ? "No problem so far" : "No request yet");
  }

  #line(entry: LogEntry): HTMLElement {
    const known = this.#lines.get(entry.number);
    if (known?.entry === entry) {
      return known.line;
    }
    const line = logLine(entry);
    known?.line.replaceWith(line);
    this.#lines.set(entry.number, { entry, line });
    return line;
  }
}

function logLine({ at, outcome, title, extensionId, code, why, durationMs }: LogEntry): HTMLElement {
  const parts = [
    create("time", { text: timeOfDay(new Date(at)), attributes: { datetime: new Date(at).toISOString() } }),
    create("span", { className: "log-title", text: title }),
    ...(extensionId === "" ? [] : [create("span", { className: "log-id", text: extensionId })]),
    create("span", { className: "spacer" }),
    ...(durationMs === undefined || outcome === "console"
      ? []
      : [create("span", { className: "log-duration", text: `${durationMs} ms` })]),
    create("span", { className: "code", text: outcome === "console" ? "console" : code }),
  ];
  const line = create("li", { className: "log-line" }, [create("div", { className: "log-main" }, parts)]);
  line.dataset.outcome = outcome;
  if (why !== "") {
    line.append(create("p", { className: "why", text: why }));
  }
  return line;
}

function timeOfDay(at: Date): string {
  return at.toTimeString().slice(0, 8);
}
