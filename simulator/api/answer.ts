import type { XmlElement } from "../xml/xmlElement";
import type { StatusCode } from "./statusCodes";
import { statusMessages } from "./statusCodes";

/** What the PBX answers, before it is written. */
export interface Answer {
  readonly code: number;
  readonly message: string;
  readonly payload?: XmlElement;
}

/**
 * An answer with its documented message.
 *
 * @param values - what stands for `{0}` and `{1}`
 */
export function answer(code: StatusCode, values: readonly string[] = [], payload?: XmlElement): Answer {
  const message = statusMessages[code].replace(/\{(\d)\}/g, (_, index: string) => values[Number(index)] ?? "");
  return { code, message, ...(payload !== undefined && { payload }) };
}

/** Whether something is an answer already, where it might have been what was asked for. */
export function isAnswer(candidate: object): candidate is Answer {
  return "code" in candidate && "message" in candidate;
}
