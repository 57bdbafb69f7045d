import { LINE_END } from "../xml/writeXml";

const MIB = 1024 * 1024;
const CHUNK_LENGTH = 64 * 1024;
const ATTRIBUTES_PER_CHUNK = 10_000;

/** An answer of many MiB in chunks, so that it is never in memory as a whole. */
export function* hugeBody(mebibytes: number): Generator<string> {
  yield `<?xml version="1.0"?>${LINE_END}<Response><Code>200</Code><Message>`;
  const chunk = "x".repeat(CHUNK_LENGTH);
  for (let sent = 0; sent < mebibytes * MIB; sent += CHUNK_LENGTH) {
    yield chunk;
  }
  yield "</Message></Response>";
}

/** A well-formed answer with very many attributes in one element, in chunks. */
export function* attributesBody(count: number): Generator<string> {
  yield `<?xml version="1.0"?>${LINE_END}<Response`;
  for (let written = 0; written < count; written += ATTRIBUTES_PER_CHUNK) {
    const length = Math.min(ATTRIBUTES_PER_CHUNK, count - written);
    yield Array.from({ length }, (_, index) => ` a${(written + index).toString(36)}="1"`).join("");
  }
  yield "><Code>200</Code><Message>Command successfully executed</Message></Response>";
}

/** An answer with its Code twice. */
export function withTwoCodes(answer: string): string {
  return answer.replace(/<Code>.*?<\/Code>/, "$&$&");
}

/** An answer whose Code is a word. */
export function withOddCode(answer: string): string {
  return answer.replace(/<Code>.*?<\/Code>/, "<Code>OK</Code>");
}

/** An answer about another extension. An answer without a configuration is not changed. */
export function withOtherId(answer: string): string {
  return answer.replace(/<ID>(.*?)<\/ID>/, "<ID>$1-other</ID>");
}

/** A configuration without its ID. An answer without a configuration is not changed. */
export function withoutId(answer: string): string {
  return answer.replace(/\s*<ID>.*?<\/ID>/, "");
}

/** An answer with more elements, named like properties of JavaScript objects. */
export function withOddNames(answer: string): string {
  const odd = ["__proto__", "constructor", "toString", "hasOwnProperty"].map((name) => `<${name}>x</${name}>`).join("");
  return answer.replace(answer.includes("</Config>") ? "</Config>" : "</Response>", (end) => odd + end);
}

/** An answer whose message begins with these characters. */
export function withInMessage(answer: string, text: string): string {
  return answer.replace("<Message>", () => `<Message>${text}`);
}

/** An answer whose message begins with an entity for a file of the machine that reads it. */
export function withExternalEntity(answer: string): string {
  return answer
    .replace("<Response", `<!DOCTYPE Response [<!ENTITY file SYSTEM "file:///etc/passwd">]>${LINE_END}<Response`)
    .replace("<Message>", "<Message>&file;");
}

/** A well-formed answer with very deeply nested elements. */
export function deepBody(levels: number): string {
  const head = `<?xml version="1.0"?>${LINE_END}<Response><Code>200</Code><Message>Command successfully executed</Message>`;
  return `${head}${"<a>".repeat(levels)}${"</a>".repeat(levels)}</Response>`;
}

/** A small answer whose entities become gigabytes ("a billion laughs"). */
export function bombBody(): string {
  const names = "abcdefghij";
  const entities = [...names].map((name, index) => {
    const before = names.charAt(index - 1);
    return `<!ENTITY ${name} "${(before === "" ? "lol" : `&${before};`).repeat(10)}">`;
  });
  return `<?xml version="1.0"?><!DOCTYPE Response [${entities.join("")}]><Response><Code>200</Code><Message>&j;</Message></Response>`;
}

/** An answer with a DOCTYPE in front, whose message begins with an entity that is declared there. */
export function withDoctype(answer: string): string {
  return answer
    .replace("<Response", `<!DOCTYPE Response [<!ENTITY note "Note: ">]>${LINE_END}<Response`)
    .replace("<Message>", "<Message>&note;");
}

/**
 * An answer as a newer product of the vendor may send it. Of that API only IDs such as `101@localhost` and the elements
 * PhoneNumber and State are known: the rest is **made up**.
 */
export function newerApiBody(): string {
  return [
    `<?xml version="1.0" encoding="utf-8"?>`,
    "<Response>",
    "  <Extensions>",
    "    <Extension>",
    "      <Id>101@localhost</Id>",
    "      <PhoneNumber>101</PhoneNumber>",
    "      <State>Registered</State>",
    "    </Extension>",
    "  </Extensions>",
    "</Response>",
  ].join(LINE_END);
}
