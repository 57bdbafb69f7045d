import * as pulumi from "@pulumi/pulumi";
import type { InputsOf, PropertyTable } from "../types/propertyTable";
import { secretProperties, withPlaceholders } from "../types/propertyTable";
import { dynamicToken } from "../types/tokens";
import { warnOfClearTextSecrets } from "./clearTextWarning";
import { reportDuplicate } from "./declaredIds";
import { transferable } from "./transferable";

/** The input with the code by which Pulumi loads the provider. */
const PROVIDER = "__provider";

/** What a resource class declares about itself. */
export interface ResourceDeclaration {
  /** The name of the class. */
  readonly name: string;
  /** The code by which Pulumi loads the provider. It is in every state: it never changes. */
  readonly provider: string;
  readonly table: PropertyTable;
}

/**
 * The outputs of a resource class: its arguments with the defaults applied, and the PBX. They have the documentation of
 * the arguments.
 */
export type OutputsOf<Args, Table extends PropertyTable> = {
  readonly [Name in keyof Args]-?: pulumi.Output<InputsOf<Table>[Name & keyof InputsOf<Table>]>;
} & {
  /** Origin of the PBX that holds the extension, such as `http://10.0.0.5:7780`. */
  readonly pbx: pulumi.Output<string>;
};

/**
 * `true` where the arguments of a resource class and its property table have the same properties with the same types;
 * else the names of those that differ, which do not compile.
 */
export type SameProperties<Args, Table extends PropertyTable> = [DifferentProperty<Args, Table>] extends [never]
  ? true
  : DifferentProperty<Args, Table>;

type DifferentProperty<Args, Table extends PropertyTable> = {
  [Name in keyof Args | keyof Table]: Name extends keyof Args & keyof Table
    ? IsEqual<
        Exclude<Args[Name], undefined>,
        ArgValue<NonNullable<InputsOf<Table>[Name & keyof InputsOf<Table>]>>
      > extends true
      ? never
      : Name
    : Name;
}[keyof Args | keyof Table];

type IsEqual<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false;

type ArgValue<Value> = [Value] extends [Record<string, string>]
  ? pulumi.Input<Record<string, pulumi.Input<string>>>
  : pulumi.Input<Value>;

/** The class whose constructor the program calls. */
type ResourceClass = new (...args: never[]) => unknown;

/**
 * One call of a resource class's constructor.
 *
 * The SDK takes a stack trace for each property of each resource, which is half of the time of a program with thousands
 * of extensions. So stack traces are off while the SDK's constructor runs, and errors get the program's line from here.
 *
 * Each class uses it in a constructor of its own: with the constructor of a base class in between, the SDK would record
 * a line of this package in the state instead of the program's.
 */
export class Registration {
  readonly type: string;
  readonly inputs: Record<string, unknown>;
  readonly opts: pulumi.CustomResourceOptions;
  readonly #name: string;
  readonly #declaration: ResourceDeclaration;
  readonly #stackTraceLimit = Error.stackTraceLimit;
  readonly #isMuted: boolean;

  /**
   * @throws Error where `opts` has `import` or `id`
   * @throws RunError where Pulumi cannot carry one of the arguments
   */
  constructor(declaration: ResourceDeclaration, name: string, args: object, opts: pulumi.CustomResourceOptions) {
    assertNoImport(declaration.name, name, opts);
    transferable(`The name of ${declaration.name} ${JSON.stringify(name)}`, name);
    this.type = dynamicToken(declaration.name);
    this.inputs = inputsOf(declaration, transferableArgs(`${declaration.name} ${JSON.stringify(name)}`, args));
    this.opts = {
      ...opts,
      additionalSecretOutputs: [...secretProperties(declaration.table), ...(opts.additionalSecretOutputs ?? [])],
    };
    this.#name = name;
    this.#declaration = declaration;
    this.#isMuted = !hasTransformations(opts);
    if (this.#isMuted) {
      Error.stackTraceLimit = 0;
    }
  }

