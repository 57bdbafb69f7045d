/** A text is no `application/x-www-form-urlencoded`. */
export class MalformedForm extends Error {
  override readonly name = "MalformedForm";
}

/** The charsets of a form. */
export type FormCharset = "utf-8" | "latin1";

/**
 * Decodes a query or the body of a form into names and values, in their order.
 *
 * @throws MalformedForm where a `%` begins no byte, or the bytes are no text in the charset
 */
export function decodeForm(bytes: Buffer, charset: FormCharset): (readonly [string, string])[] {
  return bytes
    .toString("latin1")
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const end = pair.indexOf("=");
      const name = end < 0 ? pair : pair.slice(0, end);
      return [decode(name, charset), end < 0 ? "" : decode(pair.slice(end + 1), charset)] as const;
    });
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** @param text - one character a byte */
function decode(text: string, charset: FormCharset): string {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) {
    throw new MalformedForm("a % that begins no byte");
  }
  const bytes = text
    .replaceAll("+", " ")
    .replace(/%(..)/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  if (charset === "latin1" || !/[\x80-\xff]/.test(bytes)) {
    return bytes;
  }
  try {
    return strict.decode(Buffer.from(bytes, "latin1"));
  } catch {
    throw new MalformedForm("bytes that are no UTF-8");
  }
}
