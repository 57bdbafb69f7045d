import * as pulumi from "@pulumi/pulumi";
import { soundsSecret } from "./secretNames";

type Texts = pulumi.Input<Record<string, pulumi.Input<string>>>;

/** Makes the values of those elements secrets whose name says that they are, whatever the program passed. */
export function secretsByName(elements: Texts | undefined): Texts | undefined {
  if (elements === undefined || elements === null) {
    return elements;
  }
  // Only where all of it comes from elsewhere have the names to be waited for.
  return pulumi.Output.isInstance(elements) || elements instanceof Promise
    ? pulumi.output(elements).apply((texts) => pulumi.output(marked(texts)))
    : marked(elements as Record<string, pulumi.Input<string>>);
}

function marked(texts: Record<string, pulumi.Input<string>>): Record<string, pulumi.Input<string>> {
  if (typeof texts !== "object" || texts === null || Array.isArray(texts)) {
    // Not what is asked for: check says so.
    return texts;
  }
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, soundsSecret(name) ? pulumi.secret(text) : text]),
  );
}
