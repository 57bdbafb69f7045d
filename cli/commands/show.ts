import { Command } from "commander";
import type { ConfigXml, OzekiClient } from "../../provider/api";
import { ConfigNotFound } from "../../provider/api";
import { escapeControlChars, hasHiddenChars, hexOf, replaceHiddenChars } from "../../provider/api/display";
import type { XmlElement } from "../../provider/api/xml/element";
import { isElement } from "../../provider/api/xml/element";
import { writeElements } from "../../provider/api/xml/write";
import { contentOf } from "../../provider/types/content";
import type { ConnectionOptions } from "../shared/connect";
import { withConnectionOptions } from "../shared/connect";
import { printJson } from "../shared/json";
import { masked } from "../shared/mask";
import { printLines } from "../shared/printLines";
import { listAll } from "../shared/readExtensions";
import { printTable } from "../shared/table";
import type { Terminal } from "../shared/terminal";
import { CommandFailed, exitCodesHelp } from "../shared/terminal";
import { withPbx } from "../shared/withPbx";

interface ShowOptions extends ConnectionOptions {
  readonly showPasswords?: true;
  readonly xml?: true;
  readonly json?: true;
}

/** `pulumi-ozeki show ID`: one extension. */
export function showCommand(terminal: Terminal): Command {
  return withConnectionOptions(new Command("show"))
    .description("Shows one extension of a PBX, of any type. It only reads.")
    .argument("<id>", "the extension's ID")
    .option(
      "--show-passwords",
      "show in clear text what would be masked: what looks like a secret by its name, by the name beside it, or as an address with a login",
    )
    .option("--xml", "print its ConfigXML, an element a line")
    .option(
      "--json",
      "print JSON: id, type, knownType, elements that hold text only, and the rest as XML (docs/reference/json-output.md)",
    )
    .addHelpText(
      "after",
      `
Examples:
  pulumi-ozeki show 1000 --url http://192.168.1.10:7780
  pulumi-ozeki show 600 --xml              of what an Extension in a program can be made

${exitCodesHelp([0, 1, 2, 130])}`,
    )
    .action((id: string, options: ShowOptions) => show(id, options, terminal));
}

async function show(id: string, options: ShowOptions, terminal: Terminal): Promise<void> {
  if (options.xml === true && options.json === true) {
    throw new CommandFailed("error: use either --xml or --json", 2);
  }
  if (id === "") {
    throw new CommandFailed("error: an extension ID is missing: `pulumi-ozeki list` prints all IDs", 2);
  }
  const [config, type] = await withPbx(options, terminal, async ({ client }) => {
    const config = await client
      .run("GetConfig", (attempt) => client.getConfig(id, attempt.options), { signal: terminal.ended })
      .catch((error: unknown) => {
        throw error instanceof ConfigNotFound
          ? new CommandFailed(
              `error: ${client.pbx} has no extension ${escapeControlChars(id)} (code 701). \`pulumi-ozeki list\` prints all IDs`,
              1,
            )
          : error;
      });
    // XML is printed as GetConfig returns it, which does not return the type.
    return [config, options.xml === true ? null : await typeOf(client, id, terminal)] as const;
  });
  const shown = options.showPasswords === true ? config : masked(config);
  if (options.xml === true) {
    await printLines(terminal, xmlLines(shown));
  } else if (options.json === true) {
    await printJson(terminal, asJson(id, type, shown));
  } else {
    await printAsTable(type, shown, terminal);
  }
}

/** Writes hidden characters in text and attributes as references. */
function xmlLines(config: ConfigXml): string[] {
  const outer = config.without(config.elementNames()).toXml();
  const start = outer.replace(/\s*\/>$/, ">");
  const elements = allElements(config);
  const odd = elements.flatMap(namesIn).find(hasHiddenChars);
  if (odd !== undefined) {
    throw new CommandFailed(
      `error: XML cannot escape the hidden characters in the name ${escapeControlChars(odd)}. Print it with --json`,
      1,
    );
  }
  const lines = elements.map((element) => `  ${writeElements([element])}`);
  return [start, ...lines, "</Config>"].map(withReferences);
}

function withReferences(xml: string): string {
  return replaceHiddenChars(xml, (character) => `&#x${hexOf(character.codePointAt(0) ?? 0)};`);
}

/** The names of an element, of its attributes, and of those inside of it. */
function namesIn({ name, attributes, children }: XmlElement): string[] {
  return [name, ...attributes.map((attribute) => attribute.name), ...children.filter(isElement).flatMap(namesIn)];
}

/** The PBX's name for the type of an extension; null where the PBX does not list it. */
async function typeOf(client: OzekiClient, id: string, { ended }: Terminal): Promise<string | null> {
  const all = await listAll(client, ended);
  return all.find((extension) => extension.id === id)?.type ?? null;
}

function asJson(id: string, type: string | null, config: ConfigXml): object {
  const { elements, xml = null } = contentOf(config, (name) => name !== "ID");
  return { id, type, knownType: config.knownType ?? null, elements, xml };
}

async function printAsTable(type: string | null, config: ConfigXml, terminal: Terminal): Promise<void> {
  const rows = allElements(config).map((element) => [
    element.name,
    config.shape(element.name) === "text" ? (config.text(element.name) ?? "") : writeElements([element]),
  ]);
  const about = [
    ["(type)", type ?? ""],
    ["(knownType)", config.knownType ?? ""],
  ];
  await printTable(terminal, ["Element", "Text"], [...about, ...rows]);
}

/** In their order; those of one name are side by side. */
function allElements(config: ConfigXml) {
  return [...new Set(config.elementNames())].flatMap((name) => config.elements(name));
}
