/** A text is no well-formed XML, or has a DOCTYPE. The message quotes nothing of the text: it may hold passwords. */
export class MalformedXml extends Error {
  override readonly name = "MalformedXml";
}
