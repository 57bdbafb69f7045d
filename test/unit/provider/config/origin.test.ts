import fc from "fast-check";
import { ConfigurationError } from "../../../../provider/config/errors";
import { readOrigin } from "../../../../provider/config/origin";
import type { ConnectionSources } from "../../../../provider/config/settingSources";
import { defaultSources, sourceOf } from "../../../../provider/config/settingSources";
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
    expect(readOrigin(address, defaultSources)).toBe(origin);
  });

  const example = "write it like http://HOST:7780";
  it.each([
    ["", `ozeki:url is not the address of a PBX: ${example}`],
    ["pbx", `ozeki:url is not the address of a PBX: ${example}`],
    ["http://", `ozeki:url is not the address of a PBX: ${example}`],
    ["http://pbx:77800", `ozeki:url is not the address of a PBX: ${example}`],
    ["pbx:7780", `ozeki:url does not start with http:// or https://: ${example}`],
    ["ftp://pbx:7780", `ozeki:url does not start with http:// or https://: ${example}`],
    ["http://a;reboot:7780", `ozeki:url contains a character that a host name cannot have: ${example}`],
    ["http://$(reboot)", `ozeki:url contains a character that a host name cannot have: ${example}`],
    ["http://a'b", `ozeki:url contains a character that a host name cannot have: ${example}`],
    ["http://a`id`&b:1", `ozeki:url contains a character that a host name cannot have: ${example}`],
    ["file:///etc/passwd", `ozeki:url does not start with http:// or https://: ${example}`],
    ["http://pbx:7780/api", `ozeki:url must not contain a path: ${example}`],
    ["http://pbx:7780/?command=ListExtensions", `ozeki:url must not contain a path: ${example}`],
    ["http://pbx:7780#x", `ozeki:url must not contain a path: ${example}`],
  ])("is refused where it is %j", (address, message) => {
    const failure = errorThrownBy(() => readOrigin(address, defaultSources));
    expect(failure).toBeInstanceOf(ConfigurationError);
    expect(failure).toMatchObject({ name: "ConfigurationError", message });
  });

  const withLogin = [
    "http://admin:MARKED@pbx:7780",
    "http://MARKED@pbx:7780",
    "https://:MARKED@pbx",
    "http://a:MARKED@pbx/path?q",
  ];
  const sourcesIn = (place: "environment" | "command line") =>
    ({
      ...defaultSources,
      url: sourceOf("url", place, true),
      username: sourceOf("username", place, false),
      password: sourceOf("password", place, false),
    }) satisfies ConnectionSources;
  const branch = (key: "url" | "username" | "password") => ({
    ...defaultSources[key],
    name: `ozeki:connections.branch.${key}`,
  });

  it.each<[string, ConnectionSources, string, string]>([
    [
      "the stack's configuration",
      defaultSources,
      "ozeki:url",
      "set the login of an office user with `pulumi config set ozeki:username NAME` and `pulumi config set --secret ozeki:password`",
    ],
    [
      "a named connection",
      { ...defaultSources, url: branch("url"), username: branch("username"), password: branch("password") },
      "ozeki:connections.branch.url",
      "set the login of an office user with `pulumi config set --path ozeki:connections.branch.username NAME` and " +
        "`pulumi config set --secret --path ozeki:connections.branch.password`",
    ],
    [
      "the environment",
      sourcesIn("environment"),
      "OZEKI_URL",
      "set the login of an office user in OZEKI_USERNAME and OZEKI_PASSWORD",
    ],
    [
      "the command line",
      sourcesIn("command line"),
      "--url",
      "pass the login of an office user: --username NAME, with the password in OZEKI_PASSWORD",
    ],
  ])("is refused with a login in it, which is not printed, with the way to set one in %s", (_, sources, name, next) => {
    for (const address of withLogin) {
      expect(errorThrownBy(() => readOrigin(address, sources))).toMatchObject({
        message: `${name} must not contain a user name or a password, because it is printed and stored in clear text. Remove it, and ${next}`,
      });
    }
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
          const failure = errorThrownBy(() => readOrigin(address, defaultSources));
          expect(failure === undefined || failure instanceof ConfigurationError).toBe(true);
          expect(`${failure} ${(failure as Error | undefined)?.cause}`).not.toMatch(/MARKED/i);
        }
      }),
    );
  });
});
