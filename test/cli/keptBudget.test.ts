import { KeptBudget } from "../../cli/shared/keptBudget";
import { errorThrownBy } from "../support/thrownErrors";

const MIB = 1024 * 1024;
const budget = () => new KeptBudget("http://pbx:7780", "choose fewer");

describe("what a command keeps of the extensions that it reads", () => {
  it("is a copy, with all that was given", () => {
    const value = { id: "1000", user: "\u0085", elements: { Codec: undefined, Name: "日" } };
    const kept = budget().keep(value);
    expect(kept).toEqual(value);
    expect(kept).not.toBe(value);
  });

  it.each<[string, string, number]>([
    ["one byte for each character", "x", 23],
    ["two bytes in memory", "日", 7],
    ["six characters when it is printed", "\u0085", 3],
    ["six characters in JSON", "\u0001", 3],
  ])("counts %s", (_what, character, most) => {
    const kept = budget();
    const value = { text: character.repeat(MIB) };
    for (let at = 0; at < most; at++) {
      kept.keep(value);
    }
    expect(errorThrownBy(() => kept.keep(value))).toMatchObject({
      message: "error: what http://pbx:7780 holds of these extensions takes more than 24 MiB: choose fewer",
      exitCode: 1,
    });
  });
});
