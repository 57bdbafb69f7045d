import type { ConfigXmlEncoding, SettingSources } from "../api/settings";
import { configXmlEncodings } from "../api/settings";
import { ADDRESS, defaultSources, howToSet, howToSetLogin } from "../config/settingSources";

/** What advice depends on, beside the situation. */
export interface AdviceContext {
  /** Where the address, the login and the like are set: advice names them as the user knows them. */
  readonly sources: SettingSources;
  /** What to check in the program when the PBX does not accept a configuration: that depends on the resource type. */
  readonly invalidConfigHint?: string | undefined;
  /** The encoding that the PBX accepts, where that is known. */
  readonly encoding?: ConfigXmlEncoding;
}

/** What a person does about a situation. */
export interface Advice {
  /** What a person does, in whole sentences. */
  readonly text: string | ((context: AdviceContext) => string);
  /** The setting that is probably wrong: where it is set decides how a correction takes effect. */
  readonly setting?: keyof SettingSources;
  /** Whether Run `pulumi-ozeki doctor` for a diagnosis. */
  readonly seeDoctor?: true;
}

/** All advice of the provider, of `pulumi-ozeki` and of its `doctor`, by what happened. */
export const adviceTable = {
  login: {
    text: ({ sources }) => sentence(howToSetLogin(sources)),
    setting: "username",
  },
  readOnly: {
    text: ({ sources: { readOnly } }) => `To allow writes, ${howToSet(readOnly, "false")}.`,
    setting: "readOnly",
  },
  wrongLogin: {
    text: ({ sources: { username, password } }) => `Check ${username.name} and ${password.name}.`,
    setting: "password",
  },
  forbiddenUser: {
    text: ({ sources: { username } }) =>
      `On the PBX, allow the office user in ${username.name} to use the API, or set another user's login.`,
    setting: "username",
  },
  forbiddenAddress: {
    text: "Allow this machine's address in the settings of the PBX's HTTP API. Then run the command again.",
  },
  changedMeanwhile: {
    text: "Another program is changing this extension. Run the command again.",
  },
  noSuchExtension: {
    text: "`pulumi-ozeki list` shows the extensions of the PBX.",
  },
  invalidConfig: {
    text: ({ invalidConfigHint = "Check the configuration: the user in userId must exist.", sources }) =>
      `${invalidConfigHint} If the PBX rejects every configuration, ${otherEncoding(sources)}.`,
  },
  unreadableRequest: {
    text: ({ sources }) =>
      `If the PBX rejects every configuration, ${otherEncoding(sources)}. Otherwise check the PBX's log.`,
  },
  unknownCommand: {
    text: ({ sources: { url } }) =>
      `This PBX does not know the command. Check its version, and that ${url.name} is the address of its HTTP API.`,
  },
  missingApiExtension: {
    text: "Check that the API extension is installed and running on the PBX.",
  },
  unknownCode: {
    text: "Check the PBX's documentation or its log for this code.",
  },
  unknownIssuer: {
    text: ({ sources: { caFile } }) =>
      caFile.isSet
        ? `The file in ${caFile.name} does not contain the certificate authority that signed it. Add that authority's certificate to the file.`
        : `Set ${caFile.name} to the PEM file of the certificate authority that signed it.`,
    setting: "caFile",
  },
  otherHostName: {
    text: ({ sources: { url } }) => `Set ${url.name} to an address with a host name that is in the certificate.`,
    setting: "url",
  },
  expiredCertificate: {
    text: "Renew the certificate of the proxy before the PBX, and check the clocks of both machines. Then run the command again.",
  },
  unusableCertificate: {
    text: "Replace the certificate of the proxy before the PBX. Then run the command again.",
  },
  notTheApi: {
    text: ({ sources: { url } }) =>
      `Check host, port (default 7780) and proxy: ${url.name} must be the address of the PBX's HTTP API, ${ADDRESS}.`,
    setting: "url",
    seeDoctor: true,
  },
  compressedReply: {
    text: "Turn off compression in the proxy before the PBX. Then run the command again.",
  },
  httpLogin: {
    text: ({ sources: { url } }) =>
      `Check host and port: ${url.name} must be the address of the PBX's HTTP API, not of another web server.`,
    setting: "url",
  },
  proxyLogin: {
    text: ({ sources: { url } }) =>
      `pulumi-ozeki cannot log in to a proxy. Set ${url.name} to an address that reaches the PBX without one.`,
    setting: "url",
  },
  requestNotAccepted: {
    text: ({ sources: { url } }) =>
      `The web server may accept only another host name. Set ${url.name} to the host name or IP address that it is set up for.`,
    setting: "url",
    seeDoctor: true,
  },
  tlsPort: {
    text: ({ sources: { url } }) => `Set ${url.name} to an address that begins with https://.`,
    setting: "url",
  },
  plainPort: {
    text: ({ sources: { url } }) =>
      `Check the port: ${url.name} begins with http:// where no TLS proxy is before the PBX.`,
    setting: "url",
  },
  tlsHandshake: {
    text: "Check the proxy before the PBX: it must accept TLS 1.2 or 1.3, and must not ask for a client certificate. Then run the command again.",
  },
  unaskedAnswer: {
    text: "Check the proxy before the PBX: it must not send an answer before the PBX's own.",
    seeDoctor: true,
  },
  proxyWithoutPbx: {
    text: "Check that the PBX is running and that the proxy can reach it. Then run the command again.",
  },
  noConnection: {
    text: ({ sources: { url } }) =>
      `Check that the PBX is running, that ${url.name} is its address, and that no firewall blocks it.`,
    setting: "url",
    seeDoctor: true,
  },
  lostPlainConnection: {
    text: ({ sources: { url } }) =>
      `Check that the PBX is running and that no firewall blocks it. If the port expects TLS, ${url.name} must begin with https://.`,
    setting: "url",
    seeDoctor: true,
  },
  droppedConnection: {
    text: "The PBX may also drop connections from addresses that it does not allow.",
  },
  unsteadyConnection: {
    text: "Check the network between this machine and the PBX. Then run the command again.",
  },
  newerProduct: {
    text: "pulumi-ozeki needs the HTTP API of Ozeki Phone System (default port 7780).",
  },
  openToAll: {
    text: "Warning: no login is required. Turn on office-user authentication: without it, anyone at an allowed address can change every extension.",
  },
  postNotRead: {
    text: "pulumi-ozeki sends only POST, because web servers log addresses and a GET has the password in its address. Please report this PBX.",
  },
  latin1: {
    text: "Avoid names with letters beyond A to Z: this PBX reads them wrong.",
  },
  droppedElements: {
    text: "With this PBX, `elements` of a SipExtension can only name elements that the PBX knows.",
  },
  acceptedEncoding: {
    text: ({ sources: { configXmlEncoding }, encoding }) =>
      sentence(
        howToSet(
          // The next step is a stack, even where the command line named the PBX.
          configXmlEncoding.place === "configuration" ? configXmlEncoding : defaultSources.configXmlEncoding,
          encoding ?? "escaped",
        ),
      ),
  },
  noEncoding: {
    text: "The office user may have to exist. Name one with --probe-user. Otherwise check the PBX's log.",
  },
} as const satisfies Readonly<Record<string, Advice>>;

/** Something that a person can do something about. */
export type Situation = keyof typeof adviceTable;

/** What a person does about a situation, in whole sentences. */
export function adviceOn(situation: Situation, context: AdviceContext): string {
  const { text }: Advice = adviceTable[situation];
  return typeof text === "string" ? text : text(context);
}

function otherEncoding({ configXmlEncoding: { name, isSet } }: SettingSources): string {
  return isSet ? `set ${name} to its other value (${configXmlEncodings.join(" or ")})` : `set ${name} to escaped`;
}

function sentence(phrase: string): string {
  return `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}.`;
}
