import type { IncomingMessage, ServerResponse } from "node:http";
import { isRefusedAddress } from "../api/access";
import type { Answer } from "../api/answer";
import type { ApiRequest } from "../api/apiRequest";
import { executeRequest } from "../api/executeRequest";
import type { PbxConsole } from "../console/pbxConsole";
import { CONSOLE_PATH } from "../console/pbxConsole";
import { applyFault } from "../faults/applyFault";
import type { ArmedFaults } from "../faults/armedFaults";
import { printFault } from "../faults/fault";
import type { PbxState } from "../pbxState";
import type { RecordedRequest } from "../recordedRequest";
import type { RequestRecord, RequestRecords } from "../requestRecord";
import { isFromOtherSite, otherSitePage } from "./browsers";
import { Exchange } from "./exchange";
import { bodyTooLargePage, notFoundPage } from "./htmlPages";
import { isPlainMethod, readApiRequest, target } from "./readApiRequest";

/** What a handler of requests works with. */
export interface RequestHandling {
  readonly state: PbxState;
  readonly records: RequestRecords;
  readonly faults: ArmedFaults;
  /** The address that the simulator listens on. */
  readonly host: string;
  /** Milliseconds that pass before a request is executed. */
  latency(): number;
  /** Waits. @throws where the PBX is stopped meanwhile */
  pause(milliseconds: number): Promise<void>;
  /** The web console under `/__console`; undefined where the simulator has none. */
  readonly console: PbxConsole | undefined;
  /** Called for every request when it is over. */
  readonly onRequest: ((request: RecordedRequest) => void) | undefined;
}

/** Answers HTTP requests: with the console's page, a fault, or what the PBX answers. */
export class RequestHandler {
  readonly #handling: RequestHandling;
  readonly #underWay = new Set<Exchange>();
  #mostConcurrent = 0;

  constructor(handling: RequestHandling) {
    this.#handling = handling;
  }

  /** The highest number of requests that were under way at once, each until its answer is sent. */
  get mostConcurrent(): number {
    return this.#mostConcurrent;
  }

  /** Counts {@link mostConcurrent} from now on. */
  resetMostConcurrent(): void {
    this.#mostConcurrent = this.#underWay.size;
  }

  /** Takes a request of the HTTP server. */
  handle(request: IncomingMessage, response: ServerResponse): void {
    const answered = this.#isForConsole(request)
      ? this.#handling.console?.handle(request, response)
      : this.#answer(this.#begin(request, response));
    answered?.catch((error: unknown) => {
      // A connection that ended, or a PBX that was stopped, needs no answer. A bug in the simulator must be seen.
      if (!request.socket.destroyed) {
        console.error("The simulator failed.", error);
        request.socket.destroy();
      }
    });
  }

  /** Whether a request is the console's: it is not one to the PBX, and neither counted nor recorded. */
  #isForConsole(request: IncomingMessage): boolean {
    const { console, state, host } = this.#handling;
    const { path } = target(request);
    return (
      console !== undefined &&
      (path === CONSOLE_PATH || path.startsWith(`${CONSOLE_PATH}/`)) &&
      !isFromOtherSite(request, host, path === CONSOLE_PATH) &&
      !isRefusedAddress(state, request.socket.remoteAddress ?? "")
    );
  }

  #begin(request: IncomingMessage, response: ServerResponse): Exchange {
    const exchange = new Exchange(request, response, (record) => {
      this.#underWay.delete(exchange);
      if (record !== undefined) {
        this.#handling.onRequest?.(record);
        this.#handling.console?.noteRequest(record);
      }
    });
    this.#underWay.add(exchange);
    this.#mostConcurrent = Math.max(this.#mostConcurrent, this.#underWay.size);
    return exchange;
  }

  /** Ends the requests that are under way. */
  finishAll(): void {
    for (const exchange of this.#underWay) {
      exchange.finish();
    }
  }

  async #answer(exchange: Exchange): Promise<void> {
    const { request } = exchange;
    const { state, faults, host } = this.#handling;
    const { path } = target(request);
    const isConsole = this.#handling.console !== undefined && path === CONSOLE_PATH;
    if (isFromOtherSite(request, host, isConsole)) {
      exchange.record = this.#record(request, undefined);
      exchange.response.setHeader("Connection", "close");
      exchange.sendPage(otherSitePage);
      return;
    }
    if (isConsole) {
      // From an address that is refused.
      exchange.sendPage(notFoundPage);
      return;
    }
    if (state.switches.otherPathOrMethod === "404" && (path !== "/" || !isPlainMethod(request))) {
      exchange.record = this.#record(request, undefined);
      exchange.sendPage(notFoundPage);
      return;
    }
    const apiRequest = await readApiRequest(request, state.switches);
    const record = this.#record(request, apiRequest);
    exchange.record = record;
    if (apiRequest === undefined) {
      exchange.response.setHeader("Connection", "close");
      exchange.sendPage(bodyTooLargePage);
      return;
    }
    const fault = faults.forRequest(record.command, record.extensionId);
    record.fault = fault === undefined ? undefined : printFault(fault);
    if (this.#handling.latency() > 0) {
      await this.#handling.pause(this.#handling.latency());
    }
    const execute = () => this.#execute(apiRequest, record);
    if (fault !== undefined) {
      const pause = (milliseconds: number) => this.#handling.pause(milliseconds);
      await applyFault(fault, apiRequest, exchange, { execute: execute, pause });
      return;
    }
    const answer = execute();
    answer === undefined ? exchange.reset() : exchange.answer(answer);
  }

  #record(request: IncomingMessage, apiRequest: ApiRequest | undefined): RequestRecord {
    const record = this.#handling.records.add({
      httpMethod: request.method ?? "",
      url: request.url ?? "",
      command: apiRequest?.command,
      extensionId: apiRequest?.extensionId,
      parameters: apiRequest?.parameters.toObject() ?? {},
    });
    this.#handling.console?.noteRequest(record);
    return record;
  }

  #execute(request: ApiRequest, record: RequestRecord): Answer | undefined {
    const answer = executeRequest(this.#handling.state, request);
    if (answer === "dropped") {
      return undefined;
    }
    record.executed = answer.code === 200;
    record.why = answer.why;
    return answer;
  }
}
