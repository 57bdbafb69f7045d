import { types } from "node:util";

// Jest gives every test file an Error of its own, and what Node itself throws is of another: outside of Jest the two are
// one, and `instanceof` is asked for either.
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
