/** The outcome of an operation that a fault hits. */
export type Outcome =
  /** It ends in what was declared. */
  | "done"
  /** It fails with one line; the PBX and the state are as they were. */
  | "refused"
  /** It fails with one line, but the PBX has executed it: the next run detects that. */
  | "refused, carried out"
  /** A create whose outcome is unknown is recorded as unconfirmed: the next run checks the PBX. */
  | "unknown";

/** An operation of the provider, by the command that the fault hits. */
export type Hit = "AddConfig" | "GetConfig" | "ModifyConfig" | "RemoveConfig" | "ListExtensions";

/** A fault on the wire, and the outcome of each operation. */
export interface WireFault {
  /** What happens, for people. */
  what: string;
  /** Kind and amount of the simulator's fault. */
  fault: string;
  /** Which of the matching requests it hits; left out, the first alone. */
  which?: "every";
  /** Part of what the user sees, where something fails. */
  says?: string;
  outcomes: Record<Hit, Outcome>;
  /** Whether a timeout has to pass: the test then shortens it. */
  waits?: true;
}

const all = (outcome: Outcome): Record<Hit, Outcome> => ({
  AddConfig: outcome,
  GetConfig: outcome,
  ModifyConfig: outcome,
  RemoveConfig: outcome,
  ListExtensions: outcome,
});
const done = all("done");
const refused = all("refused");
// The PBX did it, and what it said came through spoilt. Only AddConfig is settled by looking.
const carriedOut: Record<Hit, Outcome> = {
  ...refused,
  AddConfig: "done",
  ModifyConfig: "refused, carried out",
  RemoveConfig: "refused, carried out",
};
// The answers to writes have no configuration in them that could be spoilt.
const onlyReads: Record<Hit, Outcome> = { ...done, GetConfig: "refused" };
const lasting: Record<Hit, Outcome> = { ...refused, AddConfig: "unknown" };

