import type { CheckContext, Context } from "../../provider/lifecycle/context";
import { ExtensionLifecycle } from "../../provider/lifecycle/extensionLifecycle";
import { sipExtension } from "../../provider/types/sipExtension/sipExtensionType";
import type { Inputs } from "../../provider/types/sipExtension/table";

/**
 * The lifecycle of SIP extensions.
 *
 * @param context - for check and diff, which send nothing, the part that they use is enough
 */
export function sipLifecycle(context: CheckContext): ExtensionLifecycle<Inputs> {
  return new ExtensionLifecycle(sipExtension, context as Context);
}
