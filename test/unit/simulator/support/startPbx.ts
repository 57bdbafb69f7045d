import type { SimulatorOptions } from "../../../../simulator";
import { Simulator } from "../../../../simulator";

const running: Simulator[] = [];

/** Starts a PBX that is stopped after the test. */
export async function startPbx(options: SimulatorOptions = {}): Promise<Simulator> {
  const pbx = await Simulator.start(options);
  running.push(pbx);
  return pbx;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((pbx) => pbx.stop()));
});
