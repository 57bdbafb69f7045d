import type * as pulumi from "@pulumi/pulumi";
import type { ElementProperty, FilledProperty, PropertyTable } from "../types/propertyTable";

type OptionalKey<Type> = { [Key in keyof Type]-?: object extends Pick<Type, Key> ? Key : never }[keyof Type];

type ValueOf<Type, Key extends keyof Type> = Key extends OptionalKey<Type> ? Type[Key] | undefined : Type[Key];

/** The result of a function that reads one extension: its secrets are secret Outputs, all else is a plain value. */
export type ResultWithSecrets<Found, Secret extends keyof Found> = {
  [Key in keyof Omit<Found, Secret>]: Omit<Found, Secret>[Key];
} & { [Key in Secret]: pulumi.Output<ValueOf<Found, Key>> };

/** The result of the `...Output` variant: one Output for each property. */
export type OutputResult<Found> = { [Key in keyof Found]-?: pulumi.Output<ValueOf<Found, Key>> };

type PlainValue<Arg> = Arg extends pulumi.Input<infer Value> ? Exclude<Value, undefined> : never;

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
  [Name in keyof Args as Name extends CertainProperty<Table> ? Name : never]-?: PlainValue<Args[Name]>;
} & {
  [Name in keyof Args as Name extends Exclude<ElementProperty<Table>, CertainProperty<Table>>
    ? Name
    : never]?: PlainValue<Args[Name]>;
};
