import { openOffice } from "../support/openOffice";

// The body of a test's program begins on line 4 of index.js.
const FIRST_LINE = 4;

const DECLARATIONS = [
  'new SipExtension("reception", { extensionId: "1000", userId: "reception" });',
  'new ozeki.Extension("menu", { extensionId: "600", type: "MadeUpMenu", knownType: "MadeUpMenuInfo" });',
];

test("the state records the line of the program that declares an extension", async () => {
  const { stack } = await openOffice({ program: DECLARATIONS.join("\n") });
  expect(await stack.up()).toMatchObject({ code: 0 });
  for (const [index, name] of ["reception", "menu"].entries()) {
    const resource = stack.extensions().find(({ urn }) => urn.endsWith(`::${name}`));
    const line = `project:///index.js#${FIRST_LINE + index},1`;
    expect(resource?.sourcePosition).toBe(line);
    expect(resource?.stackTrace?.[0]?.sourcePosition).toBe(line);
    expect(resource?.stackTrace?.length).toBeGreaterThan(3);
  }
});

// Both resource classes have one base class.
test.each([
  'new SipExtension("reception", { extensionId: "1000", userId: "a" }, { aliases: ["no URN"] });',
  'new ozeki.Extension("menu", { extensionId: "6", type: "A", knownType: "B" }, { aliases: ["no URN"] });',
])("an error about what Pulumi refuses to register names the line of the program: %s", async (declaration) => {
  const office = await openOffice({ program: declaration });
  const { code, output } = await office.stack.preview();
  expect(code).not.toBe(0);
  expect(output).toContain("invalid alias URN");
  expect(output).toMatch(new RegExp(`index\\.js:${FIRST_LINE}:1\\b`));
  expect(office.requests()).toEqual([]);
});
