import type { OzekiError, RequestSubject } from "../../../../provider/api";
import {
  AccessForbidden,
  BadReply,
  CommandRefused,
  LoginRefused,
  Unreachable,
  UntrustedCertificate,
} from "../../../../provider/api";
import { OperationFailed } from "../../../../provider/lifecycle/errors";
import type { Operation } from "../../../../provider/lifecycle/nextStep";
import { nextStep } from "../../../../provider/lifecycle/nextStep";
import { withNextStep } from "../../../../provider/lifecycle/withNextStep";
import { sipExtension } from "../../../../provider/types/sipExtension/sipExtensionType";
import { ozekiErrors } from "../../../support/ozekiErrors";
import { rejectionOf } from "../../../support/thrownErrors";

const pbx = "http://pbx:7780";
const subject: RequestSubject = { command: "GetConfig", pbx, extensionId: "1000" };
const errors = ozekiErrors(subject);
const again = "Then run the command again.";
const saved =
  "`refresh` and `destroy` use the configuration of the last `pulumi up`: after correcting it run `pulumi up` first, or add --run-program.";

const login =
  "Set the login of an office user with `pulumi config set ozeki:username NAME` and `pulumi config set --secret ozeki:password`.";
const steps: readonly (readonly [
  name: string,
  error: OzekiError | undefined,
  step: string,
  usesConfiguration: boolean,
])[] = [
  ["code 304", new LoginRefused(subject, 304), login, true],
  ["code 305", new LoginRefused(subject, 305), login, true],
  [
    "code 306",
    new AccessForbidden(subject, 306),
    "Give the office user of ozeki:username the right to use the API, or set another login.",
    true,
  ],
  [
    "code 307",
    new AccessForbidden(subject, 307),
    "Allow the address of this machine in the settings of the PBX's HTTP API, and run the command again.",
    false,
  ],
  [
    "code 703",
    errors.ConfigAlreadyExists,
    "Somebody else is changing this extension at the moment: run the command again.",
    false,
  ],
  [
    "code 702",
    errors.CommandRefused,
    "The PBX does not accept this configuration: see that the user of userId exists and that authorizationName is not taken. " +
      "If it accepts none at all, set ozeki:configXmlEncoding to escaped.",
    false,
  ],
  ...[300, 302].map(
    (code) =>
      [
        `code ${code}`,
        new CommandRefused(subject, code),
        "If the PBX understands no configuration at all, set ozeki:configXmlEncoding to escaped; otherwise look into the PBX's log.",
        false,
      ] as const,
  ),
  ...[301, 303].map(
    (code) =>
      [
        `code ${code}`,
        new CommandRefused(subject, code),
        "This PBX does not know the command: see its version, and whether ozeki:url leads to its HTTP API.",
        false,
      ] as const,
  ),
  [
    "code 401",
    new CommandRefused(subject, 401),
    "See that the API extension is installed and running on the PBX.",
    false,
  ],
  ["code 999", new CommandRefused(subject, 999), "Look the code up in the PBX's documentation or its log.", false],
  [
    "code 701, between a read and a write",
    errors.ConfigNotFound,
    "Somebody else is changing this extension at the moment: run the command again.",
    false,
  ],
  [
    "a certificate of an unknown authority",
    new UntrustedCertificate(subject, "SELF_SIGNED_CERT_IN_CHAIN"),
    "Set ozeki:caFile to the PEM file of the authority that signed it.",
    true,
  ],
  [
    "a certificate that has expired",
    new UntrustedCertificate(subject, "CERT_HAS_EXPIRED"),
    "Renew the certificate of the proxy before the PBX, and see that both clocks are right.",
    true,
  ],
  [
    "a certificate of another host",
    new UntrustedCertificate(subject, "ERR_TLS_CERT_ALTNAME_INVALID"),
    "Write into ozeki:url the host name that the certificate is made out to.",
    true,
  ],
  [
    "no answer of the PBX",
    errors.BadReply,
    "See that ozeki:url is the address of the PBX's HTTP API, http://HOST:7780, and what stands between.",
    true,
  ],
  [
    "a proxy",
    errors.GatewayFailure,
    "See that the PBX runs and that the proxy reaches it, and run the command again.",
    false,
  ],
  ...["Unreachable", "ConnectionLost", "RequestTimedOut"].map(
    (name) =>
      [
        name,
        errors[name],
        "See that the PBX runs, that its address in ozeki:url is right and that no firewall is in between.",
        true,
      ] as const,
  ),
];

describe("what a person does next", () => {
  it.each(steps)("after %s is said, and where the configuration is read from", (_, error, step, usesConfiguration) => {
    for (const operation of ["create", "update", "read", "delete"] satisfies Operation[]) {
      const applied = operation === "create" || operation === "update" ? again : saved;
      expect(nextStep(operation, error as OzekiError, sipExtension.invalidConfigHint)).toBe(
        usesConfiguration ? `${step} ${applied}` : step,
      );
    }
  });
});

describe("the address of a PBX that a connection names", () => {
  it("is told by the key that holds it", () => {
    const subject = { command: "GetConfig", pbx, configuredAs: "ozeki:connections.branch.url" } as const;
    for (const error of [
      new Unreachable(subject, "ECONNREFUSED"),
      new BadReply(subject, "it is empty"),
      new UntrustedCertificate(subject, "HOSTNAME_MISMATCH"),
    ]) {
      expect(nextStep("create", error)).toContain("ozeki:connections.branch.url");
      expect(nextStep("create", error)).not.toContain("ozeki:url");
    }
  });
});

describe("an error of the API that is explained", () => {
  it("says what failed and what to do next", async () => {
    const failure = await rejectionOf(
      withNextStep("read", sipExtension, "1000", () => Promise.reject(errors.LoginRefused)),
    );
    expect(failure).toBeInstanceOf(OperationFailed);
    expect(failure).toMatchObject({
      name: "OperationFailed",
      title: "Login refused",
      pbx,
      extensionId: "1000",
      cause: errors.LoginRefused,
      message: `GetConfig of extension 1000 on ${pbx} failed: the PBX answered 305 (AuthenticationFailed). ${login} ${saved}`,
    });
  });

  it("is no other error, which goes on as it is", async () => {
    const mistake = new TypeError("a mistake");
    await expect(withNextStep("read", sipExtension, "1000", () => Promise.reject(mistake))).rejects.toBe(mistake);
  });

  it("does not touch what comes out well", async () => {
    expect(await withNextStep("read", sipExtension, "1000", async () => "found")).toBe("found");
  });
});
