import type { OzekiError, RequestSubject, SettingSources } from "../../../../provider/api";
import {
  AccessForbidden,
  BadReply,
  CommandRefused,
  ConfigAlreadyExists,
  ConfigNotFound,
  ConnectionLost,
  GatewayFailure,
  LoginRefused,
  RequestTimedOut,
  Unreachable,
  UntrustedCertificate,
} from "../../../../provider/api";
import { Configuration } from "../../../../provider/config/configuration";
import type { Operation } from "../../../../provider/lifecycle/advice";
import { nextStep } from "../../../../provider/lifecycle/advice";
import { adviceOn } from "../../../../provider/lifecycle/adviceTable";
import { OperationFailed } from "../../../../provider/lifecycle/errors";
import { withNextStep } from "../../../../provider/lifecycle/extensionLifecycle";
import { sipExtension } from "../../../../provider/types/sipExtension/sipExtensionType";
import { rejectionOf } from "../../../support/thrownErrors";

const pbx = "https://pbx:7780";
type Texts = Readonly<Record<string, string>>;
const configured = (config: Texts, environment: Texts = {}) =>
  new Configuration({ get: (key) => config[key], environment });
const commandLine = (options: Texts, environment: Texts = {}) =>
  new Configuration({ get: () => undefined, environment, options, place: "command line" });

const branch = (entry: Texts) =>
  configured({ "ozeki:connections": JSON.stringify({ branch: { url: pbx, ...entry } }) }).settingsOf("branch").sources;

/** The places where an address can be set, with nothing beside it. */
const places = {
  stack: configured({ "ozeki:url": pbx }).settingsOf().sources,
  branch: branch({}),
  environment: configured({}, { OZEKI_URL: pbx }).settingsOf().sources,
  option: commandLine({ url: pbx }).settingsOf().sources,
};
/** The same with everything beside it. */
const fullPlaces: typeof places = {
  stack: configured({
    "ozeki:url": pbx,
    "ozeki:username": "a",
    "ozeki:caFile": "f",
    "ozeki:configXmlEncoding": "escaped",
  }).settingsOf().sources,
  branch: branch({ username: "a", caFile: "f", configXmlEncoding: "escaped" }),
  environment: configured(
    {},
    { OZEKI_URL: pbx, OZEKI_USERNAME: "a", OZEKI_CA_FILE: "f", OZEKI_CONFIG_XML_ENCODING: "escaped" },
  ).settingsOf().sources,
  option: commandLine({ url: pbx, username: "a", caFile: "f" }, { OZEKI_CONFIG_XML_ENCODING: "escaped" }).settingsOf()
    .sources,
};

const subjectOf = (sources?: SettingSources): RequestSubject => ({
  command: "GetConfig",
  pbx,
  extensionId: "1",
  sources,
});

type Make = (subject: RequestSubject) => OzekiError;
const login: Make = (subject) => new LoginRefused(subject, 305);
const refused =
  (code: number): Make =>
  (subject) =>
    new CommandRefused(subject, code);
const certificate =
  (code: string): Make =>
  (subject) =>
    new UntrustedCertificate(subject, code);
const unreachable: Make = (subject) => new Unreachable(subject, "ECONNREFUSED");
const badReply: Make = (subject) => new BadReply(subject, "it is empty");
const plainPort: Make = (subject) => new Unreachable(subject, "ERR_SSL_WRONG_VERSION_NUMBER");

const hint = sipExtension.invalidConfigHint;
const isPlain = "begins with http:// where no TLS proxy is before the PBX.";
const authority = "to the PEM file of the certificate authority that signed it.";
const lacks =
  "does not contain the certificate authority that signed it. Add that authority's certificate to the file.";
const hostName = "to an address with a host name that is in the certificate.";
const isAddress = "must be the address of the PBX's HTTP API, http://HOST:7780.";

