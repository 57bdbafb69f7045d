/**
 * The type of a property:
 *
 * - `id`: the ID of an extension, a string
 * - `string`: a string that is not empty, without invisible characters, and without a space at an end
 * - `boolean`
 * - `version`: any string or number
 * - `elements`: an object that maps names of elements to their text
 * - `xml`: elements that are more than text, as XML
 */
export type PropertyType = keyof ValueTypes;

interface ValueTypes {
  id: string;
  string: string;
  boolean: boolean;
  version: string | number;
  elements: Record<string, string>;
  xml: string;
}

/**
 * One property of a resource type. Validation, defaults, requests, comparison, secrets, replacement, the resource
 * class, `getSipExtension`, `pulumi-ozeki export` and the schema follow from it. Its documentation is in the argument
 * type of the resource class.
 */
export interface Property {
  readonly type: PropertyType;
  /** The element of ConfigXML that holds it. */
  readonly element?: string;
  /** Whether a program must set it; a string says where to find the value, for the error message. */
  readonly required?: true | string;
  /** The value where a program sets none; `sameAs` names the property that it is copied from. */
  readonly default?: boolean | Readonly<Record<string, never>> | { readonly sameAs: string };
  /** Set where the resource type itself generates a value that a program leaves out. */
  readonly isGenerated?: true;
  /**
   * Which of its values are secrets, whatever the program marks:
   *
   * - `always`: every one
   * - `inside`: those parts that their names or strings identify as a secret
   * - `by mistake`: none, but what a user may type here by mistake must not be printed
   */
  readonly secret?: "always" | "inside" | "by mistake";
  /**
   * Set where another value is another extension: one `elsewhere`, which can exist beside the old one, or one
   * `in place`, for which the old one must be deleted first.
   */
  readonly replaces?: "elsewhere" | "in place";
  /** Set where a space at an end is part of a string. */
  readonly mayEndWithSpace?: true;
  /** Set where some PBXs never return the element: its absence is not drift. */
  readonly mayBeHidden?: true;
}

/** The properties of a resource type, in the order in which messages and documents list them. */
export type PropertyTable = Readonly<Record<string, Property>>;

/** The properties that always have a value once check has applied the defaults. */
export type FilledProperty<Table extends PropertyTable> = {
  [Name in keyof Table]: Table[Name] extends { required: true | string } | { default: unknown } | { isGenerated: true }
    ? Name
    : never;
}[keyof Table];

/** The inputs of a resource type, after check has applied the defaults. */
export type InputsOf<Table extends PropertyTable> = {
  -readonly [Name in FilledProperty<Table>]: ValueTypes[Table[Name]["type"]];
} & {
  -readonly [Name in Exclude<keyof Table, FilledProperty<Table>>]?: ValueTypes[Table[Name]["type"]];
};

/** The properties that an element of their own holds. */
export type ElementProperty<Table extends PropertyTable> = {
  [Name in keyof Table]: Table[Name] extends { element: string } ? Name : never;
}[keyof Table] &
  string;

/** The properties of a table that an element of their own holds, with the name of the element. */
export function elementProperties(table: PropertyTable): { name: string; property: Property; element: string }[] {
  return Object.entries(table).flatMap(([name, property]) =>
    property.element === undefined ? [] : [{ name, property, element: property.element }],
  );
}

/** Whether a property has a value once check has applied the defaults: {@link FilledProperty} at run time. */
export function isAlwaysSet({ required, default: value, isGenerated }: Property): boolean {
  return required !== undefined || value !== undefined || isGenerated === true;
}

/** Whether every PBX returns the element of a property, with a value of its type. */
export function isAlwaysReturned(property: Property): boolean {
  return isAlwaysSet(property) && !property.mayBeHidden && property.type !== "boolean";
}

/** The names of the properties that are always secrets. */
export function secretProperties(table: PropertyTable): string[] {
  return Object.keys(table).filter((name) => table[name]?.secret === "always");
}

/** The values of the properties that a program leaves out; `undefined` for a property without a default. */
export function defaultsOf(table: PropertyTable, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(table).flatMap(([name, { default: value }]) =>
      value === undefined
        ? []
        : [[name, typeof value === "object" && "sameAs" in value ? given[String(value.sameAs)] : value]],
    ),
  );
}

/** Whether two versions are the same: a configuration has "1" where a program has 1. */
export function isSameVersion(one: unknown, other: unknown): boolean {
  return one === other || (one !== undefined && other !== undefined && String(one) === String(other));
}

const PLACEHOLDER = /^@generate ([^/\s]+\/[^/\s]+)$/;

/**
 * Puts a placeholder in place of every missing value that the resource type generates, until check replaces it. The
 * adapters mark it as a secret, so that the generated value is encrypted as well.
 *
 * @param scope - `PROJECT/STACK`, asked for only where something is missing
 */
export function withPlaceholders(
  table: PropertyTable,
  inputs: Record<string, unknown>,
  scope: () => string,
): Record<string, unknown> {
  const missing = Object.keys(table).filter((name) => table[name]?.isGenerated && (inputs[name] ?? null) === null);
  return { ...inputs, ...Object.fromEntries(missing.map((name) => [name, `@generate ${scope()}`])) };
}

/** The scope of a placeholder of {@link withPlaceholders}; undefined for any other value. */
export function scopeOfPlaceholder(value: unknown): string | undefined {
  return typeof value === "string" ? PLACEHOLDER.exec(value)?.[1] : undefined;
}
