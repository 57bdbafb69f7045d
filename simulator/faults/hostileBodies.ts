import { LINE_END } from "../xml/writeXml";

const MIB = 1024 * 1024;
const PIECE = 64 * 1024;

/** An answer of many MiB, in pieces, so that it is never in memory as a whole. */
export function* hugeBody(mebibytes: number): Generator<string> {
  yield `<?xml version="1.0"?>${LINE_END}<Response><Code>200</Code><Message>`;
  const piece = "x".repeat(PIECE);
  for (let sent = 0; sent < mebibytes * MIB; sent += PIECE) {
    yield piece;
  }
  yield "</Message></Response>";
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
