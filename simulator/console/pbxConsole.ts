import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { commandNames } from "../api/commands";
import type { Extensions } from "../extensions";
import type { ArmedFaults } from "../faults/armedFaults";
import { printFault } from "../faults/fault";
import { faultKinds } from "../faults/faultKinds";
import { inertHeaders, isOwnPage } from "../http/browsers";
import { readBody, target } from "../http/readApiRequest";
import type { PbxExtension, PbxState } from "../pbxState";
import type { RecordedRequest } from "../recordedRequest";
import { switchNames, switchTable } from "../switches";
import { shortened } from "../visibleText";
import { ActivityLog } from "./activityLog";
import { consolePage } from "./consolePage";
import type { ConsoleState, ConsoleUpdate } from "./consoleProtocol";
import { EventStreams } from "./eventStreams";
import { extensionSummary } from "./extensionSummary";
import { ActionRefused, isActionName, performAction } from "./performAction";
import { faultAbout } from "./requestOutcome";

/** Where the console is. */
export const CONSOLE_PATH = "/__console";

/** The header with the page's token. A page of another site can send it only where the simulator allows it, which it never does. */
const TOKEN_HEADER = "x-console-token";

const MAX_BODY_BYTES = 64 * 1024;

/** Changes within this time are one event. */
const UPDATE_INTERVAL_MS = 40;

/** What the console shows and changes. */
export interface ConsoleSubject {
  readonly state: PbxState;
  readonly extensions: Extensions;
  readonly faults: ArmedFaults;
  /** The address that the simulator listens on. */
  readonly host: string;
  /** The simulator's address, such as `http://127.0.0.1:7780`. */
  origin(): string;
  /** Called after each change that was made in the console, with a line for people. */
  readonly onChange: ((line: string) => void) | undefined;
}

/** The simulator's web console: its page, its requests, and its stream of events. */
export class PbxConsole {
  readonly #subject: ConsoleSubject;
  readonly #initial: readonly PbxExtension[];
  readonly #token = randomBytes(24).toString("base64url");
  readonly #instance = randomBytes(8).toString("hex");
  readonly #log = new ActivityLog();
  readonly #streams = new EventStreams();
  readonly #changedIds = new Set<string>();
  readonly #changedLines = new Set<number>();
  #timer: NodeJS.Timeout | undefined;

  /** The extensions of this moment are those that "Undo all" brings back. */
  constructor(subject: ConsoleSubject) {
    this.#subject = subject;
    this.#initial = [...subject.state.extensions.values()];
  }

  /** The number of pages that listen to events. */
  get openStreams(): number {
    return this.#streams.size;
  }

  /** Notes that a request arrived, or that it is over. */
  noteRequest(request: RecordedRequest): void {
    this.#changedLines.add(this.#log.noteRequest(request));
    this.#scheduleUpdate();
  }

  /** Notes that an extension was created, changed or removed. */
  noteExtension(id: string): void {
    this.#changedIds.add(id);
    this.#scheduleUpdate();
  }

  /** Forgets what waits to be sent. The listener ends the streams. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Answers a request whose path is the console's or below it. The caller has refused those of other sites. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [header, value] of Object.entries(inertHeaders)) {
      response.setHeader(header, value);
    }
    const name = target(request).path.slice(CONSOLE_PATH.length).replace(/^\//, "");
    if (isActionName(name)) {
      await this.#act(request, response, name);
    } else if (!["", "state", "events"].includes(name)) {
      sendJson(response, 404, { error: "The console has no such path." });
    } else if (request.method !== "GET") {
      sendJson(response, 405, { error: "Use GET." });
    } else if (name === "") {
      const { status, headers, body } = consolePage(this.#token);
      response.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(body) }).end(body);
    } else if (name === "state") {
      sendJson(response, 200, this.#state());
    } else if (!this.#streams.open(response)) {
      sendJson(response, 503, { error: "Too many pages of the console are open." });
    }
  }

  /** A page of another site cannot read this page, so it has no token. Each check alone keeps other sites out. */
  async #act(request: IncomingMessage, response: ServerResponse, name: Parameters<typeof performAction>[1]) {
    const { headers, method } = request;
    const refuse = (status: number, error: string) => {
      // The body is not read.
      response.setHeader("Connection", "close");
      sendJson(response, status, { error });
    };
    if (method !== "POST") {
      refuse(405, "Use POST.");
    } else if (!isOwnPage(request, this.#subject.host) || headers[TOKEN_HEADER] !== this.#token) {
      refuse(403, "Only the console's own page may do this. Reload it.");
    } else if (!/^application\/json\s*(;|$)/i.test(headers["content-type"] ?? "")) {
      refuse(415, "The body must be JSON.");
    } else {
      const body = await readBody(request, MAX_BODY_BYTES);
      if (body === undefined) {
        refuse(413, "The body is larger than 64 KiB.");
        return;
      }
      this.#perform(response, name, body);
    }
  }

  #perform(response: ServerResponse, name: Parameters<typeof performAction>[1], body: Buffer): void {
    const subject = {
      ...this.#subject,
      initial: this.#initial,
      onDone: (title: string, extensionId: string) => this.#noteAction(title, extensionId),
    };
    try {
      sendJson(response, 200, performAction(subject, name, parseJson(body)));
    } catch (error) {
      if (!(error instanceof ActionRefused)) {
        throw error;
      }
      sendJson(response, error.status, { error: error.message });
    }
  }

  #noteAction(title: string, extensionId: string): void {
    this.#changedLines.add(this.#log.noteAction(title, extensionId));
    this.#scheduleUpdate();
    this.#subject.onChange?.(`console  ${title}${extensionId === "" ? "" : `  ${shortened(extensionId)}`}`);
  }

  #state(): ConsoleState {
    const { state, origin } = this.#subject;
    return {
      instance: this.#instance,
      origin: origin(),
      initialCount: this.#initial.length,
      types: state.types.map(({ type }) => type),
      commands: commandNames,
      extensions: [...state.extensions.values()].map(extensionSummary),
      log: this.#log.list(),
      faults: this.#faults(),
      faultKinds: Object.entries(faultKinds).map(([kind, { about, amount }]) => ({ kind, about, unit: amount?.unit })),
      switches: switchNames.map((name) => ({ name, value: state.switches[name], ...switchTable[name] })),
    };
  }

  #faults(): ConsoleUpdate["faults"] {
    return this.#subject.faults.list().map((fault) => ({ fault: printFault(fault), about: faultAbout(fault.kind) }));
  }

  #scheduleUpdate(): void {
    if (this.#streams.size === 0) {
      // A page that comes later reads the whole state.
      this.#changedIds.clear();
      this.#changedLines.clear();
      return;
    }
    this.#timer ??= setTimeout(() => this.#sendUpdate(), UPDATE_INTERVAL_MS).unref();
  }

  #sendUpdate(): void {
    this.#timer = undefined;
    const { extensions } = this.#subject.state;
    const ids = [...this.#changedIds];
    const lines = [...this.#changedLines];
    this.#changedIds.clear();
    this.#changedLines.clear();
    const update: ConsoleUpdate = {
      extensions: ids.flatMap((id) => extensions.get(id) ?? []).map(extensionSummary),
      removed: ids.filter((id) => !extensions.has(id)),
      log: lines.flatMap((number) => this.#log.get(number) ?? []),
      faults: this.#faults(),
    };
    this.#streams.send("update", update);
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new ActionRefused("The body is not JSON.");
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  const headers = { "Content-Type": "application/json", "Cache-Control": "no-store" };
  response.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(body) }).end(body);
}
