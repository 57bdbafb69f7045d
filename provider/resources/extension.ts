import * as pulumi from "@pulumi/pulumi";
import { extensionTable } from "../types/extension/table";
import type { OutputsOf, ResourceDeclaration, SameProperties } from "./registration";
import { notReadable, Registration } from "./registration";

/**
 * What a program declares of one extension of a type other than SIP. Every property takes a plain value or an `Output`.
 */
export interface ExtensionArgs {
  /**
   * The extension's ID, which is its number: element `ID` of the PBX's ConfigXML. A string, because leading zeros
   * count; unique on the PBX across extensions of all types.
   *
   * Another ID is another extension: the new one is created before the old one is removed, unless the resource option
   * `deleteBeforeReplace` says otherwise.
   */
  extensionId: pulumi.Input<string>;
  /**
   * The PBX's name for the type of extension: the parameter `ExtensionType` of AddConfig and ModifyConfig, and `Type`
   * in the list that ListExtensions returns (`npx pulumi-ozeki list`). The PBX's vendor documents only `SIP`, for which
   * there is the resource `SipExtension`.
   *
   * Another type under the same ID is another extension: the old one is removed before the new one is created.
   */
  type: pulumi.Input<string>;
  /**
   * The PBX's name for this type of configuration: the attribute `knownType` of ConfigXML (`npx pulumi-ozeki show ID`
   * shows that of an existing extension). An extension of another knownType is never adopted.
   *
   * Another one under the same ID is another extension: the old one is removed before the new one is created.
   */
  knownType: pulumi.Input<string>;
  /**
   * Elements of the PBX's ConfigXML with text only, by the PBX's own names for them. Only the elements named here and
   * in `xml` are managed and watched for drift; all others stay as they are on the PBX. Values may be secrets, and
   * those of elements with the name (`Password`, `AccessPin`) or the form (an address with a login) of a secret always
   * are.
   *
   * Removing a name leaves the element unchanged on the PBX. Refused: `ID`, and an element that has children,
   * attributes or a duplicate on the PBX.
   *
   * @default none
   */
  elements?: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
  /**
   * Elements that are more than text (with children, attributes, or several of one name), as XML: one after the other,
   * as they are inside of `<Config>`. Each is managed as a whole: all elements of its name on the PBX become those
   * given here. Layout does not count.
   *
   * ```ts
   * xml: "<Members><Member>1000</Member><Member>1001</Member></Members>"
   * ```
   *
   * It is a secret where a name or a string in it looks like one. Wrap it in `pulumi.secret` for any other secret in
   * it.
   *
   * @default none
   */
  xml?: pulumi.Input<string> | undefined;
  /**
   * Whether to manage an extension with this ID, type and knownType that already exists and differs from what is
   * declared. Without it such an extension is refused and stays unchanged.
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

const declaration: ResourceDeclaration & { matchesArgs: SameProperties<ExtensionArgs, typeof extensionTable> } = {
  matchesArgs: true,
  name: "Extension",
  provider: 'exports.handler = () => require("pulumi-ozeki/provider").extension',
  table: extensionTable,
};

export interface Extension extends OutputsOf<ExtensionArgs, typeof extensionTable> {}

/**
 * An extension of an Ozeki Phone System of any type but SIP: a ring group, a menu, a trunk.
 *
 * The PBX's vendor documents the elements of SIP extensions only. To see what another type consists of, read an
 * existing one: `npx pulumi-ozeki show 600 --xml`.
 *
 * ```ts
 * new Extension("support", {
 *   extensionId: "600",
 *   type: "RingGroup", // as `npx pulumi-ozeki list` shows it
 *   knownType: "RingGroupInfo", // as `npx pulumi-ozeki show 600` shows it
 *   elements: { Name: "Support" },
 *   xml: "<Members><Member>1000</Member><Member>1001</Member></Members>",
 * });
 * ```
 *
 * Created with the PBX's command AddConfig, read with GetConfig, changed with ModifyConfig and removed with
 * RemoveConfig. Elements of the extension that are not declared stay unchanged on the PBX.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the SDK's constructor assigns the outputs.
export class Extension extends pulumi.CustomResource {
  /**
   * Declares an extension.
   *
   * @param name - the name of the resource, unique in the program; the PBX does not see it
   * @param args - the properties of the extension
   * @param opts - Pulumi's options for resources. `import` does not work for dynamic resources: use `adopt`
   * @throws Error where `opts` has `import` or `id`
   */
  constructor(name: string, args: ExtensionArgs, opts: pulumi.CustomResourceOptions = {}) {
    const registration = new Registration(declaration, name, args, opts);
    try {
      super(registration.type, name, registration.inputs, registration.opts);
    } catch (error) {
      throw registration.traced(error, Extension);
    } finally {
      registration.end();
    }
    registration.registered(this, Extension);
  }

  /**
   * Does not exist: Pulumi cannot read a dynamic resource that is not in the stack.
   *
   * @deprecated Read the extension with `getExtension`, or take the values from the stack that declares it with a
   * StackReference.
   * @throws Error always
   */
  static get(name: never, id: never, opts?: never): never {
    void [id, opts];
    throw notReadable("Extension", name);
  }
}
