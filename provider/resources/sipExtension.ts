import * as pulumi from "@pulumi/pulumi";
import { sipExtensionTable } from "../types/sipExtension/table";
import type { OutputsOf, ResourceDeclaration, SameProperties } from "./registration";
import { notReadable, Registration } from "./registration";

/** What a program declares of one SIP extension. Every property takes a plain value or an `Output`. */
export interface SipExtensionArgs {
  /**
   * The extension's ID, which is its number: element `ID` of the PBX's ConfigXML. A string, because leading zeros count
   * (`"0100"` is not `"100"`); unique on the PBX across extensions of all types.
   *
   * Another ID is another extension: the new one is created before the old one is removed, unless the resource option
   * `deleteBeforeReplace` says otherwise.
   */
  extensionId: pulumi.Input<string>;
  /**
   * Login name of the office user who owns the extension: element `UserID`. One user may own several extensions.
   */
  userId: pulumi.Input<string>;
  /**
   * The password with which the phone registers: element `Password`. Always encrypted in the state, whether the program
   * marks it as a secret or not.
   *
   * @default a strong random one, which stays until `passwordVersion` changes. Where the extension was adopted, or had
   * a password in the program before, that one stays
   */
  password?: pulumi.Input<string> | undefined;
  /**
   * The name with which the phone authenticates itself: element `AuthorizationName`.
   *
   * @default the value of `extensionId`
   */
  authorizationName?: pulumi.Input<string> | undefined;
  /**
   * The SIP user name: element `Username`. Some PBXs take it and never return it; then drift in it cannot be seen.
   *
   * @default the value of `extensionId`
   */
  username?: pulumi.Input<string> | undefined;
  /**
   * Whether the extension can be used: element `Enabled`.
   *
   * @default true
   */
  enabled?: pulumi.Input<boolean> | undefined;
  /**
   * Further elements of the PBX's ConfigXML, by the PBX's own names for them, with their text. Only the elements named
   * here are managed and watched for drift; all others stay as they are on the PBX. Values may be secrets, and those of
   * elements with the name (`VoicemailPin`, `ProxyPassword`) or the form (an address with a login) of a secret always
   * are.
   *
   * Removing a name leaves the element unchanged on the PBX. Refused: a name that another property holds, the run-time
   * values `LastIPAddress` and `UserAgentName`, and an element that has children, attributes or a duplicate on the PBX.
   *
   * @default none
   */
  elements?: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
  /**
   * Any string or number; when it changes, a new password is generated. Only for an extension whose password is
   * generated.
   *
   * @default none: the password stays
   */
  passwordVersion?: pulumi.Input<string | number> | undefined;
  /**
   * Whether to manage an extension with this ID that already exists and differs from what is declared. Without it such
   * an extension is refused and stays unchanged.
   *
   * @default false
   */
  adopt?: pulumi.Input<boolean> | undefined;
  /**
   * Name of an entry of the stack's `ozeki:connections`: the PBX that holds this extension, for a stack that talks to
   * several. An entry that points to another PBX replaces this extension by another one.
   *
   * @default the stack's own connection: `ozeki:url`, `ozeki:username`, `ozeki:password`
   */
  connection?: pulumi.Input<string> | undefined;
}

const declaration: ResourceDeclaration & { matchesArgs: SameProperties<SipExtensionArgs, typeof sipExtensionTable> } = {
  matchesArgs: true,
  name: "SipExtension",
  provider: 'exports.handler = () => require("pulumi-ozeki/provider").sipExtension',
  table: sipExtensionTable,
};

export interface SipExtension extends OutputsOf<SipExtensionArgs, typeof sipExtensionTable> {}

/**
 * A SIP extension of an Ozeki Phone System.
 *
 * ```ts
 * const reception = new SipExtension("reception", { extensionId: "1000", userId: "reception" });
 * export const login = reception.authorizationName;
 * export const password = reception.password; // generated, and a secret
 * ```
 *
 * Created with the PBX's command AddConfig, read with GetConfig, changed with ModifyConfig and removed with
 * RemoveConfig. Elements of the extension that are not declared stay unchanged on the PBX.
 *
 * The PBX is named by the stack's configuration: `pulumi config set ozeki:url http://HOST:7780`.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the SDK's constructor assigns the outputs.
export class SipExtension extends pulumi.CustomResource {
  /**
   * Declares a SIP extension.
   *
   * @param name - the name of the resource, unique in the program; the PBX does not see it
   * @param args - the properties of the extension
   * @param opts - Pulumi's options for resources. `import` does not work for dynamic resources: use `adopt`
   * @throws Error where `opts` has `import` or `id`
   */
  constructor(name: string, args: SipExtensionArgs, opts: pulumi.CustomResourceOptions = {}) {
    const registration = new Registration(declaration, name, args, opts);
    try {
      super(registration.type, name, registration.inputs, registration.opts);
    } catch (error) {
      throw registration.traced(error, SipExtension);
    } finally {
      registration.end();
    }
    registration.registered(this, SipExtension);
  }

  /**
   * Does not exist: Pulumi cannot read a dynamic resource that is not in the stack.
   *
   * @deprecated Read the extension with `getSipExtension`, or take the values from the stack that declares it with a
   * StackReference.
   * @throws Error always
   */
  static get(name: never, id: never, opts?: never): never {
    void [id, opts];
    throw notReadable("SipExtension", name);
  }
}
