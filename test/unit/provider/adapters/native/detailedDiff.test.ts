import { propertyChange } from "../../../../../provider/adapters/native/detailedDiff";

test.each([
  ["elements.Codec", "elements.Codec"],
  ["elements.a.b", 'elements["a.b"]'],
  ["userId", "userId"],
])("the path of %s in the engine's form", (changed, path) => {
  expect(propertyChange(changed, [], {}, {}).path).toBe(path);
});
