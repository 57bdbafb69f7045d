import { types } from "node:util";

// Jest gives every test file its own Error class, and errors that Node.js throws are of another one. Outside of Jest there is
// only one class, so `instanceof` has to hold for both.
for (const [Class, is] of [
  [Error, types.isNativeError],
  [AggregateError, (value: unknown) => types.isNativeError(value) && value.name === "AggregateError"],
] as const) {
  const ordinary = Class[Symbol.hasInstance];
  Object.defineProperty(Class, Symbol.hasInstance, {
    value(this: unknown, value: unknown) {
      return ordinary.call(this, value) || (this === Class && is(value));
    },
  });
}
