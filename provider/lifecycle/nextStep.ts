import type { OzekiError } from "../api/errors";
import {
  AccessForbidden,
  BadReply,
  CommandRefused,
  ConfigAlreadyExists,
  ConfigNotFound,
  GatewayFailure,
  LoginRefused,
  PbxUnavailable,
  UntrustedCertificate,
} from "../api/errors";

/** What the engine asked for; or a function that a program calls. */
export type Operation = "create" | "read" | "update" | "delete" | "import" | "function";

/**
 * What a person does next, in whole sentences, with the configuration keys to look at.
 *
 * @param invalidConfigHint - what to look at when the PBX does not accept a configuration: that depends on what is in it
 */
export function nextStep(
  operation: Operation,
  error: OzekiError,
  invalidConfigHint = "The PBX does not accept this configuration.",
): string {
  // refresh and destroy use the configuration that the last up saved in the state.
  const usesSavedConfiguration = operation === "read" || operation === "delete";
  const applied = usesSavedConfiguration
    ? "`refresh` and `destroy` use the configuration of the last `pulumi up`: after correcting it run `pulumi up` first, or add --run-program."
    : "Then run the command again.";
  if (error instanceof PbxUnavailable) {
    // The error that it points to says it.
    return "";
  }
  if (error instanceof LoginRefused) {
    return `Set the login of an office user with \`pulumi config set ozeki:username NAME\` and \`pulumi config set --secret ozeki:password\`. ${applied}`;
  }
  if (error instanceof AccessForbidden) {
    return error.code === 307
      ? "Allow the address of this machine in the settings of the PBX's HTTP API, and run the command again."
      : `Give the office user of ozeki:username the right to use the API, or set another login. ${applied}`;
  }
  if (error instanceof ConfigAlreadyExists || error instanceof ConfigNotFound) {
    return "Somebody else is changing this extension at the moment: run the command again.";
  }
  if (error instanceof CommandRefused) {
    return refusalStep(error, invalidConfigHint);
  }
  if (error instanceof UntrustedCertificate) {
    return `${certificateStep(error.code, addressKeyOf(error))} ${applied}`;
  }
  if (error instanceof BadReply) {
    return `See that ${addressKeyOf(error)} is the address of the PBX's HTTP API, http://HOST:7780, and what stands between. ${applied}`;
  }
  if (error instanceof GatewayFailure) {
    return "See that the PBX runs and that the proxy reaches it, and run the command again.";
  }
  return `See that the PBX runs, that its address in ${addressKeyOf(error)} is right and that no firewall is in between. ${applied}`;
}

/** The key of the configuration that names the PBX. */
function addressKeyOf({ subject }: OzekiError): string {
  return subject.configuredAs ?? "ozeki:url";
}

function certificateStep(code: string, addressKey: string): string {
  switch (code) {
    case "CERT_HAS_EXPIRED":
    case "CERT_NOT_YET_VALID":
      return "Renew the certificate of the proxy before the PBX, and see that both clocks are right.";
    case "ERR_TLS_CERT_ALTNAME_INVALID":
    case "HOSTNAME_MISMATCH":
      return `Write into ${addressKey} the host name that the certificate is made out to.`;
    default:
      return "Set ozeki:caFile to the PEM file of the authority that signed it.";
  }
}

function refusalStep(error: CommandRefused, invalidConfigHint: string): string {
  switch (error.code) {
    case 702:
      return invalidConfigHint;
    case 300:
    case 302:
      return "If the PBX understands no configuration at all, set ozeki:configXmlEncoding to escaped; otherwise look into the PBX's log.";
    case 301:
    case 303:
      return "This PBX does not know the command: see its version, and whether ozeki:url leads to its HTTP API.";
    case 401:
      return "See that the API extension is installed and running on the PBX.";
    default:
      return "Look the code up in the PBX's documentation or its log.";
  }
}
