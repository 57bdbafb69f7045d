import type { IncomingMessage } from "node:http";
import { request } from "node:http";
import type { Simulator } from "../../../../../simulator";
import type {
  ConsoleActionName,
  ConsoleActionResult,
  ConsoleState,
  ConsoleUpdate,
  ExtensionSummary,
} from "../../../../../simulator/console/consoleProtocol";
import { onTestFinished } from "../../../../support/onTestFinished";
import { until } from "../../../../support/until";
import { sendRaw } from "../../support/send";

/** The token in the console's page. */
export async function tokenOf(pbx: Simulator): Promise<string> {
  const { text } = await sendRaw(pbx, { path: "/__console" });
  return /<meta name="console-token" content="([\w-]+)">/.exec(text)?.[1] ?? "";
}

/** The headers with which the console's page sends a request that changes something. */
export async function pageHeaders(pbx: Simulator): Promise<Record<string, string>> {
  return {
    Origin: pbx.origin,
    "Content-Type": "application/json",
    "Sec-Fetch-Site": "same-origin",
    "X-Console-Token": await tokenOf(pbx),
  };
}

/** Does what the console's page does. */
export async function act(
  pbx: Simulator,
  name: ConsoleActionName,
  body: unknown,
): Promise<{ status: number; result: ConsoleActionResult }> {
  const headers = await pageHeaders(pbx);
  const how = { path: `/__console/${name}`, method: "POST", headers, body: JSON.stringify(body) };
  const { status, text } = await sendRaw(pbx, how);
  return { status, result: JSON.parse(text) as ConsoleActionResult };
}

export async function readState(pbx: Simulator): Promise<ConsoleState> {
  return JSON.parse((await sendRaw(pbx, { path: "/__console/state" })).text) as ConsoleState;
}

export async function summaryOf(pbx: Simulator, wanted: string): Promise<ExtensionSummary | undefined> {
  return (await readState(pbx)).extensions.find(({ id }) => id === wanted);
}

/** The stream of events, as a page reads it. */
export class EventReader {
  readonly #response: IncomingMessage;
  /** All that has arrived. */
  text = "";

  private constructor(response: IncomingMessage) {
    this.#response = response;
    response.on("error", () => undefined);
  }

  /** @param isReading - false for a browser that reads nothing */
  static async open(pbx: Simulator, isReading = true): Promise<EventReader> {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = request(`${pbx.origin}/__console/events`, { agent: false }, resolve);
      sent.on("error", reject);
      sent.end();
    });
    const reader = new EventReader(response);
    onTestFinished(() => reader.leave());
    if (isReading) {
      reader.resume();
    }
    return reader;
  }

  get status(): number {
    return this.#response.statusCode ?? 0;
  }

  get contentType(): string | undefined {
    return this.#response.headers["content-type"];
  }

  get isEnded(): boolean {
    return this.#response.destroyed;
  }

  /** Begins to read. */
  resume(): void {
    this.#response.setEncoding("utf8").on("data", (text: string) => {
      this.text += text;
    });
  }

  /** The events of a name so far. */
  events<Data>(name: string): Data[] {
    const found = this.text.matchAll(/^event: (.*)\ndata: (.*)\n\n/gm);
    return [...found].flatMap(([, event, data = ""]) => (event === name ? [JSON.parse(data) as Data] : []));
  }

  /** Waits for an update that is as described. */
  async update(isWanted: (update: ConsoleUpdate) => boolean): Promise<void> {
    await until(() => this.events<ConsoleUpdate>("update").some(isWanted), "an update of the console");
  }

  /** What a browser does that closes the page. */
  leave(): void {
    this.#response.destroy();
  }
}
