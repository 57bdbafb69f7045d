import type { SwitchSummary } from "../consoleProtocol";
import { byId, capitalized, create } from "./dom";

/** Shows the switches. Those that differ from their default are marked. */
export function showSwitches(switches: readonly SwitchSummary[]): void {
  const items = switches.map(({ name, value, values, about }) => {
    const options = values.map((option) =>
      create("span", {
        className: option === value ? "value current" : "value",
        text: option,
        ...(option === value && { attributes: { "aria-current": "true" } }),
      }),
    );
    const item = create("li", {}, [
      create("div", { className: "switch-head" }, [
        create("code", { text: name }),
        create("div", { className: "values" }, options),
      ]),
      create("p", { text: capitalized(about) }),
    ]);
    item.classList.toggle("set", value !== values[0]);
    return item;
  });
  byId("switches").replaceChildren(...items);
}
