/** A text is no XML that this package reads. The message says why, and holds nothing of the text. */
export class MalformedXml extends Error {
  constructor(why: string) {
    super(why);
    this.name = "MalformedXml";
  }
}