describe("advice on an error", () => {
  it.each<[string, Make, Record<keyof typeof places, string>]>([
    [
      "a rejected login",
      login,
      {
        stack: "Check ozeki:username and ozeki:password.",
        branch: "Check ozeki:connections.branch.username and ozeki:connections.branch.password.",
        environment: "Check OZEKI_USERNAME and OZEKI_PASSWORD.",
        option: "Check --username and OZEKI_PASSWORD.",
      },
    ],
    [
      "no login",
      (subject) => new LoginRefused(subject, 304),
      {
        stack:
          "Set the login of an office user with `pulumi config set ozeki:username NAME` and `pulumi config set --secret ozeki:password`.",
        branch:
          "Set the login of an office user with `pulumi config set --path ozeki:connections.branch.username NAME` and " +
          "`pulumi config set --secret --path ozeki:connections.branch.password`.",
        environment: "Set the login of an office user in OZEKI_USERNAME and OZEKI_PASSWORD.",
        option: "Pass the login of an office user: --username NAME, with the password in OZEKI_PASSWORD.",
      },
    ],
    [
      "a user without to use the API",
      (subject) => new AccessForbidden(subject, 306),
      {
        stack: "On the PBX, allow the office user in ozeki:username to use the API",
        branch: "On the PBX, allow the office user in ozeki:connections.branch.username to use the API",
        environment: "On the PBX, allow the office user in OZEKI_USERNAME to use the API",
        option: "On the PBX, allow the office user in --username to use the API",
      },
    ],
    [
      "a certificate of an unknown issuer",
      certificate("SELF_SIGNED_CERT_IN_CHAIN"),
      {
        stack: `Set ozeki:caFile ${authority}`,
        branch: `Set ozeki:connections.branch.caFile ${authority}`,
        environment: `Set OZEKI_CA_FILE ${authority}`,
        option: `Set --ca-file ${authority}`,
      },
    ],
    [
      "a certificate of another host",
      certificate("ERR_TLS_CERT_ALTNAME_INVALID"),
      {
        stack: `Set ozeki:url ${hostName}`,
        branch: `Set ozeki:connections.branch.url ${hostName}`,
        environment: `Set OZEKI_URL ${hostName}`,
        option: `Set --url ${hostName}`,
      },
    ],
    [
      "a reply of something else",
      badReply,
      {
        stack: `Check host, port (default 7780) and proxy: ozeki:url ${isAddress}`,
        branch: `Check host, port (default 7780) and proxy: ozeki:connections.branch.url ${isAddress}`,
        environment: `Check host, port (default 7780) and proxy: OZEKI_URL ${isAddress}`,
        option: `Check host, port (default 7780) and proxy: --url ${isAddress}`,
      },
    ],
    [
      "no connection",
      unreachable,
      {
        stack: "Check that the PBX is running, that ozeki:url is its address",
        branch: "Check that the PBX is running, that ozeki:connections.branch.url is its address",
        environment: "Check that the PBX is running, that OZEKI_URL is its address",
        option: "Check that the PBX is running, that --url is its address",
      },
    ],
    [
      "a port that does not speak TLS",
      plainPort,
      {
        stack: `Check the port: ozeki:url ${isPlain}`,
        branch: `Check the port: ozeki:connections.branch.url ${isPlain}`,
        environment: `Check the port: OZEKI_URL ${isPlain}`,
        option: `Check the port: --url ${isPlain}`,
      },
    ],
    [
      "a configuration that the PBX does not accept",
      refused(702),
      {
        stack: `${hint} If the PBX rejects every configuration, set ozeki:configXmlEncoding to escaped.`,
        branch: `${hint} If the PBX rejects every configuration, set ozeki:connections.branch.configXmlEncoding to escaped.`,
        environment: `${hint} If the PBX rejects every configuration, set OZEKI_CONFIG_XML_ENCODING to escaped.`,
        option: `${hint} If the PBX rejects every configuration, set OZEKI_CONFIG_XML_ENCODING to escaped.`,
      },
    ],
    [
      "a command that the PBX does not know",
      refused(301),
      {
        stack: "Check its version, and that ozeki:url is",
        branch: "Check its version, and that ozeki:connections.branch.url is",
        environment: "Check its version, and that OZEKI_URL is",
        option: "Check its version, and that --url is",
      },
    ],
  ])("names the settings where the user set them: %s", (_, make, expected) => {
    const steps = Object.entries(places).map(([place, sources]) => [
      place,
      nextStep(make(subjectOf(sources)), place === "option" ? "command" : "create", hint),
    ]);
    expect(Object.fromEntries(steps)).toEqual(
      Object.fromEntries(Object.entries(expected).map(([place, text]) => [place, expect.stringContaining(text)])),
    );
  });

  it.each<[string, Make, Record<keyof typeof places, string>]>([
    [
      "a file of a certificate authority",
      certificate("SELF_SIGNED_CERT_IN_CHAIN"),
      {
        stack: `The file in ozeki:caFile ${lacks}`,
        branch: `The file in ozeki:connections.branch.caFile ${lacks}`,
        environment: `The file in OZEKI_CA_FILE ${lacks}`,
        option: `The file in --ca-file ${lacks}`,
      },
    ],
    [
      "an encoding",
      refused(300),
      {
        stack: "set ozeki:configXmlEncoding to its other value (plain or escaped)",
        branch: "set ozeki:connections.branch.configXmlEncoding to its other value (plain or escaped)",
        environment: "set OZEKI_CONFIG_XML_ENCODING to its other value (plain or escaped)",
        option: "set OZEKI_CONFIG_XML_ENCODING to its other value (plain or escaped)",
      },
    ],
  ])("never tells to set what is set already: %s", (_, make, expected) => {
    for (const [place, sources] of Object.entries(fullPlaces)) {
      expect(nextStep(make(subjectOf(sources)), "create")).toContain(expected[place as keyof typeof places]);
    }
  });

  const again = "Then run the command again.";
  it.each<[string, Make, string]>([
    [
      "code 307",
      (subject) => new AccessForbidden(subject, 307),
      `Allow this machine's address in the settings of the PBX's HTTP API. ${again}`,
    ],
    [
      "code 703",
      (subject) => new ConfigAlreadyExists(subject, 703),
      "Another program is changing this extension. Run the command again.",
    ],
    [
      "code 701, between a read and a write",
      (subject) => new ConfigNotFound(subject, 701),
      "Another program is changing this extension. Run the command again.",
    ],
    ["code 401", refused(401), "Check that the API extension is installed and running on the PBX."],
    ["code 999", refused(999), "Check the PBX's documentation or its log for this code."],
    [
      "a proxy without the PBX",
      (subject) => new GatewayFailure(subject, 503),
      `Check that the PBX is running and that the proxy can reach it. ${again}`,
    ],
    [
      "a certificate that has expired",
      certificate("CERT_HAS_EXPIRED"),
      `Renew the certificate of the proxy before the PBX, and check the clocks of both machines. ${again}`,
    ],
    [
      "a certificate that is not valid yet",
      certificate("CERT_NOT_YET_VALID"),
      `Renew the certificate of the proxy before the PBX, and check the clocks of both machines. ${again}`,
    ],
    ...[
      "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION",
      "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE",
      "ERR_SSL_ANYTHING",
      "EPROTO",
    ].map((code): [string, Make, string] => [
      `TLS that fails: ${code}`,
      (subject) => new Unreachable(subject, code),
      `Check the proxy before the PBX: it must accept TLS 1.2 or 1.3, and must not ask for a client certificate. ${again}`,
    ]),
    [
      "a certificate that is revoked",
      certificate("CERT_REVOKED"),
      `Replace the certificate of the proxy before the PBX. ${again}`,
    ],
  ])("is the same wherever the settings are: %s", (_, make, expected) => {
    for (const sources of [undefined, ...Object.values(places), ...Object.values(fullPlaces)]) {
      for (const caller of ["create", "delete", "function", "doctor"] as const) {
        expect(nextStep(make(subjectOf(sources)), caller)).toBe(expected);
      }
    }
  });

  it.each<[string, Make]>([
    ["no connection", unreachable],
    ["a lost connection", (subject) => new ConnectionLost(subject, "ECONNRESET")],
    ["a late answer", (subject) => new RequestTimedOut(subject, 30)],
  ])("is about the address and the network: %s", (_, make) => {
    expect(nextStep(make(subjectOf()), "create")).toBe(
      "Check that the PBX is running, that ozeki:url is its address, and that no firewall blocks it. Then run the command again.",
    );
  });
});

