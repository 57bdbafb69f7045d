import { openAndSecret } from "../../provider/lifecycle/extension/contentOf";
import { declaredElements } from "../../provider/lifecycle/extension/declaredElements";
import { runTimeElements } from "../../provider/lifecycle/sipExtension/elements";
import type { ConfigXml } from "../../provider/ozeki";

const ID = "ID";

/** What a program declares of an extension of another type: everything but secrets, and what looks like a run-time value. */
export function elementsOfOtherType(config: ConfigXml): {
  elements: Record<string, string>;
  xml?: string;
  leftOut: string[];
} {
  const { open } = openAndSecret(
    config,
    (name) => name !== ID && !(runTimeElements as readonly string[]).includes(name),
  );
  const declared = new Set([...Object.keys(open.elements), ...declaredElements(open.xml).keys()]);
  const names = [...new Set(config.elementNames())].filter((name) => name !== ID);
  return { ...open, leftOut: names.filter((name) => !declared.has(name)) };
}
