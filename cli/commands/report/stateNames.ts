import type { NumberState } from "./reportModel";

/** How a report names what is known of a number. */
export const stateNames = {
  managed: "managed",
  differs: "changed",
  stranger: "not in the stack",
  missing: "missing on the PBX",
  used: "used",
  excluded: "not in this report",
} as const satisfies Readonly<Record<NumberState, string>>;

/** All of them, in the order in which a report lists them. */
export const numberStates = Object.keys(stateNames) as NumberState[];
