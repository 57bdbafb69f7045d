import type { ExtensionSummary, PhoneState } from "../consoleProtocol";
import { byId, create, setText } from "./dom";
import type { CardActions } from "./phoneCard";
import { PhoneCard, stateLabels } from "./phoneCard";

/** More cards than this are shown on request: a browser needs seconds for thousands of them. */
const PAGE_SIZE = 120;

type Filter = PhoneState | "all";
const filters: readonly Filter[] = ["all", "registered", "never", "disabled", "other"];

/** 2 comes before 10, and two IDs that differ are never equal. */
const collator = new Intl.Collator("en", { numeric: true });
const compareIds = (one: string, other: string) => collator.compare(one, other) || (one < other ? -1 : 1);

/** The grid of all extensions, with search, filters and sorting. */
export class PhoneGrid {
  readonly #actions: CardActions;
  readonly #phones = new Map<string, ExtensionSummary>();
  readonly #cards = new Map<string, PhoneCard>();
  readonly #chips = new Map<Filter, { chip: HTMLButtonElement; count: HTMLElement }>();
  #sortedIds: string[] | undefined;
  #filter: Filter = "all";
  #isAscending = true;
  #limit = PAGE_SIZE;
  #isScheduled = false;

  constructor(actions: CardActions) {
    this.#actions = actions;
    for (const filter of filters) {
      const count = create("span", { className: "chip-count" });
      const attributes = { type: "button", "aria-pressed": String(filter === "all"), "data-filter": filter };
      const text = filter === "all" ? "All" : stateLabels[filter];
      const onClick = () => this.#show(filter);
      const chip = create("button", { className: "chip", attributes, onClick }, [create("span", { text }), count]);
      this.#chips.set(filter, { chip, count });
      byId("filters").append(chip);
    }
    byId("search").addEventListener("input", () => this.#restart());
    byId("sort").addEventListener("click", () => this.#reverse());
    byId("more").addEventListener("click", () => {
      this.#limit += PAGE_SIZE;
      this.#schedule();
    });
  }

  /** Shows these extensions, and no others. */
  replaceAll(phones: readonly ExtensionSummary[]): void {
    this.#phones.clear();
    for (const phone of phones) {
      this.#phones.set(phone.id, phone);
      this.#cards.get(phone.id)?.update(phone);
    }
    this.#sortedIds = undefined;
    this.#schedule();
  }

  /** Shows extensions that changed, and removes others. */
  update(changed: readonly ExtensionSummary[], removed: readonly string[]): void {
    for (const phone of changed) {
      if (!this.#phones.has(phone.id)) {
        this.#sortedIds = undefined;
      }
      this.#phones.set(phone.id, phone);
      const card = this.#cards.get(phone.id) ?? new PhoneCard(phone, this.#actions);
      this.#cards.set(phone.id, card);
      card.update(phone);
      card.flash();
    }
    for (const id of removed) {
      this.#phones.delete(id);
      this.#sortedIds = undefined;
    }
    if (changed.length + removed.length > 0) {
      this.#schedule();
    }
  }

  #show(filter: Filter): void {
    this.#filter = filter;
    for (const [name, { chip }] of this.#chips) {
      chip.setAttribute("aria-pressed", String(name === filter));
    }
    this.#restart();
  }

  #reverse(): void {
    this.#isAscending = !this.#isAscending;
    this.#sortedIds = undefined;
    setText(byId("sort-arrow"), this.#isAscending ? "↑" : "↓");
    setText(byId("sort-text"), this.#isAscending ? "ascending" : "descending");
    this.#restart();
  }

  #restart(): void {
    this.#limit = PAGE_SIZE;
    this.#schedule();
  }

  #schedule(): void {
    if (!this.#isScheduled) {
      this.#isScheduled = true;
      requestAnimationFrame(() => {
        this.#isScheduled = false;
        this.#render();
      });
    }
  }

  #render(): void {
    const matching = this.#matching();
    const shown = matching.slice(0, this.#limit);
    const wanted = new Set(shown);
    const grid = byId("grid");
    for (const [id, { element }] of this.#cards) {
      if (!wanted.has(id)) {
        element.remove();
        this.#cards.delete(id);
      }
    }
    for (const [index, id] of shown.entries()) {
      const element = this.#card(id).element;
      if (grid.children[index] !== element) {
        grid.insertBefore(element, grid.children[index] ?? null);
      }
    }
    const hidden = matching.length - shown.length;
    byId("more").hidden = hidden === 0;
    setText(byId("more"), `Show ${Math.min(hidden, PAGE_SIZE)} more of ${hidden}`);
    this.#renderCounts(matching.length);
  }

  #renderCounts(matching: number): void {
    const total = this.#phones.size;
    const counts = new Map<Filter, number>([["all", total]]);
    for (const { state } of this.#phones.values()) {
      counts.set(state, (counts.get(state) ?? 0) + 1);
    }
    for (const [filter, { chip, count }] of this.#chips) {
      setText(count, String(counts.get(filter) ?? 0));
      chip.hidden = filter === "other" && (counts.get("other") ?? 0) === 0 && this.#filter !== "other";
    }
    setText(byId("count"), matching === total ? "" : `${matching} of ${total}`);
    byId("empty").hidden = matching > 0;
    setText(byId("empty-title"), total === 0 ? "This PBX has no extensions" : "No extension matches");
    setText(
      byId("empty-text"),
      total === 0
        ? "Add one here, declare one in a Pulumi program, or start the simulator with --office."
        : "Change the search or choose another state.",
    );
  }

  #matching(): string[] {
    this.#sortedIds ??= this.#sorted();
    const search = byId<"input">("search").value.trim().toLowerCase();
    return this.#sortedIds.filter((id) => {
      const phone = this.#phones.get(id);
      return (
        phone !== undefined &&
        (this.#filter === "all" || phone.state === this.#filter) &&
        (search === "" || searchableText(phone).includes(search))
      );
    });
  }

  #sorted(): string[] {
    const ids = [...this.#phones.keys()].sort(compareIds);
    return this.#isAscending ? ids : ids.reverse();
  }

  #card(id: string): PhoneCard {
    const phone = this.#phones.get(id);
    const card = this.#cards.get(id);
    if (card !== undefined || phone === undefined) {
      return card as PhoneCard;
    }
    const made = new PhoneCard(phone, this.#actions);
    this.#cards.set(id, made);
    return made;
  }
}

function searchableText({ id, type, elements }: ExtensionSummary): string {
  const { Enabled: _, ...texts } = elements;
  return [id, type, ...Object.values(texts)].join("\n").toLowerCase();
}
