import type { ElementShape } from "../ozeki";

/** Why an element is more than a text, as the end of a sentence. */
export function shapeProblem(shape: Exclude<ElementShape, "absent" | "text">): string {
  return { repeated: "is there more than once", structured: "has elements inside", attributed: "has attributes" }[
    shape
  ];
}