/** Every fault of the simulator that hits the wire. */
export const wireFaults: readonly WireFault[] = [
  { what: "The connection is refused, once", fault: "refuse", outcomes: done },
  { what: "The connection is reset before the command was executed", fault: "drop-before", outcomes: done },
  { what: "The connection is reset after the command was executed", fault: "drop-after", outcomes: done },
  {
    what: "The connection is reset, and the command is executed later, during the next one",
    fault: "late:5",
    outcomes: done,
  },
  { what: "No answer within the timeout; the command was not executed", fault: "hang", waits: true, outcomes: done },
  {
    what: "No answer within the timeout; the command was executed",
    fault: "hang-after",
    waits: true,
    outcomes: done,
  },
  { what: "The answer is cut in the middle", fault: "cut", outcomes: done },
  { what: "The answer is cut within its headers", fault: "cut-headers", outcomes: done },
  { what: "The answer drips in so slowly that the timeout passes", fault: "slow:60000", waits: true, outcomes: done },
  { what: "The answer is slow, and complete within the timeout", fault: "slow:1", outcomes: done },
  { what: "A proxy answers 502", fault: "status-502", outcomes: done },
  { what: "A proxy answers 503", fault: "status-503", outcomes: done },
  { what: "A proxy answers 504 after the command was executed", fault: "status-504-after", outcomes: done },
  { what: "The answer is labelled as another content type", fault: "wrong-type", outcomes: done },
  {
    what: "Every connection is refused",
    fault: "refuse",
    which: "every",
    says: "cannot connect to the PBX",
    outcomes: refused,
  },
  {
    what: "Every connection is reset before the command is executed",
    fault: "drop-before",
    which: "every",
    says: "the connection ended before the answer was complete",
    // GetConfig, which settles an AddConfig, is not hit: it tells that nothing was made, and AddConfig is sent again.
    outcomes: lasting,
  },
  {
    what: "Never an answer",
    fault: "hang",
    waits: true,
    which: "every",
    says: "no complete answer within",
    outcomes: lasting,
  },
  {
    what: "A proxy always answers 503",
    fault: "status-503",
    which: "every",
    says: "a proxy answered HTTP 503: it got no answer from the PBX",
    outcomes: lasting,
  },
  { what: "A proxy's HTML page with status 200", fault: "html", says: "it is an HTML page", outcomes: refused },
  {
    what: "A proxy's HTML page with status 200, after the command was executed",
    fault: "html-after",
    says: "it is an HTML page",
    outcomes: carriedOut,
  },
  { what: "An empty body", fault: "empty", says: "it is empty", outcomes: refused },
  {
    what: "An empty body, after the command was executed",
    fault: "empty-after",
    says: "it is empty",
    outcomes: carriedOut,
  },
  {
    what: "The XML ends in the middle, though the answer is complete as HTTP",
    fault: "truncate",
    says: "it is not well-formed, or was cut off",
    outcomes: carriedOut,
  },
  {
    what: "The answer is in UTF-16",
    fault: "wrong-charset",
    says: "it is not UTF-8, but UTF-16",
    outcomes: carriedOut,
  },
  { what: "A redirect", fault: "redirect", says: "a redirect, which is not followed", outcomes: refused },
  { what: "HTTP 404, as Windows answers for another path", fault: "status-404", says: "HTTP 404", outcomes: refused },
  { what: "HTTP 500", fault: "status-500", says: "HTTP 500", outcomes: refused },
  { what: "A newer product of the vendor answers", fault: "newer-api", says: "has another API", outcomes: refused },
  { what: "A DOCTYPE with an entity", fault: "doctype", says: "it has a DOCTYPE", outcomes: carriedOut },
  {
    what: "An entity for a file of this machine",
    fault: "external-entity",
    says: "it has a DOCTYPE",
    outcomes: carriedOut,
  },
  {
    what: "An answer with its Code twice",
    fault: "two-codes",
    says: "it has more than one Code",
    outcomes: carriedOut,
  },
  {
    what: "An answer whose Code is not a number",
    fault: "odd-code",
    says: "its Code is not a number",
    outcomes: carriedOut,
  },
  {
    what: "An answer about another ID than the requested one",
    fault: "other-id",
    says: "it is about another extension",
    outcomes: onlyReads,
  },
  { what: "A configuration without an ID", fault: "no-id", says: "it is about another extension", outcomes: onlyReads },
  { what: "Elements named `__proto__`, `constructor` and the like", fault: "odd-names", outcomes: done },
  { what: "A byte that is not UTF-8", fault: "bad-utf8", says: "it is not UTF-8", outcomes: carriedOut },
  {
    what: "A NUL character",
    fault: "nul",
    says: "it has a character that XML cannot carry",
    outcomes: carriedOut,
  },
  { what: "A message of 200 KB", fault: "long-message:200", outcomes: done },
  {
    what: "Five thousand attributes in one element",
    fault: "attributes:5000",
    says: "it has an element with more than 1000 attributes",
    outcomes: refused,
  },
  { what: "An entity bomb", fault: "bomb", says: "it has a DOCTYPE", outcomes: refused },
  {
    what: "Elements nested without end",
    fault: "deep:5000",
    says: "nested deeper than 64 elements",
    outcomes: refused,
  },
  { what: "A reply of 200 MiB", fault: "huge:200", says: "it is larger than", outcomes: refused },
  { what: "Code 300", fault: "code-300", says: "300 (ParseError)", outcomes: refused },
  { what: "Code 301", fault: "code-301", says: "301 (NotImplementedCommand)", outcomes: refused },
  { what: "Code 303", fault: "code-303", says: "303 (InappropriateCommand)", outcomes: refused },
  { what: "Code 401", fault: "code-401", says: "401 (ApiExtensionUnavailable)", outcomes: refused },
  { what: "Code 302", fault: "code-302", says: "302 (InvalidParameter)", outcomes: refused },
  { what: "Code 304, a login is required", fault: "code-304", says: "(code 304)", outcomes: refused },
  { what: "Code 305, the login is wrong", fault: "code-305", says: "(code 305)", outcomes: refused },
  { what: "Code 306, the user may not use the API", fault: "code-306", says: "(code 306)", outcomes: refused },
  {
    what: "Code 307, the address may not use the API",
    fault: "code-307",
    says: "(code 307)",
    outcomes: refused,
  },
  { what: "Code 702", fault: "code-702", says: "702 (InvalidConfig)", outcomes: refused },
  {
    what: "A code that is not documented",
    fault: "code-999",
    says: "999 (an undocumented code)",
    outcomes: refused,
  },
];

/** The fault as the simulator reads it. */
export function faultAt({ fault, which }: WireFault, hit: Hit): string {
  const command = fault === "refuse" ? "" : `@${hit}`;
  return `${fault}${command}${which === undefined ? "" : `#${which}`}`;
}
