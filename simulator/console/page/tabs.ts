import { byId } from "./dom";

/** Below this width the phones are a tab like the others, as in page.css. */
const narrow = matchMedia("(max-width: 979px)");

/** The tabs: one panel is shown at a time. Arrow keys, Home and End move between them. */
export function startTabs(): void {
  const layout = byId("layout");
  const all = [...document.querySelectorAll<HTMLButtonElement>('[role="tab"]')];
  const shown = () => all.filter((tab) => narrow.matches || tab.dataset.view !== "phones");

  const select = (view: string) => {
    layout.dataset.view = view;
    for (const tab of all) {
      const isSelected = tab.dataset.view === view;
      tab.setAttribute("aria-selected", String(isSelected));
      tab.tabIndex = isSelected ? 0 : -1;
    }
  };
  const move = (from: HTMLButtonElement, key: string) => {
    const tabs = shown();
    const last = tabs.length - 1;
    const at = tabs.indexOf(from);
    const next = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[key];
    const tab = next === undefined ? undefined : tabs[next];
    if (tab !== undefined) {
      select(tab.dataset.view ?? "log");
      tab.focus();
    }
    return tab !== undefined;
  };
  for (const tab of all) {
    tab.addEventListener("click", () => select(tab.dataset.view ?? "log"));
    tab.addEventListener("keydown", (event) => {
      if (move(tab, event.key)) {
        event.preventDefault();
      }
    });
  }
  const adapt = () => {
    if (narrow.matches) {
      select("phones");
    } else if (layout.dataset.view === "phones") {
      select("log");
    }
  };
  select("log");
  adapt();
  narrow.addEventListener("change", adapt);
}
