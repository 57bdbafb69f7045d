import { once } from "node:events";
import type {
  handleServerStreamingCall,
  handleUnaryCall,
  Metadata,
  ServerUnaryCall,
  ServerWritableStream,
  sendUnaryData,
} from "@grpc/grpc-js";
import { status } from "@grpc/grpc-js";
import { escapeControlChars } from "../../api/display";
import { Interrupted } from "../../lifecycle/errors";
import { BUG_REPORT, errorMessage } from "../shared/errorMessage";

/** An error as gRPC sends it. */
export interface Failure {
  code: status;
  details: string;
  metadata?: Metadata;
}

/** The failure of a method, resource or function that this plugin does not have. */
export function unimplemented(what: string): Failure {
  return { code: status.UNIMPLEMENTED, details: `${what} is not implemented by the provider of Ozeki Phone Systems` };
}

/** The failure of a call that the engine does not make, but another program may. */
export function denied(details: string): Failure {
  return { code: status.PERMISSION_DENIED, details };
}

/** The failure for an error. The engine prints it under the resource. */
export function failureOf(error: unknown): Failure {
  const message = errorMessage(error);
  // The stack of a bug has several lines.
  return {
    code: status.UNKNOWN,
    details: message.startsWith(BUG_REPORT) ? message : escapeControlChars(message),
  };
}

/** A method for the server: answers a request, or fails with what was thrown. */
export function answering<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return async ({ request }: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>) => {
    try {
      callback(null, await answer(request));
    } catch (error) {
      callback(isFailure(error) ? error : failureOf(error));
    }
  };
}

/**
 * A method for the server that answers with a stream: one response at a time, each once there is room for it.
 *
 * @param answer - its signal is aborted once no one waits for the rest
 */
export function streaming<Request, Response>(
  answer: (request: Request, cancelled: AbortSignal) => AsyncIterable<Response>,
): handleServerStreamingCall<Request, Response> {
  return async (call: ServerWritableStream<Request, Response>) => {
    const cancelled = new AbortController();
    call.once("cancelled", () => cancelled.abort(new Interrupted("the caller ended it")));
    try {
      for await (const response of answer(call.request, cancelled.signal)) {
        if (!call.write(response)) {
          await once(call, "drain", { signal: cancelled.signal });
        }
      }
      call.end();
    } catch (error) {
      call.emit("error", isFailure(error) ? error : failureOf(error));
    }
  };
}

function isFailure(error: unknown): error is ReturnType<typeof unimplemented> {
  return typeof error === "object" && error !== null && "details" in error && "code" in error;
}

/** A method that this provider does not have. One method of the protocol streams its answers. */
export function missing(name: string): (call: { emit?: unknown }, callback?: (failure: unknown) => void) => void {
  return (call, callback) => {
    const failure = unimplemented(`The method ${name}`);
    if (callback !== undefined) {
      callback(failure);
    } else {
      (call as { emit(event: string, failure: unknown): void }).emit("error", failure);
    }
  };
}
