import type { handleUnaryCall, ServerUnaryCall, sendUnaryData } from "@grpc/grpc-js";
import { failureOf, unimplemented } from "./failure";

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

function isFailure(error: unknown): error is ReturnType<typeof unimplemented> {
  return typeof error === "object" && error !== null && "details" in error && "code" in error;
}

/** One method of the protocol streams its answers. */
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