describe("how a correction takes effect", () => {
  const again = "Then run the command again.";
  const saved =
    "`refresh` and `destroy` use the configuration of the last `pulumi up`. After you correct it, run `pulumi up` first, or add --run-program.";
  const configurable: Make[] = [
    login,
    unreachable,
    badReply,
    plainPort,
    certificate("UNABLE_TO_VERIFY_LEAF_SIGNATURE"),
    certificate("HOSTNAME_MISMATCH"),
    (subject) => new AccessForbidden(subject, 306),
  ];

  it.each<[Operation, string]>([
    ["create", again],
    ["update", again],
    ["import", again],
    ["function", again],
    ["read", saved],
    ["delete", saved],
  ])("is reported to a %s that uses the stack's configuration", (operation, end) => {
    for (const make of configurable) {
      expect(nextStep(make(subjectOf(places.stack)), operation)).toMatch(new RegExp(`[.] ${end.slice(0, 20)}`));
      expect(nextStep(make(subjectOf(places.stack)), operation).endsWith(end)).toBe(true);
    }
  });

  it("is at once where the setting is in the environment, for a refresh too", () => {
    for (const make of configurable) {
      expect(nextStep(make(subjectOf(places.environment)), "read").endsWith(again)).toBe(true);
    }
  });

  it("follows the setting that is wrong: a login in the environment is not saved, the address is", () => {
    const sources = configured({ "ozeki:url": pbx }, { OZEKI_USERNAME: "api", OZEKI_PASSWORD: "p" }).settingsOf()
      .sources;
    expect(nextStep(login(subjectOf(sources)), "delete")).toMatch(
      /Check OZEKI_USERNAME and OZEKI_PASSWORD\. Then run the/,
    );
    expect(nextStep(unreachable(subjectOf(sources)), "delete")).toContain(
      "After you correct it, run `pulumi up` first",
    );
  });

  it("needs no word at the command line, which points to doctor where that finds out more", () => {
    for (const make of configurable) {
      expect(nextStep(make(subjectOf(places.option)), "command")).not.toContain(again);
      expect(nextStep(make(subjectOf(places.option)), "doctor")).not.toMatch(/doctor|again/);
    }
    const doctor = / Run `pulumi-ozeki doctor` for a diagnosis\.$/;
    expect(nextStep(unreachable(subjectOf(places.option)), "command")).toMatch(doctor);
    expect(nextStep(badReply(subjectOf(places.option)), "command")).toMatch(doctor);
    expect(nextStep(login(subjectOf(places.option)), "command")).not.toMatch(doctor);
  });

  it("is another thing for a command that asks for an extension which does not exist", () => {
    const missing = new ConfigNotFound(subjectOf(places.option), 701);
    expect(nextStep(missing, "command")).toBe("`pulumi-ozeki list` shows the extensions of the PBX.");
  });
});

