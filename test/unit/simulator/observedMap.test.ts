import { ObservedMap } from "../../../simulator/observedMap";

it("a map reports each key that is set or removed, after the change", () => {
  const map = new ObservedMap<number>();
  const changes: (readonly [string, number | undefined])[] = [];
  map.set("before", 0);
  map.onChange = (key) => changes.push([key, map.get(key)]);
  map.set("a", 1).set("a", 2);
  expect(map.delete("a")).toBe(true);
  expect(map.delete("a")).toBe(false);
  map.set("b", 3);
  map.clear();
  expect(changes).toEqual([
    ["a", 1],
    ["a", 2],
    ["a", undefined],
    ["b", 3],
    ["before", undefined],
    ["b", undefined],
  ]);
});