  /** Must be called when the SDK's constructor has returned or thrown. */
  end(): void {
    Error.stackTraceLimit = this.#stackTraceLimit;
  }

  /**
   * Adds the program's line to an error of the SDK's constructor.
   *
   * @returns the error
   */
  traced(error: unknown, resourceClass: ResourceClass): unknown {
    this.end();
    if (this.#isMuted && error instanceof Error) {
      Error.captureStackTrace(error, resourceClass);
    }
    return error;
  }

  /** Must be called when the SDK's constructor has returned: see {@link reportDuplicate}. */
  registered(resource: pulumi.CustomResource, resourceClass: ResourceClass): void {
    this.#traceLater(resource, resourceClass);
    warnOfClearTextSecrets();
    reportDuplicate(resource, `${this.#declaration.name} ${JSON.stringify(this.#name)}`);
  }

  /**
   * Adds the program's line to an error that comes later: the SDK creates the error of a refused registration in
   * advance.
   *
   * @throws Error where the SDK stopped halfway: its own error comes later, without a line of the program
   */
  #traceLater(resource: pulumi.CustomResource, resourceClass: ResourceClass): void {
    if (!this.#isMuted) {
      return;
    }
    // The SDK sets the last input only when it has finished.
    if (!Object.hasOwn(resource, PROVIDER)) {
      throw new Error(
        `${this.#declaration.name} ${JSON.stringify(this.#name)} was not registered: Pulumi cannot use one of its properties. ` +
          "Pulumi's own error says why.",
      );
    }
    const trace: { stack?: string } = {};
    // Cheap: a trace is formatted when it is first read.
    Error.captureStackTrace(trace, resourceClass);
    (resource.urn as { promise?(): Promise<unknown> }).promise?.().catch((error: unknown) => {
      if (error instanceof Error) {
        const [, ...lines] = (trace.stack ?? "").split("\n");
        error.stack = [String(error), ...lines].join("\n");
      }
    });
  }
}

/** Why the static method `get` of a resource class does not work. */
export function notReadable(resource: string, name: string): Error {
  return new Error(
    `${resource}.get(${JSON.stringify(name)}): Pulumi cannot read a dynamic resource that is not in the stack. ` +
      `Declare the extension, read it with get${resource}(), or take the values from the stack that declares it with a StackReference.`,
  );
}

function transferableArgs(title: string, args: object): object {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, transferable(`${title}: ${name}`, value)]),
  );
}

function inputsOf({ table, provider }: ResourceDeclaration, args: object): Record<string, unknown> {
  const inputs: Record<string, unknown> = {};
  for (const property of [...Object.keys(table), "pbx"]) {
    // The SDK creates outputs only for names among the inputs.
    inputs[property] = undefined;
  }
  const given = withPlaceholders(
    table,
    Object.assign(inputs, args),
    () => `${pulumi.getProject()}/${pulumi.getStack()}`,
  );
  return { ...given, [PROVIDER]: provider };
}

/** Whether the SDK's constructor runs functions of the program, which need their stack traces. */
function hasTransformations({
  parent = pulumi.runtime.getStackResource(),
  transformations,
}: pulumi.ResourceOptions): boolean {
  const inherited: unknown =
    pulumi.Resource.isInstance(parent) && "__transformations" in parent ? parent.__transformations : undefined;
  return [transformations, inherited].some((list) => Array.isArray(list) && list.length > 0);
}

/** Pulumi's own error for these options does not say what to do. */
function assertNoImport(resource: string, name: string, opts: pulumi.CustomResourceOptions): void {
  if (opts.import !== undefined || opts.id !== undefined) {
    throw new Error(
      `${resource} ${JSON.stringify(name)}: Pulumi cannot import a dynamic resource with the option ${opts.import !== undefined ? "import" : "id"}. ` +
        "Remove the option and run `npx pulumi-ozeki import`, or set adopt: true to manage the extension as declared.",
    );
  }
}
