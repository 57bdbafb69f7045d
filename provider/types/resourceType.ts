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
 * What the lifecycle knows of one resource type. When to read, write, refuse or keep is the same for all of them; what
 * there is to compare and to write is not.
 */
export interface ResourceType<Inputs extends ResourceInputs = ResourceInputs> {
  /** Its properties. */
  readonly table: PropertyTable;
  /** What a program may set. */
  readonly rules: Rules;
  /** The PBX's name for the type of all extensions of this kind, where they have one. */
  readonly type: string | undefined;
  /**
   * What is a secret in inputs or outputs of this kind, whatever the program marked. Unknown values may be among them.
   */
  secretsIn(properties: Properties): Secrets;

  /** What a person looks at when the PBX does not accept a configuration (code 702), as a whole sentence. */
  readonly invalidConfigHint: string;

  /**
   * Fills in what the program left out.
   *
   * @param olds - the inputs of the last run; empty for a new resource
   * @param given - what the program gives; values that are not known yet among it
   */
  applyDefaults(olds: ProgramInputs, given: ProgramInputs): ProgramInputs;

  /** Properties that make it another extension under the same ID: the old one has to go first. */
  replaceProperties(olds: ResourceState<Inputs>, news: Inputs): string[];

  /**
   * Properties that differ, as paths such as `elements.Codec`.
   *
   * @param isRefresh - whether what the PBX has is compared with the inputs of the last run
   */
  changed(olds: ResourceState<Inputs>, news: Inputs, isRefresh: boolean): string[];

  typeOf(inputs: Inputs): ExtensionType;

  /** The whole configuration of an extension that is to be made. */
  configOf(inputs: Inputs): ConfigXml;

  /**
   * What the PBX holds, in the terms of the program. Only what is managed is taken over.
   *
   * @throws UnreadableExtension where something that is managed cannot be held in these terms
   */
  flatten(found: ConfigXml, managed: Inputs, pbx: string): ResourceState<Inputs>;

  /** @throws UnreadableExtension where a write would lose what the PBX keeps under a managed name */
  assertWritable(found: ConfigXml, inputs: Inputs, pbx: string): void;

  /**
   * An extension that is in no state yet, in the terms of the program: all that a program can show of it.
   *
   * @param type - the PBX's name for its type, as ListExtensions gives it
   * @throws OtherKnownType where it is of another type than all extensions of this kind
   * @throws UnreadableExtension where it cannot be managed
   */
  describe(found: ConfigXml, extensionId: string, type: string, pbx: string): ResourceState<Inputs>;

  /** Properties in which an extension that was there already is not as declared. */
  differing(present: ResourceState<Inputs>, inputs: Inputs): string[];

  /** What to write over an extension that is taken over. */
  adoptInputs(inputs: Inputs, present: ResourceState<Inputs>): Inputs;

  /** What an update writes. */
  updateInputs(olds: ResourceState<Inputs>, news: Inputs): Inputs;

  /**
   * What the state will hold after the create or the update, as far as a preview can tell: what only the run itself
   * will find or make up is the text that stands for an unknown value.
   *
   * @param olds - the state, for an update
   */
  previewOutputs(news: Inputs, olds?: ResourceState<Inputs>): ProgramInputs;

  /** Whether what was found can have been made by this very operation only. */
  wasCreatedByUs(found: ConfigXml, inputs: Inputs): boolean;

  /** Puts what is declared over what the PBX holds. Everything that nobody declared stays to the letter. */
  overlay(found: ConfigXml, inputs: Inputs): ConfigXml;

  /**
   * Whether a write would change the extension.
   *
   * @param olds - the state, for what the PBX does not tell
   */
  isWriteNeeded(found: ConfigXml, inputs: Inputs, olds?: ResourceState<Inputs>): boolean;

  /** What the user has to know of an extension that was kept as it was found: a whole line, or nothing. */
  keepNotice(inputs: Inputs, kept: ResourceState<Inputs>, pbx: string): string | undefined;

  /**
   * What the state holds after a refresh: what was found on the PBX, and what the type remembers beside it.
   *
   * @param state - the state before the refresh
   */
  afterRefresh(state: ResourceState<Inputs>, present: ResourceState<Inputs>): ResourceState<Inputs>;

  /** Inputs that {@link afterRefresh} adds: no program sets them. */
  readonly rememberedInputs: readonly string[];

  /** What a refresh cannot show property by property: a whole line, or nothing. */
  driftNotice(state: ResourceState<Inputs>, present: ResourceState<Inputs>, pbx: string): string | undefined;
}
