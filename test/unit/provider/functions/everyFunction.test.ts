import { readdirSync } from "node:fs";
import { join } from "node:path";
import * as programs from "../../../../provider";
import { nativeFunctions } from "../../../../provider/adapters/native/functions";
import type { FunctionDescriptor } from "../../../../provider/functions/descriptor";

const FOLDER = join(__dirname, "../../../../provider/functions");

const names = readdirSync(FOLDER).flatMap((file) =>
  Object.entries(require(join(FOLDER, file)) as object)
    .filter(([name]) => name.endsWith("Descriptor"))
    .map(([, descriptor]) => (descriptor as FunctionDescriptor<object, unknown>).name),
);

describe("every function in provider/functions", () => {
  it.each(names)("%s is exported for programs, with its Output variant, and known to the native plugin", (name) => {
    expect(programs).toHaveProperty(name);
    expect(programs).toHaveProperty(`${name}Output`);
    expect(Object.values(nativeFunctions).map((descriptor) => descriptor.name)).toContain(name);
  });

  it("is found by this test", () => {
    expect(names.length).toBeGreaterThanOrEqual(5);
  });
});
