import type { CommandName } from "../api/commands";
import { commandNamed, commandNames } from "../api/commands";
import type { UnknownName } from "../unknownName";
import type { FaultKind } from "./faultKinds";
import { factsOf, faultKinds, isFaultKind } from "./faultKinds";

/**
 * Something that goes wrong, and when. As a string: `KIND[:AMOUNT][@COMMAND][#WHICH][%EXTENSION]`, such as
 * `drop-after@AddConfig#2`, `code-306#every`, `slow:50@GetConfig#1-3`, `hang%1000`.
 */
export interface Fault {
  readonly kind: FaultKind;
  /** Bytes, milliseconds, MiB or levels: each kind has its unit and its default. */
  readonly amount?: number;
  /** Hits only this command. Default: every request. */
  readonly command?: CommandName;
  /** Hits only requests about this extension. In a string `@`, `#` and `%` are URL-encoded. Default: any. */
  readonly extensionId?: string;
  /**
   * The first of the matching requests that is hit, counted from 1 when the fault was added. Default: 1. Where another
   * fault hits that request, this one hits the next.
   */
  readonly first?: number;
  /** The last of the matching requests that is hit; `Infinity` for every one from the first on. Default: `first`. */
  readonly last?: number;
}

/** There is no such fault. The message names the possible values. */
export class FaultError extends Error {
  override readonly name = "FaultError";

  constructor(
    message: string,
    /** The name that does not exist, where it is one. */
    readonly unknown?: UnknownName,
  ) {
    super(message);
  }
}

const part = /@([^@#%]*)|#([^@#%]*)|%((?:%[0-9A-Fa-f]{2}|[^@#%])+)/g;

/**
 * Reads a fault. The parts after the kind may have any order.
 *
 * @throws FaultError naming the possible values
 */
export function parseFault(text: string): Fault {
  const refuse = (reason: string, unknown?: UnknownName): never => {
    throw new FaultError(`${JSON.stringify(text)} is not a fault: ${reason}`, unknown);
  };
  const [, kind = "", amount, rest = ""] = /^([^:@#%]*)(?::([^@#%]*))?(.*)$/s.exec(text) ?? [];
  const parts = [...rest.matchAll(part)];
  if (parts.reduce((length, [whole]) => length + whole.length, 0) !== rest.length) {
    return refuse("write KIND[:AMOUNT][@COMMAND][#WHICH][%EXTENSION], such as drop-after@AddConfig#2");
  }
  const fault: { -readonly [Key in keyof Fault]: Fault[Key] } = { kind: kind as FaultKind };
  if (amount !== undefined) {
    fault.amount =
      readCount(amount) ?? refuse(`after the colon there must be a whole number from 1, not ${JSON.stringify(amount)}`);
  }
  const seen = new Set<string>();
  for (const [whole, command, which, extension] of parts) {
    const sign = whole.charAt(0);
    if (seen.has(sign)) {
      return refuse(`it has ${sign} twice`);
    }
    seen.add(sign);
    if (command !== undefined) {
      fault.command = commandNamed(command, { ignoreCase: true }) ?? refuse(...noSuchCommand(command));
    } else if (which !== undefined) {
      Object.assign(fault, readWhich(which) ?? refuse("after # there must be N, N-M, N- or every, counted from 1"));
    } else if (extension !== undefined) {
      fault.extensionId = decodeId(extension) ?? refuse("after % there must be an extension's ID, URL-encoded");
    }
  }
  return checkFault(fault, refuse);
}

/** Writes a fault as {@link parseFault} reads it. What has its default value is left out. */
export function printFault(fault: Fault): string {
  const { kind, amount, command, extensionId, first = 1, last = first } = fault;
  return [
    kind,
    amount === undefined ? "" : `:${amount}`,
    command === undefined ? "" : `@${command}`,
    printWhich(first, last),
    extensionId === undefined ? "" : `%${encodeURIComponent(extensionId)}`,
  ].join("");
}

/**
 * Checks a fault that was not read from a string.
 *
 * @throws FaultError naming the possible values
 */
export function checkFault(fault: Fault, refuse: Refuse = refuseFault): Fault {
  const { kind, amount, command, extensionId, first = 1, last = first } = fault;
  if (!isFaultKind(kind)) {
    const known = Object.keys(faultKinds);
    return refuse(`its kind is not one of ${known.join(", ")}`, { what: "fault", given: kind, known });
  }
  if (amount !== undefined && factsOf(kind).amount === undefined) {
    return refuse(`${kind} takes no number after a colon`);
  }
  if (kind === "refuse" && (command !== undefined || extensionId !== undefined)) {
    return refuse("refuse comes before any request, so it takes neither @COMMAND nor %EXTENSION");
  }
  if (command !== undefined && !commandNames.includes(command)) {
    return refuse(...noSuchCommand(command));
  }
  if (extensionId === "") {
    return refuse("its extension's ID is empty");
  }
  const isWhole = (value: number) => Number.isSafeInteger(value) && value >= 1;
  if (!isWhole(first) || (last !== Number.POSITIVE_INFINITY && !isWhole(last)) || last < first) {
    return refuse("it begins and ends with whole numbers from 1, and does not end before it begins");
  }
  if (amount !== undefined && !isWhole(amount)) {
    return refuse("its amount is a whole number from 1");
  }
  return fault;
}

type Refuse = (reason: string, unknown?: UnknownName) => never;

function refuseFault(reason: string, unknown?: UnknownName): never {
  throw new FaultError(`this is not a fault: ${reason}`, unknown);
}

function noSuchCommand(command: string): Parameters<Refuse> {
  return [
    `there is no command ${JSON.stringify(command)}; there are ${commandNames.join(", ")}`,
    { what: "command of the PBX", given: command, known: commandNames },
  ];
}

function readCount(text: string): number | undefined {
  const count = /^[1-9]\d*$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(count) ? count : undefined;
}

function readWhich(text: string): { first: number; last: number } | undefined {
  if (text === "every" || text === "*") {
    return { first: 1, last: Number.POSITIVE_INFINITY };
  }
  const [begin = "", end, ...more] = text.split("-");
  const first = readCount(begin);
  const last = end === undefined ? first : end === "" ? Number.POSITIVE_INFINITY : readCount(end);
  return first === undefined || last === undefined || more.length > 0 ? undefined : { first, last };
}

function printWhich(first: number, last: number): string {
  if (last === Number.POSITIVE_INFINITY) {
    return first === 1 ? "#every" : `#${first}-`;
  }
  return first === last ? (first === 1 ? "" : `#${first}`) : `#${first}-${last}`;
}

function decodeId(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