describe("the encoding that a PBX accepts", () => {
  it.each([
    ["option", "Run `pulumi config set ozeki:configXmlEncoding escaped`."],
    ["stack", "Run `pulumi config set ozeki:configXmlEncoding escaped`."],
    ["branch", "Run `pulumi config set --path ozeki:connections.branch.configXmlEncoding escaped`."],
  ] as const)("is set in a stack, whatever named the PBX: %s", (place, expected) => {
    expect(adviceOn("acceptedEncoding", { sources: places[place], encoding: "escaped" })).toBe(expected);
  });
});

describe("an error of the API that leaves the lifecycle", () => {
  it("says what failed and what to do next", async () => {
    const error = login({ command: "GetConfig", pbx, extensionId: "1000" });
    const failure = await rejectionOf(withNextStep("read", sipExtension, "1000", () => Promise.reject(error)));
    expect(failure).toBeInstanceOf(OperationFailed);
    expect(failure).toMatchObject({
      name: "OperationFailed",
      title: "Login refused",
      pbx,
      extensionId: "1000",
      cause: error,
      message: `GetConfig of extension 1000 on ${pbx} failed: the PBX rejected the login (code 305). ${nextStep(error, "read")}`,
    });
  });

  it("leaves any other error as it is", async () => {
    const mistake = new TypeError("a mistake");
    expect(await rejectionOf(withNextStep("read", sipExtension, "1000", () => Promise.reject(mistake)))).toBe(mistake);
  });

  it("does not touch what comes out well", async () => {
    expect(await withNextStep("read", sipExtension, "1000", async () => "found")).toBe("found");
  });
});
