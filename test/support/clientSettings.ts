import type { ClientSettings } from "../../provider/api";

/** Settings of a client: the defaults, but patient for seconds only and without repetitions. */
export function clientSettings(url: string, given: Partial<ClientSettings> = {}): ClientSettings {
  return { url, requestTimeout: 20, maxRetries: 0, maxConcurrency: 8, configXmlEncoding: "plain", ...given };
}
