import type { Command } from "../../provider/ozeki";
import { CommandRefused, OzekiError } from "../../provider/ozeki";
import { readReply } from "../../provider/ozeki/reply";
import type { RawAnswer } from "./rawRequest";

/** What an answer comes to: its Code, or why it is no answer of this API. */
export type Outcome = { code: number } | { why: string };

/** Reads the Code of an answer as the client would. */
export function codeOf(answer: RawAnswer, pbx: string, command: Command = "ListExtensions"): Outcome {
  try {
    readReply({ command, pbx }, { status: answer.status, body: answer.body });
    return { code: 200 };
  } catch (error) {
    if (error instanceof CommandRefused) {
      return { code: error.code };
    }
    if (error instanceof OzekiError) {
      return { why: error.message };
    }
    throw error;
  }
}

/** The Code of an answer, in words. */
export function shown(outcome: Outcome): string {
  return "code" in outcome ? `code ${outcome.code}` : "no answer of this API";
}
