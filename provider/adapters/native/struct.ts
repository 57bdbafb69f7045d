import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties, Secrets } from "../../secrets/properties";
import { isRecord } from "../../secrets/properties";
import { UNKNOWN } from "../../types/unknown";
import { unwrapSecrets, wrapSecrets } from "../shared/secretEnvelopes";

/** Properties of a message, and which of them are secrets. */
export interface ReceivedProperties {
  properties: Properties;
  secrets: Secrets;
}

/** The engine's unknown values: one for each type. The lifecycle knows the one for strings. */
const UNKNOWNS = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Reads the properties of a message. */
export function fromStruct(struct: Struct | undefined): ReceivedProperties {
  const { value, secrets } = unwrapSecrets(struct?.toJavaScript() ?? {});
  return { properties: withOneUnknown(value) as Properties, secrets };
}

/** Writes properties for a message, which cannot hold `undefined`. */
export function toStruct(properties: object, secrets: Secrets): Struct {
  const present = Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
  return Struct.fromJavaScript(wrapSecrets(present, secrets) as Parameters<typeof Struct.fromJavaScript>[0]);
}

function withOneUnknown(value: unknown): unknown {
  if (typeof value === "string") {
    return UNKNOWNS.has(value) ? UNKNOWN : value;
  }
  if (Array.isArray(value)) {
    return value.map(withOneUnknown);
  }
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withOneUnknown(inner)]))
    : value;
}
