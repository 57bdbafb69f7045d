import * as pulumi from "@pulumi/pulumi";
import { clearTextSecrets } from "../config/clearTextSecrets";

/** Runs whose configuration was checked: the Automation API may run several programs in one process. */
const checked = new WeakSet<object>();

/** Warns once per run of secrets that the stack's configuration holds in clear text. */
export function warnOfClearTextSecrets(): void {
  const run: object | undefined = pulumi.runtime.getEngine();
  if (run === undefined || checked.has(run)) {
    return;
  }
  checked.add(run);
  // The SDK exports it and does not declare it.
  const isConfigSecret: unknown = Reflect.get(pulumi.runtime, "isConfigSecret");
  if (typeof isConfigSecret !== "function") {
    return;
  }
  for (const warning of clearTextSecrets(pulumi.runtime.getConfig, (key) => isConfigSecret(key) === true)) {
    // Pulumi reports a message that it cannot deliver by itself.
    void pulumi.log.warn(warning);
  }
}
