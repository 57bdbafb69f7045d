import type { Declared } from "../provider/lifecycle/declared";
import { extension } from "../provider/lifecycle/extension/kind";
import type { Kind } from "../provider/lifecycle/kind";
import { sipExtension } from "../provider/lifecycle/sipExtension/kind";
import { looksSecret } from "../provider/secrets/texts";
import { xmlMayHoldSecret } from "../provider/secrets/xml";
import { urnParts } from "./urn";
import type { Properties, Secrets } from "./wire/secrets";
import { isRecord, united } from "./wire/secrets";

/** A type of resource of this plugin. */
export interface ResourceType {
  /** What the lifecycle has to know of it. */
  kind: Kind<Declared>;
  /** What the program means, in the terms of the lifecycle. */
  given(urn: string, news: Properties): Properties;
  /** What is a secret in properties of this type, beside what the program marked. */
  secretsIn(properties: Properties): Secrets;
}

/** The types of resources, by their tokens. */
export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  "ozeki:index:SipExtension": {
    kind: sipExtension as unknown as Kind<Declared>,
    given(urn, news) {
      const { project, stack } = urnParts(urn);
      // In place of a missing password, as the class of the dynamic resource writes it.
      return { ...news, password: news.password ?? `@generate ${project}/${stack}` };
    },
    secretsIn: (properties) => united({ password: true }, secretElements(properties)),
  },
  "ozeki:index:Extension": {
    kind: extension as unknown as Kind<Declared>,
    given: (_urn, news) => news,
    secretsIn: (properties) => united(secretElements(properties), secretXml(properties)),
  },
};

/** The elements that look like a secret, by their name or their form. */
function secretElements({ elements }: Properties): Secrets {
  const names = Object.entries(isRecord(elements) ? elements : {})
    .filter(([name, text]) => looksSecret(name, typeof text === "string" ? text : ""))
    .map(([name]) => name);
  return names.length === 0 ? undefined : { elements: Object.fromEntries(names.map((name) => [name, true])) };
}

function secretXml({ xml }: Properties): Secrets {
  return typeof xml === "string" && xmlMayHoldSecret(xml) ? { xml: true } : undefined;
}
