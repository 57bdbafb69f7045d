import type { Declared } from "../provider/lifecycle/declared";
import { extension } from "../provider/lifecycle/extension/kind";
import type { Kind } from "../provider/lifecycle/kind";
import { sipExtension } from "../provider/lifecycle/sipExtension/kind";
import type { Properties } from "../provider/secrets/properties";
import { urnParts } from "./urn";

/** A type of resource of this plugin. */
export interface ResourceType {
  /** What the lifecycle has to know of it. */
  kind: Kind<Declared>;
  /** What the program means, in the terms of the lifecycle. */
  given(urn: string, news: Properties): Properties;
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
  },
  "ozeki:index:Extension": {
    kind: extension as unknown as Kind<Declared>,
    given: (_urn, news) => news,
  },
};
