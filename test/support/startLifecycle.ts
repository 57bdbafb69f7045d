import type { Simulator, SimulatorOptions } from "../../simulator";
import { atTheEnd } from "./atTheEnd";
import { LifecycleContext, simulatedPbx } from "./lifecycleContext";

/** Stops what a test started, after it and whatever comes of it. To be called once, at the top of a test file. */
export function stopperAtTheEnd() {
  return atTheEnd<{ stop(): unknown }>((one) => one.stop());
}

/**
 * Starts a simulated PBX, and a lifecycle that is configured for it.
 *
 * @param stopAtTheEnd - from {@link stopperAtTheEnd}
 */
export async function startLifecycle(
  stopAtTheEnd: ReturnType<typeof stopperAtTheEnd>,
  options: SimulatorOptions,
): Promise<{ pbx: Simulator; context: LifecycleContext }> {
  const pbx = stopAtTheEnd(await simulatedPbx(options));
  const context = stopAtTheEnd(new LifecycleContext(pbx.origin));
  if (options.faults?.some((fault) => String(fault).startsWith("hang"))) {
    context.requestTimeout = 0.6;
  }
  return { pbx, context };
}
