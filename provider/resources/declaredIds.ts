import * as pulumi from "@pulumi/pulumi";
import { isDeclarationsOnly } from "../types/declarationsOnly";

/** What identifies an extension in a program: the connection and the ID. */
interface Identified extends pulumi.CustomResource {
  readonly extensionId: pulumi.Output<string>;
  readonly connection: pulumi.Output<string | undefined>;
}

/** By run, the resource that declares each ID: the Automation API may run several programs in one process, even at once. */
const declaredBy = new WeakMap<object, Map<string, string>>();

/**
 * Reports a resource that declares the same extension as another one, as soon as the IDs of both are known. The run fails,
 * and reports all of them.
 *
 * @param title - how messages call it, such as `SipExtension "reception"`
 */
export function reportDuplicate(resource: pulumi.CustomResource, title: string): void {
  const run: object | undefined = pulumi.runtime.getEngine();
  if (run === undefined || isDeclarationsOnly()) {
    // Unit tests of a program run without an engine, and declare the same extension again and again.
    return;
  }
  const titles = declaredBy.get(run) ?? new Map<string, string>();
  declaredBy.set(run, titles);
  const { extensionId, connection } = resource as Identified;
  // What was registered, not what the program gave: transformations and the option `ignoreChanges` change that.
  Promise.all([promiseOf(extensionId), promiseOf(connection)]).then(
    ([id, name]) => {
      if (typeof id !== "string" || id === pulumi.runtime.unknownValue) {
        return;
      }
      const key = JSON.stringify([name ?? null, id]);
      const other = titles.get(key);
      if (other === undefined) {
        titles.set(key, title);
        return;
      }
      // Sorted: the engine answers registrations in any order.
      const declarations = [other, title].sort().join(" and by ");
      throw runError(
        `Extension ${id} is declared twice: by ${declarations}. Change one extensionId, or remove one of the two resources.`,
      );
    },
    () => {
      // Pulumi reports why the registration failed.
    },
  );
}

/** Not by `apply`, which costs several promises with a stack trace each. */
function promiseOf(output: pulumi.Output<unknown>): Promise<unknown> {
  return (output as { promise?(): Promise<unknown> }).promise?.() ?? Promise.resolve(undefined);
}

/** No one handles it, by intention: Pulumi prints it, goes on, and fails the run at its end. */
function runError(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  // Once the program has come to its end, Pulumi prints the stack.
  error.stack = message;
  return error;
}
