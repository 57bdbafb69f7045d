import type { ConfigXml } from "../api";
import type { Properties, Secrets } from "../secrets/properties";
import type { PropertyTable } from "./propertyTable";
import type { ResourceInputs, ResourceState } from "./resourceState";
import type { ProgramInputs, Rules } from "./validate";

/** How the PBX calls a type of extension. */
export interface ExtensionType {
  /** The parameter `ExtensionType` of AddConfig and ModifyConfig, such as `SIP`. */
  type: string;
  /** The attribute `knownType` of ConfigXML, such as `SIPExtensionInfo`. */
  knownType: string;
}

/**
 * What the lifecycle knows of one resource type: what to compare and to write. When to read, write, refuse or keep is
 * the same for all of them.
 */
export interface ResourceType<Inputs extends ResourceInputs = ResourceInputs> {
  /** Its properties. */
  readonly table: PropertyTable;
  /** What a program may set. */
  readonly rules: Rules;
  /** The PBX's name for the type of all its extensions; undefined where each has its own. */
  readonly type: string | undefined;
  /**
   * The secrets in its inputs or outputs, whatever the program marked. Values may be unknown.
   */
  secretsIn(properties: Properties): Secrets;

  /** What to check where the PBX does not accept a configuration (code 702), in whole sentences. */
  readonly invalidConfigHint: string;

  /**
   * Adds the defaults of the properties that the program leaves out.
   *
   * @param olds - the inputs of the last run; empty for a new resource
   * @param given - what the program sets; values may be unknown
   */
  applyDefaults(olds: ProgramInputs, given: ProgramInputs): ProgramInputs;

  /** Changed properties that replace the extension under the same ID: the old one must be deleted first. */
  replaceProperties(olds: ResourceState<Inputs>, news: Inputs): string[];

  /**
   * Properties that differ, as paths such as `elements.Codec`.
   *
   * @param isRefresh - whether what the PBX has is compared with the inputs of the last run
   */
  changed(olds: ResourceState<Inputs>, news: Inputs, isRefresh: boolean): string[];

  typeOf(inputs: Inputs): ExtensionType;

  /** The whole configuration of an extension that is to be created. */
  configOf(inputs: Inputs): ConfigXml;

  /**
   * What the PBX holds of the managed properties, in the terms of the program.
   *
   * @throws UnreadableExtension where a managed property cannot hold it
   */
  flatten(found: ConfigXml, managed: Inputs, pbx: string): ResourceState<Inputs>;

  /** @throws UnreadableExtension where a write would lose what the PBX keeps under a managed name */
  assertWritable(found: ConfigXml, inputs: Inputs, pbx: string): void;

  /**
   * An extension that is not in a state yet, in the terms of the program: everything that a program can declare.
   *
   * @param type - the PBX's name for its type, as ListExtensions returns it
   * @throws OtherKnownType where it is of another type
   * @throws UnreadableExtension where it cannot be managed
   */
  describe(found: ConfigXml, extensionId: string, type: string, pbx: string): ResourceState<Inputs>;

  /** Properties in which an existing extension differs from the declared one. */
  differing(present: ResourceState<Inputs>, inputs: Inputs): string[];

  /** What to write to an extension that is adopted. */
  adoptInputs(inputs: Inputs, present: ResourceState<Inputs>): Inputs;

  /**
   * What an update writes.
   *
   * @param found - what the PBX has; left out where it is to be created again
   */
  updateInputs(olds: ResourceState<Inputs>, news: Inputs, found?: ConfigXml): Inputs;

  /**
   * What the state will hold after the create or the update, as far as a preview can know it. What only the run itself
   * will find or generate is unknown.
   *
   * @param olds - the state, for an update
   */
  previewOutputs(news: Inputs, olds?: ResourceState<Inputs>): ProgramInputs;

  /** Whether only this operation can have created what was found. */
  wasCreatedByUs(found: ConfigXml, inputs: Inputs): boolean;

  /** Replaces the declared elements in what the PBX holds. All other elements stay unchanged. */
  overlay(found: ConfigXml, inputs: Inputs): ConfigXml;

  /**
   * Whether a write would change the extension.
   *
   * @param olds - the state, for what the PBX does not return
   */
  isWriteNeeded(found: ConfigXml, inputs: Inputs, olds?: ResourceState<Inputs>): boolean;

  /** Declared elements with text or content that the PBX does not return, of those that it can return. */
  missingElements(found: ConfigXml, inputs: Inputs): string[];

  /** A line about an extension that was kept as it was found, where the user must know something about it. */
  keepNotice(inputs: Inputs, kept: ResourceState<Inputs>, pbx: string): string | undefined;

  /**
   * What the state holds after a refresh: what was found on the PBX, and what the type remembers beside it.
   *
   * @param state - the state before the refresh
   */
  afterRefresh(state: ResourceState<Inputs>, present: ResourceState<Inputs>): ResourceState<Inputs>;

  /** Inputs that {@link afterRefresh} adds: no program sets them. */
  readonly rememberedInputs: readonly string[];

  /** A line about drift that the engine cannot show property by property: a refresh found it, or an update kept it. */
  driftNotice(state: ResourceState<Inputs>, present: ResourceState<Inputs>, pbx: string): string | undefined;
}
