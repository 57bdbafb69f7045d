import { contentOf, holdsSecret } from "../../provider/lifecycle/extension/contentOf";
import { runTimeElements } from "../../provider/lifecycle/sipExtension/elements";
import type { ConfigXml } from "../../provider/ozeki";

const ID = "ID";

/** What a program declares of an extension of another type: everything but secrets, and what looks like a run-time value. */
export function elementsOfOtherType(config: ConfigXml): {
  elements: Record<string, string>;
  xml?: string;
  leftOut: string[];
} {
  const isLeftOut = (name: string) =>
    (runTimeElements as readonly string[]).includes(name) || holdsSecret(config, name);
  const names = [...new Set(config.elementNames())].filter((name) => name !== ID);
  return {
    ...contentOf(config, (name) => name !== ID && !isLeftOut(name)),
    leftOut: names.filter(isLeftOut),
  };
}
