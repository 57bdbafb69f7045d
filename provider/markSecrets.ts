import * as pulumi from "@pulumi/pulumi";
import { looksSecret } from "./secrets/texts";
import { xmlMayHoldSecret } from "./secrets/xml";

/** No key of a telephone. */
const UNKNOWN_TEXT = "unknown";

type Texts = pulumi.Input<Record<string, pulumi.Input<string>>>;

/** Makes the values of those elements secrets that look like it, whatever the program passed: by their name, or by their form. */
export function markElements(elements: Texts | undefined): Texts | undefined {
  // Only where all of it comes from elsewhere have the names to be waited for.
  return elements !== undefined && isAwaited(elements) ? pulumi.output(elements).apply(markedLater) : marked(elements);
}

/** Makes a secret of XML that may hold one, whatever the program passed. */
export function markXml(xml: pulumi.Input<string> | undefined): pulumi.Input<string> | undefined {
  return xml === undefined ? xml : markText(xml, xmlMayHoldSecret);
}

const markedLater = (texts: Record<string, string>) => pulumi.output(marked(texts) as Record<string, string>);

function marked<Elements>(texts: Elements): Elements {
  if (typeof texts !== "object" || texts === null || Array.isArray(texts)) {
    // Not what is asked for: check says so.
    return texts;
  }
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      // By its name alone as long as its text is not known.
      looksSecret(name, typeof text === "string" ? text : UNKNOWN_TEXT)
        ? pulumi.secret(text)
        : markText(text, (known) => looksSecret(name, known)),
    ]),
  ) as Elements;
}

function markText(text: pulumi.Input<string>, isSecret: (text: string) => boolean): pulumi.Input<string> {
  if (isAwaited(text)) {
    return pulumi.output(text).apply((known) => pulumi.output(markText(known, isSecret)));
  }
  return typeof text === "string" && isSecret(text) ? pulumi.secret(text) : text;
}

function isAwaited<Value>(value: pulumi.Input<Value>): value is pulumi.OutputInstance<Value> | Promise<Value> {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}
