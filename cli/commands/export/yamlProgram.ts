import { Document, Pair, Scalar, YAMLMap } from "yaml";
import { hexOf, replaceHiddenChars } from "../../../provider/api/display";
import { isRecord } from "../../../provider/secrets/properties";
import { extensionTable } from "../../../provider/types/extension/table";
import { byId } from "../../../provider/types/idOrder";
import type { PropertyTable } from "../../../provider/types/propertyTable";
import { sipExtensionTable } from "../../../provider/types/sipExtension/table";
import type { ProgramOptions } from "./program";
import { comment, notDeclaredLines } from "./program";
import { resourceName } from "./resourceName";
import { rowProperties } from "./rowProperties";
import type { Other, Phone, Survey } from "./survey";

/** Where npm puts the native plugin of this package, as seen from a project. */
const PLUGIN_FOLDER = "node_modules/pulumi-ozeki/dist/plugin";

const ABOUT_RESOURCES = [
  "There is no password here: each extension keeps the one that it has.",
  "Pulumi does not delete a protected extension. To delete one, set `protect: false`, run `pulumi up`, remove the resource, and run",
  "`pulumi up` again.",
];

const ABOUT_USERNAME = [
  "This PBX does not return the Username of an extension. The first change of an extension sets it to the extension's ID: add",
  "`username` to its properties where another one is needed.",
];

/** The program in YAML that declares what was found, which is the whole Pulumi.yaml. */
export function yamlProgram(
  survey: Survey,
  { name, description, withOthers }: ProgramOptions & { name: string; description: string },
): string {
  const resources = [
    ...[...survey.phones].sort(byId).map((phone) => resource("SipExtension", sipExtensionTable, phone)),
    ...(withOthers ? [...survey.others].sort(byId) : []).map((other) => resource("Extension", extensionTable, other)),
  ];
  const about = [...ABOUT_RESOURCES, ...(survey.tellsUsername === false ? ABOUT_USERNAME : [])];
  const key = new Scalar("resources");
  key.commentBefore = commentOf(about);
  const document = new Document(
    map([
      ["name", quoted(name)],
      ["description", quoted(description)],
      ["runtime", "yaml"],
      ["plugins", { providers: [{ name: "ozeki", path: PLUGIN_FOLDER }] }],
      [key, map(resources)],
    ]),
  );
  const rest = notDeclaredLines(survey, withOthers);
  document.comment = rest.length === 0 ? null : commentOf(rest);
  // On one line each: the two kinds of YAML readers agree on what JSON allows, too.
  const written = document.toString({ lineWidth: 0, doubleQuotedAsJSON: true, directives: false });
  return written.split("\n").map(withoutHidden).join("\n");
}

function resource(type: string, table: PropertyTable, { inputs, leftOut }: Phone | Other): [Scalar, YAMLMap] {
  const key = quoted(resourceName(inputs.extensionId));
  if (leftOut.length > 0) {
    key.commentBefore = ` kept as it is on the PBX: ${leftOut.map(comment).join(", ")}`;
  }
  const properties = rowProperties(table, { ...inputs }).map(([name, value]) => [name, nodeOf(value)] as const);
  return [
    key,
    map([
      ["type", `ozeki:${type}`],
      ["properties", map(properties)],
      ["options", { protect: true }],
    ]),
  ];
}

function nodeOf(value: unknown): unknown {
  if (typeof value === "string") {
    return text(value);
  }
  return isRecord(value) ? map(Object.entries(value).map(([name, inner]) => [name, nodeOf(inner)])) : value;
}

/** A mapping whose keys are strings for every reader: one of YAML 1.1 takes `on` or `1000` for something else. */
function map(entries: readonly (readonly [string | Scalar, unknown])[]): YAMLMap {
  const result = new YAMLMap();
  for (const [name, value] of entries) {
    result.items.push(new Pair(typeof name === "string" ? keyOf(name) : name, nodes.createNode(value)));
  }
  return result;
}

function keyOf(name: string): Scalar {
  return /^[A-Za-z]{3,}$/.test(name) && !RESERVED.has(name.toLowerCase()) ? new Scalar(name) : quoted(name);
}

const nodes = new Document();

/** What YAML 1.1 takes for a value that is not a string. */
const RESERVED = new Set(["yes", "off", "true", "false", "null", "nan"]);

/** A string of the PBX as a value of Pulumi's YAML, which takes `${…}` for a reference. */
function text(value: string): Scalar<string> {
  return quoted(value.replaceAll("$", "$$$$"));
}

function quoted(value: string): Scalar<string> {
  const scalar = new Scalar(value);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

function commentOf(lines: readonly string[]): string {
  return lines.map((line) => ` ${line}`).join("\n");
}

/** In a line of YAML hidden characters are in strings in double quotes, or escaped already. */
function withoutHidden(line: string): string {
  return replaceHiddenChars(line, (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    return codePoint > 0xffff ? `\\U${hexOf(codePoint).padStart(8, "0")}` : `\\u${hexOf(codePoint)}`;
  });
}
