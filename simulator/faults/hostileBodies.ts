import { LINE_END } from "../xml/writeXml";

const MIB = 1024 * 1024;
const PIECE = 64 * 1024;
const ATTRIBUTES_A_PIECE = 10_000;

/** An answer of many MiB, in pieces, so that it is never in memory as a whole. */
export function* hugeBody(mebibytes: number): Generator<string> {
  yield `<?xml version="1.0"?>${LINE_END}<Response><Code>200</Code><Message>`;
  const piece = "x".repeat(PIECE);
  for (let sent = 0; sent < mebibytes * MIB; sent += PIECE) {
    yield piece;
  }
  yield "</Message></Response>";
}

/** An answer with one element of very many attributes, in pieces. It is well-formed. */
export function* attributesBody(count: number): Generator<string> {
  yield `<?xml version="1.0"?>${LINE_END}<Response`;
  for (let written = 0; written < count; written += ATTRIBUTES_A_PIECE) {
    const length = Math.min(ATTRIBUTES_A_PIECE, count - written);
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

/** An answer about another extension. One that has no configuration stays as it is. */
export function withOtherId(answer: string): string {
  return answer.replace(/<ID>(.*?)<\/ID>/, "<ID>$1-other</ID>");
}

/** A configuration without its ID. An answer that has none stays as it is. */
export function withoutId(answer: string): string {
  return answer.replace(/\s*<ID>.*?<\/ID>/, "");
}

/** An answer with further elements, by names that objects of JavaScript have. */
export function withOddNames(answer: string): string {
  const odd = ["__proto__", "constructor", "toString", "hasOwnProperty"].map((name) => `<${name}>x</${name}>`).join("");
  return answer.replace(answer.includes("</Config>") ? "</Config>" : "</Response>", (end) => odd + end);
}

/** An answer whose message begins with these characters. */
export function withInMessage(answer: string, text: string): string {
  return answer.replace("<Message>", () => `<Message>${text}`);
}

/** An answer whose message begins with an entity that stands for a file of the machine that reads it. */
export function withExternalEntity(answer: string): string {
  return answer
    .replace("<Response", `<!DOCTYPE Response [<!ENTITY file SYSTEM "file:///etc/passwd">]>${LINE_END}<Response`)
    .replace("<Message>", "<Message>&file;");
}

/** An answer whose elements are nested very deep. It is well-formed. */
export function deepBody(levels: number): string {
  const head = `<?xml version="1.0"?>${LINE_END}<Response><Code>200</Code><Message>Command successfully executed</Message>`;
  return `${head}${"<a>".repeat(levels)}${"</a>".repeat(levels)}</Response>`;
}

/** An answer that is small and whose entities, once replaced, are gigabytes ("a billion laughs"). */
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
 * What a newer product of the vendor might answer. Of that API it is only known that its Ids look like
 * `101@localhost` and that it has elements PhoneNumber and State: the rest of this shape is **made up**.
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
