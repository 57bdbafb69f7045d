import { urnParts } from "../../../../../provider/adapters/native/resourceMethods";

test.each([
  ["urn:pulumi:dev::office::ozeki:index:SipExtension::a::b", "ozeki:index:SipExtension"],
  ["urn:pulumi:dev::office::my:x:Floor$ozeki:index:Extension::a", "ozeki:index:Extension"],
])("the type in %s", (urn, type) => {
  expect(urnParts(urn)).toEqual({ stack: "dev", project: "office", type });
});
