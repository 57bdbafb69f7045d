import type { ServerResponse } from "node:http";

/** How many characters may wait for a browser that reads slowly. */
const MAX_WAITING = 256 * 1024;

/** How many streams may be open. A browser opens one for each tab. */
const MAX_STREAMS = 32;

/**
 * The streams of server-sent events to the console's pages. A browser that reads slowly misses events, and is then asked to
 * read the state again: what waits for it never grows beyond a limit.
 */
export class EventStreams {
  readonly #behind = new Map<ServerResponse, boolean>();

  /** How many are open. */
  get size(): number {
    return this.#behind.size;
  }

  /** Begins a stream. @returns false where too many are open */
  open(response: ServerResponse): boolean {
    if (this.#behind.size >= MAX_STREAMS) {
      return false;
    }
    this.#behind.set(response, false);
    response.once("close", () => this.#behind.delete(response));
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    // The browser waits two seconds before it connects again.
    response.write(`retry: 2000\n${eventText("reload", {})}`);
    return true;
  }

  /** Sends an event to every page. */
  send(name: string, data: unknown): void {
    const text = eventText(name, data);
    const sent = text.length > MAX_WAITING ? eventText("reload", {}) : text;
    for (const response of this.#behind.keys()) {
      this.#write(response, sent);
    }
  }

  #write(response: ServerResponse, text: string): void {
    if (this.#behind.get(response) === true) {
      return;
    }
    if (response.writableLength <= MAX_WAITING) {
      response.write(text);
      return;
    }
    this.#behind.set(response, true);
    response.once("drain", () => {
      if (this.#behind.has(response)) {
        this.#behind.set(response, false);
        response.write(eventText("reload", {}));
      }
    });
  }
}

/** JSON has no line end of its own. */
function eventText(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
