import type { RequestSubject } from "../command";
import { statusCode } from "../statusCodes";
import { OzekiError } from "./ozekiError";

/** The PBX answered with another Code than 200: it did not carry the command out. */
export class CommandRefused extends OzekiError {
  readonly title: string = "Refused by the PBX";

  /**
   * @param code - the answer's Code
   * @param message - the answer's Message, as far as it may be shown
   */
  constructor(
    subject: RequestSubject,
    readonly code: number,
    message?: string,
  ) {
    super(subject, "no", `the PBX answered ${code} (${nameOf(code)})${message === undefined ? "" : `: ${message}`}`);
  }

  /** The documented name of the code, such as `InvalidConfig`. */
  get codeName(): string | undefined {
    return statusCode(this.code)?.name;
  }
}

function nameOf(code: number): string {
  return statusCode(code)?.name ?? "a code that the vendor does not document";
}

/** Codes 304 and 305: the PBX wants a login, or another one. */
export class LoginRefused extends CommandRefused {
  override readonly title = "Login refused";
}

/** Codes 306 and 307: the PBX does not let this user or this address command it. */
export class AccessForbidden extends CommandRefused {
  override readonly title = "Access forbidden";
}

/** Code 701: the PBX has no such extension. */
export class ConfigNotFound extends CommandRefused {
  override readonly title = "No such extension";
}

/** Code 703: the PBX has an extension of this ID. */
export class ConfigAlreadyExists extends CommandRefused {
  override readonly title = "The extension exists";
}

const classOfCode: ReadonlyMap<number, typeof CommandRefused> = new Map<number, typeof CommandRefused>([
  [304, LoginRefused],
  [305, LoginRefused],
  [306, AccessForbidden],
  [307, AccessForbidden],
  [701, ConfigNotFound],
  [703, ConfigAlreadyExists],
]);

/** The error that a Code stands for. */
export function refusalOf(subject: RequestSubject, code: number, message?: string): CommandRefused {
  const Refusal = classOfCode.get(code) ?? CommandRefused;
  return new Refusal(subject, code, message);
}
