import type { CustomResourceOptions } from "@pulumi/pulumi";

/**
 * Pulumi cannot import a dynamic resource by an option, and says so in words that nobody understands.
 *
 * @throws Error that names the option and what to do instead
 */
export function refuseImport(resource: string, name: string, opts: CustomResourceOptions): void {
  if (opts.import !== undefined || opts.id !== undefined) {
    throw new Error(
      `${resource} ${JSON.stringify(name)}: Pulumi cannot import a dynamic resource with the option ${opts.import !== undefined ? "import" : "id"}. ` +
        "Leave the option out and run `npx pulumi-ozeki import`, or set adopt: true: the extension is then taken over as declared.",
    );
  }
}

/** Why the static method `get` of a resource class does not work. */
export function notReadable(resource: string, name: string): Error {
  return new Error(
    `${resource}.get(${JSON.stringify(name)}): Pulumi cannot read a dynamic resource that is not in the stack. ` +
      `Declare the extension, look it up with get${resource}(), or take the values from the stack that declares it with a StackReference.`,
  );
}
