import { shellQuoted } from "../../shared/shellQuoted";
import { otherRow, phoneRow } from "../export/program";
import { resourceName } from "../export/resourceName";
import type { Survey } from "../export/survey";

/** Where extensions are to be imported. */
export interface ImportTarget {
  readonly stack: string;
  /** An entry of `ozeki:connections`, for another PBX than the stack's own. */
  readonly connection: string | undefined;
  /** Whether the stack's extensions belong to the native plugin. */
  readonly isNative: boolean;
}

/**
 * What to do to manage extensions that no program declares: a sentence, and for each extension the lines to copy. Undefined where
 * there are none.
 */
export function howToImport(
  { phones, others }: Survey,
  target: ImportTarget,
): { sentence: string; lines: string[] } | undefined {
  const { stack, connection, isNative } = target;
  const more = connection === undefined ? {} : { connection };
  const all = [
    ...phones.map(({ id, inputs }) => ({ id, resourceClass: "SipExtension", row: phoneRow(inputs, more) })),
    ...others.map(({ id, inputs }) => ({ id, resourceClass: "Extension", row: otherRow(inputs, more) })),
  ];
  if (all.length === 0) {
    return undefined;
  }
  const option = `--stack ${shellQuoted(stack)}`;
  if (isNative) {
    return {
      sentence: "PBX only: not managed yet. To manage it, import it:",
      lines: [
        "",
        ...all.map(
          ({ id, resourceClass }) =>
            `  pulumi import ozeki:index:${resourceClass} ${resourceName(id)} ${argument(id)} ${option}`,
        ),
      ],
    };
  }
  return {
    sentence: "PBX only: not managed yet. To manage it, add this row to the program, then import it:",
    lines: all.flatMap(({ id, resourceClass, row }) => [
      "",
      `  ${row},  // ${resourceClass}`,
      `  npx pulumi-ozeki import ${option} ${argument(id)}`,
    ]),
  };
}

/** An ID that starts with a dash would be taken for an option. */
function argument(id: string): string {
  return id.startsWith("-") ? `-- ${shellQuoted(id)}` : shellQuoted(id);
}
