const STYLES = { bold: "1", dim: "2", red: "31", green: "32", cyan: "36" };

/** Where the demo prints: in colours on a terminal that wants them, and elsewhere as plain text. */
export class Outlet {
  #stream;
  #hasProgress = false;
  #gone = new AbortController();

  /** @param {NodeJS.WriteStream} stream */
  constructor(stream) {
    this.#stream = stream;
    // Whoever read this has gone, as in `npm run demo | head`: then nobody needs the rest.
    stream.on("error", (error) => this.#gone.abort(error));
    // What knows terminals knows NO_COLOR and TERM=dumb too.
    this.inColours = stream.isTTY === true && stream.hasColors();
  }

  /** Aborted when nobody reads any more. */
  get gone() {
    return this.#gone.signal;
  }

  /** @param {string} text */
  line(text) {
    this.#endProgress();
    this.#stream.write(`${text}\n`);
  }

  /** @param {readonly string[]} texts */
  lines(texts) {
    for (const text of texts) this.line(text);
  }

  /**
   * What comes next, in a sentence.
   * @param {string} sentence
   */
  introduce(sentence) {
    this.line("");
    this.line(this.#styled("bold", sentence));
  }

  /**
   * A command, as somebody would type it.
   * @param {string} text
   */
  command(text) {
    this.line(this.#styled("cyan", `$ ${text}`));
  }

  /**
   * A line of what a command printed.
   * @param {string} text
   */
  output(text) {
    this.line(text === "" ? "" : `  ${text}`);
  }

  /** @param {string} text */
  remark(text) {
    this.line(this.#styled("dim", text));
  }

  /** @param {string} text */
  added(text) {
    this.line(this.#styled("green", `+ ${text}`));
  }

  /** @param {string} text */
  removed(text) {
    this.line(this.#styled("red", `- ${text}`));
  }

  /** @param {string} text */
  error(text) {
    this.#endProgress();
    console.error(this.#styled("red", text));
  }

  /** Shows how far a long step is, in place of what was shown before; undefined where there is no terminal. */
  get progress() {
    if (this.#stream.isTTY !== true) return undefined;
    return (/** @type {string} */ text) => {
      this.#endProgress();
      this.#stream.write(text.slice(0, (this.#stream.columns || 80) - 1));
      this.#hasProgress = true;
    };
  }

  #endProgress() {
    if (this.#hasProgress) this.#stream.write("\r\u001b[K");
    this.#hasProgress = false;
  }

  /**
   * @param {keyof typeof STYLES} style
   * @param {string} text
   */
  #styled(style, text) {
    return this.inColours ? `\u001b[${STYLES[style]}m${text}\u001b[0m` : text;
  }
}
