import fc from "fast-check";
import { ConfigurationError } from "../../../../provider/config/configurationKeys";
import { readOrigin } from "../../../../provider/config/origin";
import { errorThrownBy } from "../../../support/thrownErrors";

describe("the address of a PBX", () => {
  it.each([
    ["http://10.0.0.5:7780", "http://10.0.0.5:7780"],
    ["http://10.0.0.5:7780/", "http://10.0.0.5:7780"],
    ["HTTP://PBX.Example:7780", "http://pbx.example:7780"],
    ["https://pbx", "https://pbx"],
    ["http://pbx:80", "http://pbx"],
    ["http://[::1]:7780", "http://[::1]:7780"],
    ["  http://pbx:7780\n", "http://pbx:7780"],
    ["http://pbx:7780/?", "http://pbx:7780"],
    ["http://telefón:7780", "http://xn--telefn-fxa:7780"],
  ])("is read: %j", (address, origin) => {
    expect(readOrigin(address, "ozeki:url")).toBe(origin);
  });

  const example = "write it like http://HOST:7780";
  it.each([
    ["", `ozeki:url is no address of a PBX: ${example}`],
    ["pbx", `ozeki:url is no address of a PBX: ${example}`],
    ["http://", `ozeki:url is no address of a PBX: ${example}`],
    ["http://pbx:77800", `ozeki:url is no address of a PBX: ${example}`],
    ["pbx:7780", `ozeki:url does not start with http:// or https://: ${example}`],
    ["ftp://pbx:7780", `ozeki:url does not start with http:// or https://: ${example}`],
    ["file:///etc/passwd", `ozeki:url does not start with http:// or https://: ${example}`],
    ["http://pbx:7780/api", `ozeki:url goes on after the port, but the PBX answers at its root: ${example}`],
    [
      "http://pbx:7780/?command=ListExtensions",
      `ozeki:url goes on after the port, but the PBX answers at its root: ${example}`,
    ],
    ["http://pbx:7780#x", `ozeki:url goes on after the port, but the PBX answers at its root: ${example}`],
  ])("is refused where it is %j", (address, message) => {
    const failure = errorThrownBy(() => readOrigin(address, "ozeki:url"));
    expect(failure).toBeInstanceOf(ConfigurationError);
    expect(failure).toMatchObject({ name: "ConfigurationError", message });
  });

  it.each([
    "http://admin:MARKED@pbx:7780",
    "http://MARKED@pbx:7780",
    "https://:MARKED@pbx",
    "http://a:MARKED@pbx/path?q",
  ])("is refused with a login in it, which is not printed: %s", (address) => {
    expect(() => readOrigin(address, "ozeki:connections.branch.url")).toThrow(
      expect.objectContaining({
        message:
          "ozeki:connections.branch.url carries a user name or a password, which would be printed and stored in the clear: take it out, " +
          "and set ozeki:username and ozeki:password instead (the latter with --secret)",
      }),
    );
  });

  it("is never repeated in a message, whatever it is", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), fc.string(), (url, text) => {
        for (const address of [
          `${url}MARKED`,
          `http://MARKED${text}`,
          `MARKED${text}`,
          url.replace("//", "//u:MARKED@"),
        ]) {
          const failure = errorThrownBy(() => readOrigin(address, "ozeki:url"));
          expect(failure === undefined || failure instanceof ConfigurationError).toBe(true);
          expect(`${failure} ${(failure as Error | undefined)?.cause}`).not.toMatch(/MARKED/i);
        }
      }),
    );
  });
});
