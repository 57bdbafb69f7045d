import type { Finding } from "../doctor/finding";

/** How a report names what is known of a number. */
export const stateNames = {
  managed: "managed",
  differs: "changed",
  stranger: "not in the stack",
  missing: "missing on the PBX",
  used: "used",
  excluded: "not in this report",
} as const;

/**
 * What is known of a number: `managed` by the stack and equal to it, `differs` from the stack, `stranger` (on the PBX, in no state),
 * `missing` (in the state, not on the PBX), `used` (where no stack is named), or `excluded` from this report by an option.
 */
export type NumberState = keyof typeof stateNames;

/** All of them, in the order in which a report lists them. */
export const numberStates = Object.keys(stateNames) as NumberState[];

/** A number, or another ID, that is not free. */
export interface UsedNumber {
  readonly id: string;
  readonly state: NumberState;
}

/** A hundred numbers of the same length and prefix, such as 1000 to 1099. Of one digit there are ten. */
export interface NumberRange {
  readonly first: string;
  readonly last: string;
  /** How many of them are free. */
  readonly free: number;
  /** The lowest one that is free; null where none is. */
  readonly firstFree: string | null;
  /** In the order of the numbers. */
  readonly used: readonly UsedNumber[];
}

/** All numbers that are used, by ranges. */
export interface NumberMap {
  /** In the order of their numbers, the shorter ones first. Only those with a number that is used. */
  readonly ranges: readonly NumberRange[];
  /** IDs that are not numbers, or that have too many digits. */
  readonly others: readonly UsedNumber[];
}

/** What is known of every extension that a list names. */
export interface ReportedExtension {
  readonly id: string;
  /** The office user who owns it; null where the PBX does not say. */
  readonly userId: string | null;
  /** The name of the resource that manages it, or null. */
  readonly resource: string | null;
}

/** A property that the stack and the PBX hold differently. */
export interface PropertyDrift {
  /** Its path, such as `userId` or `elements.Codec`. */
  readonly property: string;
  /** What the state holds, shortened; null for a secret, and where there is nothing. */
  readonly inState: string | null;
  /** What the PBX holds, shortened; null for a secret, and where there is nothing. */
  readonly onPbx: string | null;
  /** Whether the values are secret. Then they are not in the report. */
  readonly isSecret: boolean;
}

/** An extension with properties that differ. */
export interface DriftedExtension extends ReportedExtension {
  readonly properties: readonly PropertyDrift[];
}

/** The numbers at the top of a report. */
export interface ReportCounts {
  /** Extensions of the PBX that the report is about. */
  readonly extensions: number;
  /** SIP extensions among them. */
  readonly phones: number;
  /** Those that the stack manages; null where no stack is named. */
  readonly managed: number | null;
  /** Extensions that differ in a property. */
  readonly drifted: number;
  readonly strangers: number;
  readonly missing: number;
  /** Extensions that could not be read or compared. */
  readonly unreadable: number;
  readonly weakPasswords: number;
  /** Extensions whose password another one has, too. */
  readonly sharedPasswords: number;
  readonly neverRegistered: number;
  readonly disabled: number;
  /** Extensions of the PBX that an option left out. */
  readonly excluded: number;
}

/** A report about a PBX: what every format shows, and what `--format json` prints. It holds no secret. */
export interface Report {
  /** The origin of the PBX. */
  readonly pbx: string;
  /** The stack that the PBX was compared with; null where none is named. */
  readonly stack: string | null;
  /** The entry of `ozeki:connections`, for another PBX than the stack's own. */
  readonly connection: string | null;
  /** The version of this package. */
  readonly version: string;
  /** When it was made: ISO 8601. */
  readonly generatedAt: string;
  /** Whether the PBX and the stack differ, or something could not be read: the command then ends with 3. */
  readonly isDifferent: boolean;
  /** Whether secrets of the state were compared; null where no stack is named. */
  readonly areSecretsCompared: boolean | null;
  readonly counts: ReportCounts;
  readonly numbers: NumberMap;
  readonly drift: readonly DriftedExtension[];
  /** Extensions of the PBX that are in no state, with the PBX's name for their type. */
  readonly strangers: readonly (ReportedExtension & { readonly type: string })[];
  /** Extensions of the state that the PBX does not have. */
  readonly missing: readonly ReportedExtension[];
  /** Extensions that could not be read or compared, and why. */
  readonly unreadable: readonly (ReportedExtension & { readonly why: string })[];
  /** Extensions with a password that is easily guessed, and why, as a phrase that completes "The password is …". */
  readonly weakPasswords: readonly (ReportedExtension & { readonly why: string })[];
  /** Extensions that have the same password, a group for each password. */
  readonly sharedPasswords: readonly (readonly ReportedExtension[])[];
  /** Enabled phones that have never registered. */
  readonly neverRegistered: readonly ReportedExtension[];
  readonly disabled: readonly ReportedExtension[];
  /** Who is let in: findings of `doctor`. */
  readonly access: readonly Finding[];
}

const MAX_SHOWN_LENGTH = 200;

/** The beginning of a string of the PBX or of a state: a long one would fill the page, once for each list that it is in. */
export function shortened(text: string): string {
  return text.length > MAX_SHOWN_LENGTH ? `${text.slice(0, MAX_SHOWN_LENGTH)}…` : text;
}
