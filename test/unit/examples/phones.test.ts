import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DOMParser } from "@xmldom/xmldom";
import fc from "fast-check";
import type { Account } from "../../../examples/phones/provisioning/device";
import { assertEachDeviceOnce, macDigits } from "../../../examples/phones/provisioning/device";
import { provisioningFiles } from "../../../examples/phones/provisioning/files";
import { ProvisioningFolder } from "../../../examples/phones/provisioning/folder";
import { propertyRuns } from "../../support/propertyRuns";

const ACCOUNT: Account = {
  extensionId: "1001",
  displayName: "Anna",
  authorizationName: "1001",
  password: "Marked-1",
  sipServer: "pbx.example.com:5061",
};

/** What XML 1.0 can hold, apart from line ends and tabs. */
const text = fc
  .string({ unit: "binary", minLength: 1, maxLength: 20 })
  .filter((value) => !/[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]/u.test(value) && value === value.trim());
const account = fc.record({
  extensionId: text,
  displayName: text,
  authorizationName: text,
  password: text,
  sipServer: fc.constantFrom("pbx.example.com", "10.0.0.1:5061"),
});

const contentOf = (...[described, device, url]: Parameters<typeof provisioningFiles>) =>
  provisioningFiles(described, device, url)[0]?.content ?? "";

function elementsOf(xml: string, tag: string) {
  return [...new DOMParser().parseFromString(xml, "text/xml").getElementsByTagName(tag)];
}

describe("the files that examples/phones writes", () => {
  test("a Grandstream phone reads back every value", () => {
    fc.assert(
      fc.property(account, (described) => {
        const xml = contentOf(described, { vendor: "grandstream", mac: "00:0b:82:00:10:01" });
        const values = Object.fromEntries(
          ["mac", "P35", "P36", "P34", "P3", "P47"].map((tag) => [tag, elementsOf(xml, tag)[0]?.textContent]),
        );
        expect(values).toEqual({
          mac: "000b82001001",
          P35: described.extensionId,
          P36: described.authorizationName,
          P34: described.password,
          P3: described.displayName,
          P47: described.sipServer,
        });
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  test("Linphone reads back every value, and one identity whatever the name contains", () => {
    fc.assert(
      fc.property(account, (described) => {
        const xml = contentOf(described, { vendor: "linphone" });
        const values = Object.fromEntries(
          elementsOf(xml, "entry").map((entry) => [entry.getAttribute("name"), entry.textContent]),
        );
        expect(values).toMatchObject({
          username: described.extensionId,
          userid: described.authorizationName,
          passwd: described.password,
        });
        const [, name = "", user = ""] =
          /^"((?:[^"\\]|\\.)*)" <sip:([^@<>]*)@[\w.]+>$/su.exec(values.reg_identity ?? "") ?? [];
        expect(name.replace(/\\(.)/gsu, "$1")).toBe(described.displayName);
        expect(decodeURIComponent(user)).toBe(described.extensionId);
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  test("a Yealink phone gets one line for each setting", () => {
    fc.assert(
      fc.property(account, (described) => {
        const lines = contentOf(described, { vendor: "yealink", mac: "805ec0001000" }).split("\n");
        expect(lines[0]).toBe("#!version:1.0.0.1");
        expect(lines).toHaveLength(10);
        expect(lines).toContain(`account.1.password = ${described.password}`);
        expect(lines).toContain(`account.1.display_name = ${described.displayName}`);
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  test.each([
    ["a line break", "a\naccount.1.sip_server.1.address = evil"],
    ["a space at an end", "a "],
    ["a control character", "a\u0000b"],
  ])("refuses %s in a Yealink file, by the name of the setting and without the value", (_, password) => {
    const write = () => provisioningFiles({ ...ACCOUNT, password }, { vendor: "yealink", mac: "805ec0001000" });
    expect(write).toThrow("Extension 1001: the password has a line break");
    expect(write).not.toThrow("evil");
  });

  test("the name of a Linphone file changes with the password, and does not contain it", () => {
    const paths = ["Marked-1", "Marked-2"].map(
      (password) => provisioningFiles({ ...ACCOUNT, password }, { vendor: "linphone" })[0]?.path ?? "",
    );
    expect(new Set(paths).size).toBe(2);
    expect(paths[0]).toMatch(/^linphone\/1001-[0-9a-f]{32}\.xml$/);
  });

  test("a hostile ID becomes neither a path nor HTML", () => {
    const files = provisioningFiles({ ...ACCOUNT, extensionId: "../<b>&" }, { vendor: "linphone" }, "https://host/");
    expect(files.map(({ path }) => path)).toEqual([
      expect.stringMatching(/^linphone\/\.2e\.\.2e\.\.2f\.\.3c\.b\.3e\.\.26\.-/),
      "sheets/.2e..2e..2f..3c.b.3e..26..html",
    ]);
    expect(files[1]?.content).toContain("&#60;b&#62;&#38;");
    expect(files[1]?.content).not.toContain("<b>");
  });

  test("a sheet holds no password", () => {
    const [, page] = provisioningFiles(ACCOUNT, { vendor: "linphone" }, "https://host");
    expect(page?.content).toContain("<svg");
    expect(page?.content).not.toContain("Marked");
  });

  test.each(["80:5e:c0:00:10:0g", "80:5e:c0:00:10", "", "80:5e:c0:00:10:00:11"])("%j is not a MAC address", (mac) => {
    expect(() => macDigits(mac)).toThrow("is not a MAC address");
  });

  test("two extensions for one phone are refused, however the MAC address is written", () => {
    const phones = [
      { extensionId: "1000", device: { vendor: "yealink", mac: "80:5e:c0:00:10:00" } },
      { extensionId: "1001", device: { vendor: "grandstream", mac: "805EC0001000" } },
    ] as const;
    expect(() => assertEachDeviceOnce(phones)).toThrow("Extensions 1000 and 1001 have the MAC address 805ec0001000");
  });
});

describe("the folder of these files", () => {
  let path: string;
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), "pulumi-ozeki-phones-"));
  });
  afterEach(() => rmSync(path, { recursive: true, force: true }));

  test("can be read by the current user alone, and holds the phones that there are and nothing that is not its own less", () => {
    const folder = new ProvisioningFolder(path);
    const old = provisioningFiles(ACCOUNT, { vendor: "linphone" });
    const files = provisioningFiles({ ...ACCOUNT, password: "Marked-2" }, { vendor: "linphone" });
    folder.write(old);
    writeFileSync(join(path, "linphone", "notes.txt"), "mine");
    folder.write(files);
    folder.write(files);
    folder.removeAllBut(files.map((file) => file.path));
    const left = readdirSync(join(path, "linphone"));
    expect(left).toEqual([files[0]?.path.replace("linphone/", ""), "notes.txt"]);
    expect(readFileSync(join(path, ".gitignore"), "utf8")).toBe("*\n");
    if (process.platform !== "win32") {
      expect(files.map((file) => statSync(join(path, file.path)).mode & 0o777)).toEqual([0o600, 0o600]);
      expect(statSync(path).mode & 0o777).toBe(0o700);
    }
  });
});
