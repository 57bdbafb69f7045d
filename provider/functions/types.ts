import type * as pulumi from "@pulumi/pulumi";
import type { ElementProperty, FilledProperty, InputsOf, PropertyTable } from "../types/propertyTable";

/** Which PBX a function reads. */
export interface FunctionArgs {
  /**
   * Name of an entry of the stack's `ozeki:connections`.
   *
   * @default the stack's own connection: `ozeki:url`, `ozeki:username`, `ozeki:password`
   */
  connection?: string | undefined;
}

/** The same arguments, of which any may be an Output. */
export type InputsOfArgs<Args> = { [Name in keyof Args]: pulumi.Input<Args[Name]> | undefined };

type OptionalKey<Type> = { [Key in keyof Type]-?: object extends Pick<Type, Key> ? Key : never }[keyof Type];

type ValueOf<Type, Key extends keyof Type> = Key extends OptionalKey<Type> ? Type[Key] | undefined : Type[Key];

/** The result of a function that reads one extension: its secrets are secret Outputs, all else is a plain value. */
export type ResultWithSecrets<Found, Secret extends keyof Found> = {
  [Key in keyof Omit<Found, Secret>]: Omit<Found, Secret>[Key];
} & { [Key in Secret]: pulumi.Output<ValueOf<Found, Key>> };

/** The result of the `...Output` variant: one Output for each property. */
export type OutputResult<Found> = { [Key in keyof Found]-?: pulumi.Output<ValueOf<Found, Key>> };

/** A property that the PBX may not return, or return as a value that is not one. */
type UncertainProperty<Table extends PropertyTable> = {
  [Name in keyof Table]: Table[Name] extends { mayBeHidden: true } | { type: "boolean" } ? Name : never;
}[keyof Table];

type CertainProperty<Table extends PropertyTable> = Exclude<
  ElementProperty<Table> & FilledProperty<Table>,
  UncertainProperty<Table>
>;

/** The properties of a resource that an element holds, with the documentation of its arguments. */
export type FoundProperties<Args, Table extends PropertyTable> = {
  // No `as` clause: the compiler that Pulumi brings along does not know it.
  [Name in keyof Required<Pick<Args, keyof Args & CertainProperty<Table>>>]: FoundValue<Table, Name>;
} & {
  [Name in keyof Partial<
    Pick<Args, Exclude<keyof Args & ElementProperty<Table>, CertainProperty<Table>>>
  >]?: FoundValue<Table, Name>;
};

type FoundValue<Table extends PropertyTable, Name> = Required<InputsOf<Table>>[Name & keyof InputsOf<Table>];
