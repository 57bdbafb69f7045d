import { stories } from "./stories";
import type { Hit } from "./wireFaults";
import { faultAt, wireFaults } from "./wireFaults";

const operationOf: Record<Hit, string> = {
  AddConfig: "create",
  GetConfig: "refresh",
  ModifyConfig: "update",
  RemoveConfig: "delete",
  ListExtensions: "list",
};
const hits = Object.keys(operationOf) as Hit[];

const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

function wireTable(): string[] {
  return [
    row(["What happens", ...hits.map((hit) => operationOf[hit]), "The message says", "Simulator"]),
    row(Array.from({ length: hits.length + 3 }, () => "---")),
    ...wireFaults.map((fault) =>
      row([
        fault.what,
        ...hits.map((hit) => fault.outcomes[hit]),
        fault.says === undefined ? "" : `\`${fault.says}\``,
        `\`${faultAt(fault, "GetConfig").replace("@GetConfig", "")}\``,
      ]),
    ),
  ];
}

function storyTable(): string[] {
  return [
    row(["What happens", "What you see", "What is left", "What to do", "Shown by"]),
    row(["---", "---", "---", "---", "---"]),
    ...stories.map(({ what, sees, left, next, test: [file, title, one] }) =>
      row([what, sees, left, next, `\`test/${file}\`: ${one === undefined ? title : `${title} (${one})`}`]),
    ),
  ];
}

/** The page docs/explanation/failure-modes-appendix.md. */
export function failureModesPage(): string {
  return [
    "# Failure modes: what the tests show",
    "",
    "The appendix of [Failure modes](failure-modes.md), which says what to do. Written from the tables in `test/faults/`, which the tests use: `npm run docs` writes this page again, and a test fails where",
    "the two differ.",
    "",
    "## Faults of one answer",
    "",
    "Each fault hits each operation in `test/faults/wireFaults.test.ts`, over real sockets, and then the next run is shown to end",
    "in what was declared; on the real engine `test/engine/networkFaults.test.ts` runs many of them at once, one for each extension, and all of them in `npm run test:long`. With the default settings a failure of the network is repeated up to four times, within four times",
    "`ozeki:requestTimeout` in all.",
    "",
    "- **done**: it ends in what was declared; where it took more than one attempt, you see at most one line about it.",
    "- **refused**: one clear line; the PBX and the state are as they were. Fix the cause and run the command again.",
    "- **refused, carried out**: one clear line, but the PBX executed the command. Run it again: there is nothing left to do.",
    "- **unknown**: the extension is recorded as unconfirmed. Run `pulumi up` again: it checks the PBX and completes the create.",
    "",
    "A fault during `refresh` never removes anything from the state.",
    "",
    ...wireTable(),
    "",
    "## Other failures",
    "",
    ...storyTable(),
    "",
  ].join("\n");
}
