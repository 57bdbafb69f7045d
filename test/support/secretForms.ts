/**
 * Every form in which a secret may appear: as it is, and as URLs, JSON, XML, HTML, hexadecimal and base64 write it.
 * Short pieces of base64 are left out: they occur in anything.
 */
export function secretForms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const xml = secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return [
    ...new Set([
      secret,
      encodeURIComponent(secret),
      new URLSearchParams({ s: secret }).toString().slice(2),
      JSON.stringify(secret).slice(1, -1),
      xml,
      xml.replaceAll('"', "&quot;").replaceAll("'", "&#39;"),
      xml.replaceAll('"', "&quot;").replaceAll("'", "&apos;"),
      bytes.toString("hex"),
      ...base64Forms(bytes),
    ]),
  ];
}

/** What base64 makes of bytes depends on their place in a group of three. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2]
    .map((offset) => {
      const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
        .toString("base64")
        .replace(/=+$/, "");
      // The first and the last characters hold bits of the neighbours.
      return encoded.slice(Math.ceil((offset * 4) / 3), -1);
    })
    .filter((form) => form.length >= 10)
    .flatMap((form) => [form, form.replaceAll("+", "-").replaceAll("/", "_")]);
}
