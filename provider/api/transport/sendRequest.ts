import type { Dispatcher } from "undici";
import { onAbort } from "../clock";
import { BadReply, RequestTimedOut, Unreachable } from "../errors";
import type { RequestSubject } from "../requestSubject";
import { GrowingBuffer } from "./growingBuffer";
import { networkFailure } from "./networkFailure";

const MIB = 1024 * 1024;

/** An HTTP reply, read to its end. */
export interface HttpReply {
  status: number;
  /** The header Content-Encoding. */
  encoding?: string | undefined;
  body: Buffer;
}

/** One request, for {@link sendRequest}. */
export interface HttpRequest {
  subject: RequestSubject;
  /** The largest reply that is read, in bytes. */
  maxBytes: number;
  /** The fields of the form. May hold secrets: they go into the body and nowhere else. */
  form: URLSearchParams;
  /** Milliseconds that the whole answer may take. Called once the request leaves the queue. */
  timeout: () => number;
  /** Milliseconds that the connection may take. */
  connectTimeout: number;
  /** Cancels the request, in the queue or on the wire. */
  signal: AbortSignal | undefined;
  /** Cancels the request in the queue only. */
  stopping?: AbortSignal | undefined;
}

/**
 * Sends one request and reads its answer to the end.
 *
 * @throws OzekiError with the information whether the PBX may have received the request
 * @throws the signal's reason where it was aborted
 */
export function sendRequest(dispatcher: Dispatcher, request: HttpRequest): Promise<HttpReply> {
  const { subject, signal } = request;
  return new Promise((resolve, reject) => {
    let started = false;
    let isOver = false;
    let timer: NodeJS.Timeout | undefined;
    let stop = (_reason: Error) => {};
    let stopListening = () => {};
    let status = 0;
    let encoding: string | undefined;
    const body = new GrowingBuffer();

    const finish = (deliver: () => void) => {
      isOver = true;
      clearTimeout(timer);
      stopListening();
      deliver();
    };
    const fail = (error: unknown) => finish(() => reject(error));
    const cancel = () => {
      fail(signal?.reason);
      stop(new Error("cancelled"));
    };
    if (signal?.aborted) {
      cancel();
      return;
    }
    stopListening = onAbort(signal, cancel);
    // The library has only one connect timeout for all that share its connections.
    timer = setTimeout(() => {
      const error = new Unreachable(subject, "UND_ERR_CONNECT_TIMEOUT");
      fail(error);
      stop(error);
    }, request.connectTimeout);

    dispatcher.dispatch(
      {
        path: "/",
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: request.form.toString(),
        // Our timer covers the whole answer: undici's starts again with every part of it.
        headersTimeout: 0,
        bodyTimeout: 0,
      },
      {
        onRequestStart(controller) {
          stop = (reason) => controller.abort(reason);
          if (isOver) {
            stop(new Error("cancelled"));
            return;
          }
          started = true;
          clearTimeout(timer);
          const milliseconds = request.timeout();
          timer = setTimeout(() => stop(new RequestTimedOut(subject, milliseconds / 1000)), milliseconds);
        },
        onResponseStart(_controller, statusCode, headers) {
          status = statusCode;
          encoding = String(headers["content-encoding"] ?? "") || undefined;
        },
        onResponseData(controller, chunk) {
          if (body.length + chunk.length > request.maxBytes) {
            controller.abort(new BadReply(subject, `it is larger than ${request.maxBytes / MIB} MiB`));
          } else {
            body.append(chunk);
          }
        },
        onResponseEnd() {
          finish(() => resolve({ status, encoding, body: body.content() }));
        },
        onResponseError(_controller, error) {
          fail(networkFailure(subject, error, started));
        },
      },
    );
  });
}
