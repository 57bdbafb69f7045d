import { urnParts } from "../../../../provider/types/urn";

test.each([
  ["urn:pulumi:dev::office::ozeki:index:SipExtension::a::b", "ozeki:index:SipExtension", "a::b"],
  ["urn:pulumi:dev::office::my:x:Floor$ozeki:index:Extension::a", "ozeki:index:Extension", "a"],
])("urnParts of %s", (urn, type, name) => {
  expect(urnParts(urn)).toEqual({ stack: "dev", project: "office", type, name });
});
