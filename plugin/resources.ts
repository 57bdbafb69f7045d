import { extension } from "../provider/lifecycle/extension/extensionType";
import type { ResourceType } from "../provider/lifecycle/resourceType";
import { sipExtension } from "../provider/lifecycle/sipExtension/sipExtensionType";
import type { Properties } from "../provider/secrets/properties";
import { urnParts } from "./urn";

/** A resource type as this plugin offers it. */
export interface NativeResource {
  type: ResourceType;
  /** What the program means, in the terms of the lifecycle. */
  prepareInputs(urn: string, news: Properties): Properties;
}

/** The resource types, by their tokens. */
export const nativeResources: Readonly<Record<string, NativeResource>> = {
  "ozeki:index:SipExtension": {
    type: sipExtension,
    prepareInputs(urn, news) {
      const { project, stack } = urnParts(urn);
      // In place of a missing password, as the class of the dynamic resource writes it.
      return { ...news, password: news.password ?? `@generate ${project}/${stack}` };
    },
  },
  "ozeki:index:Extension": {
    type: extension,
    prepareInputs: (_urn, news) => news,
  },
};
