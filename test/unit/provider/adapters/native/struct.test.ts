import fc from "fast-check";
import { fromStruct, toStruct } from "../../../../../provider/adapters/native/struct";
import { unwrapSecrets, wrapSecrets } from "../../../../../provider/adapters/shared/secretEnvelopes";
import { checkConfiguration } from "../../../../../provider/config/checkConfiguration";
import type { Secrets } from "../../../../../provider/secrets/properties";
import { mergeSecrets } from "../../../../../provider/secrets/properties";

// google-protobuf keeps the entries of a struct in a plain object, which cannot hold this name.
const carriedName = fc.string().filter((name) => name !== "__proto__");
const texts = fc.dictionary(carriedName, fc.string());

describe("secrets on the wire", () => {
  test("come back as what they were, with what was a secret", () => {
    fc.assert(
      fc.property(fc.record({ elements: texts, password: fc.string() }), fc.boolean(), (properties, isWhole) => {
        const names = Object.keys(properties.elements);
        const elements: Secrets = isWhole ? true : Object.fromEntries(names.map((name) => [name, true as const]));
        const secrets = { password: true as const, ...(names.length > 0 && { elements }) };
        const wire = wrapSecrets(properties, secrets);
        expect(unwrapSecrets(wire)).toEqual({ value: properties, secrets });
        expect(fromStruct(toStruct(properties, secrets)).properties).toEqual(properties);
      }),
    );
  });

  test("are what one of two sides marks", () => {
    expect(mergeSecrets({ a: true }, { a: { b: true }, c: true })).toEqual({ a: true, c: true });
    expect(mergeSecrets(undefined, { a: true })).toEqual({ a: true });
    expect(mergeSecrets(true, undefined)).toBe(true);
  });
});

describe("the check of a configuration", () => {
  const check = (texts: Record<string, string>) =>
    checkConfiguration({ get: (key) => texts[key], keys: Object.keys(texts), environment: {} });

  test("tells every mistake at once, by its key, and no value", () => {
    const problems = check({
      "ozeki:url": "ftp://pbx",
      "ozeki:maxRetries": "many",
      "ozeki:passwort": "Marked-1",
      "ozeki:connections": '{"branch": {"username": "a", "password": "Marked-2"}}',
    });
    expect(problems.map(({ key }) => key).sort()).toEqual(["connections", "maxRetries", "passwort", "url"]);
    expect(JSON.stringify(problems)).not.toContain("Marked");
  });

  test("has nothing against a stack that names its PBXs one by one", () => {
    expect(check({ "ozeki:connections": '{"branch": {"url": "http://branch:7780"}}' })).toEqual([]);
    expect(check({})).toEqual([]);
  });
});
