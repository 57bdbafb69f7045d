/**
 * How ConfigXML is written into its parameter: `plain` as it is, `escaped` with `&` and `<` as references, as the
 * vendor's sample URL shows it.
 */
export type ConfigXmlEncoding = "plain" | "escaped";

/** Writes ConfigXML as the parameter's value. */
export function encodeConfigXml(xml: string, encoding: ConfigXmlEncoding): string {
  // The ampersand first: the other way round, the reference that stands for < would be escaped again.
  return encoding === "plain" ? xml : xml.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
