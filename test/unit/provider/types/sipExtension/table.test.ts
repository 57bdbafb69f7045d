import { sipExtensionTable } from "../../../../../provider/types/sipExtension/table";
import { everyProperty, propertyNames } from "../../../../support/everyProperty";

/**
 * The properties of version 0.1.0, with the elements that hold them. Other tests take the properties from the table: what
 * the table loses or renames is noticed here. A later property needs no line:
 * `schema.json` holds it, and `schema.test.ts` compares.
 */
const FIRST = {
  extensionId: "ID",
  userId: "UserID",
  password: "Password",
  authorizationName: "AuthorizationName",
  username: "Username",
  enabled: "Enabled",
  elements: undefined,
  passwordVersion: undefined,
  adopt: undefined,
  connection: undefined,
};

describe("the table of a SIP extension", () => {
  it.each(Object.entries(FIRST))("has the property %s, in the element %s", (name, element) => {
    expect(sipExtensionTable).toHaveProperty(name);
    expect((sipExtensionTable as Record<string, { element?: string }>)[name]?.element).toBe(element);
  });

  it("has no property whose value the other tests would leave at the default", () => {
    const values = Object.entries(everyProperty());
    expect(values.map(([name]) => name)).toEqual(propertyNames);
    for (const [name, value] of values) {
      expect(value).toBeDefined();
      expect(value).not.toEqual((sipExtensionTable as Record<string, { default?: unknown }>)[name]?.default);
    }
  });
});
