import type { CheckContext, Context } from "../../provider/lifecycle/context";
import { ExtensionLifecycle } from "../../provider/lifecycle/extensionLifecycle";
import type { Inputs } from "../../provider/lifecycle/sipExtension/inputs";
import { sipExtension } from "../../provider/lifecycle/sipExtension/sipExtensionType";

/**
 * The lifecycle of SIP extensions.
 *
 * @param context - for check and diff, which send nothing, the part that they use is enough
 */
export function sipLifecycle(context: CheckContext): ExtensionLifecycle<Inputs> {
  return new ExtensionLifecycle(sipExtension, context as Context);
}
