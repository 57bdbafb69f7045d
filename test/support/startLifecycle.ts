import type { Simulator, SimulatorOptions } from "../../simulator";
import { LifecycleContext, simulatedPbx } from "./lifecycleContext";
import { stopAfterTest } from "./onTestFinished";

/** Starts a simulated PBX and a lifecycle that is configured for it. Both are stopped after the test. */
export async function startLifecycle(
  options: SimulatorOptions = {},
): Promise<{ pbx: Simulator; context: LifecycleContext }> {
  const pbx = stopAfterTest(await simulatedPbx(options));
  const context = stopAfterTest(new LifecycleContext(pbx.origin));
  if (options.faults?.some((fault) => String(fault).startsWith("hang"))) {
    context.requestTimeout = 0.6;
  }
  return { pbx, context };
}
