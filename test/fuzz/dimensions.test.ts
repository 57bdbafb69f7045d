import { resourceName } from "../../cli/commands/export/resourceName";
import { surveyed } from "../../cli/commands/export/survey";
import { lineReader } from "../../cli/shared/lineReader";
import { masked } from "../../cli/shared/mask";
import { measuredRow, tableLines } from "../../cli/shared/table";
import { ConfigXml } from "../../provider/api";
import { configOf, extensionsOf } from "../../provider/api/payloads";
import { readReply } from "../../provider/api/reply";
import { matchId } from "../../provider/functions/matchId";
import { contentOf, splitSecrets } from "../../provider/types/content";
import { extension } from "../../provider/types/extension/extensionType";
import { sipExtension } from "../../provider/types/sipExtension/sipExtensionType";

const table = (headings: readonly string[], rows: readonly string[][]) =>
  [...tableLines(headings, rows.map(measuredRow))].join("\n");

const PBX = "http://pbx:7780";
const subject = { command: "GetConfig", pbx: PBX, extensionId: "1000" } as const;

const many = (count: number, one: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => one(index)).join("");

/** Documents that are large in one dimension each. The largest is within the limits of a reply. */
const shapes: Record<string, (size: number) => string> = {
  "elements with names of their own": (size) => many(size, (index) => `<n${index}>v</n${index}>`),
  "elements of one name": (size) => many(size, () => "<n>v</n>"),
  "elements inside of one": (size) => `<m>${many(size, (index) => `<n a="${index}">v</n>`)}</m>`,
  "names of secrets": (size) => many(size, (index) => `<pin${index}>v</pin${index}>`),
  namespaces: (size) => many(size / 2, (index) => `<p:n xmlns:p="urn:${index}"/>`),
  "attributes of one namespace": (size) => `<m xmlns:p="urn:1">${many(size, (index) => `<n p:a="${index}"/>`)}</m>`,
  "elements of one long namespace": (size) => `<m xmlns:p="${"u".repeat(250)}">${many(size, () => "<p:n/>")}</m>`,
  "elements inside of each other": (size) => many(size / 50, () => `${"<n>".repeat(50)}v${"</n>".repeat(50)}`),
  "attributes, a hundred in each element": (size) =>
    many(size / 100, (index) => `<n${many(100, (at) => ` a${at}="${index}"`)}/>`),
  "attributes, a thousand in each element": (size) =>
    many(size / 1000, (index) => `<n${many(1000, (at) => ` a${at}="${index}"`)}/>`),
  "digits in text": (size) => `<t>${"1".repeat(size * 50)}</t>`,
  "words in text": (size) => `<t>${"a b= ".repeat(size * 10)}</t>`,
  "references in text": (size) => `<t>${"&amp;".repeat(size * 10)}</t>`,
  comments: (size) => many(size, () => "<!-- -->"),
  "CDATA sections": (size) => `<t>${many(size, () => "<![CDATA[x]]>")}</t>`,
  "line ends": (size) => `<t>${"\r\n".repeat(size * 20)}</t>`,
};

const DOCUMENTED =
  "<AuthorizationName>1000</AuthorizationName><Password>p</Password><Username>1000</Username><Enabled>true</Enabled><ID>1000</ID><UserID>u</UserID>";
const replyWith = (knownType: string, filling: string) =>
  Buffer.from(`<Response><Code>200</Code><Config knownType="${knownType}">${DOCUMENTED}${filling}</Config></Response>`);
const read = (body: Buffer) => ConfigXml.of(configOf(subject, readReply(subject, { status: 200, body })));
const plainNames = (config: ConfigXml) =>
  [...new Set(config.elementNames())].filter((name) => config.shape(name) === "text");

/** What happens to a configuration on its way to the state, the screen and the wire. */
const paths: Record<string, (config: ConfigXml, body: Buffer) => unknown> = {
  "is read": (_config, body) => read(body),
  "is written": (config) => config.toXml(),
  "is split into elements and XML": (config) => contentOf(config, () => true),
  "is searched for secrets": (config) => splitSecrets(config, () => true),
  "is masked": (config) => masked(config),
  "is shown as a table": (config) =>
    table(
      ["Element", "Text"],
      config.elementNames().map((name) => [name, config.text(name) ?? ""]),
    ),
  "is exported": (config) => surveyed({ id: "1000", type: "SIP", config }, PBX),
  "is refreshed": (config) =>
    sipExtension.flatten(
      config,
      {
        ...{
          extensionId: "1000",
          userId: "u",
          password: "p",
          authorizationName: "1000",
          username: "1000",
          enabled: true,
          adopt: false,
        },
        elements: Object.fromEntries(plainNames(config).map((name) => [name, ""])),
      },
      PBX,
    ),
  "is changed": (config) => config.with("UserID", "other").without(config.elementNames().slice(0, 1000)),
  "is described as another type": (_config, body) =>
    extension.describe(
      read(Buffer.from(body.toString().replace("SIPExtensionInfo", "OtherInfo"))),
      "1000",
      "Other",
      PBX,
    ),
};

/** In milliseconds of this process: other work on the machine counts as little as possible. */
function cost(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const SMALL = 1_400;
const FACTOR = 4;
/** Work that grows with the square takes 16 times as long. */
const MOST = FACTOR * 2.5;
/** Below this a figure says more about the machine than about the work. */
const NOISE_MS = 5;
/** How often it is measured where it takes too long: work that grows with the square does so each time. */
const ATTEMPTS = 5;

/** How much longer a work takes where the input is {@link FACTOR} times as large: the best of some attempts. */
function growth(work: (size: number) => () => unknown): number {
  const [small, large] = [work(SMALL), work(SMALL * FACTOR)];
  const ratios: number[] = [];
  do {
    ratios.push(cost(large) / Math.max(cost(small), NOISE_MS));
  } while (Math.min(...ratios) >= MOST && ratios.length < ATTEMPTS);
  return Math.min(...ratios);
}

const listOf = (count: number, entry: (index: number) => string) =>
  `<Response><Code>200</Code><Extensions>${many(count, entry)}</Extensions></Response>`;
const entry = (id: string, type: string) => `<ExtensionSummary><Id>${id}</Id><Type>${type}</Type></ExtensionSummary>`;

/** Lists, and what is printed, that are large in one or two dimensions. */
const works: Record<string, (size: number) => () => unknown> = {
  "a list with long types": (size) => readsList(listOf(size, (at) => entry(String(at), "t".repeat(150)))),
  "a list of many entries": (size) => readsList(listOf(size * 3, (at) => entry(String(at), "SIP"))),
  "a list with many references": (size) => readsList(listOf(size, (at) => entry(String(at), "&amp;".repeat(20)))),
  "a list with one equals sign at its end": (size) =>
    readsList(`${listOf(size * 2, (at) => entry(String(at), "SIP"))}<!-- a="1" -->`),
  "a table with one wide cell in the last column": (size) => {
    const rows = Array.from({ length: size }, (_, at) => [String(at), at === 0 ? "w".repeat(size * 10) : "v"]);
    return () => table(["ID", "Text"], rows);
  },
  "a table with one wide cell in the first column": (size) => {
    const rows = Array.from({ length: size }, (_, at) => [at === 0 ? "w".repeat(size * 10) : "v", String(at)]);
    return () => table(["Text", "ID"], rows);
  },
  "a line that comes in parts": (size) => () => {
    const reader = lineReader(() => {});
    for (let at = 0; at < size * 2; at++) {
      reader.add("x".repeat(100));
    }
    reader.end();
  },
  "a long pattern": (size) => () => matchId(["1".repeat(size)]),
  "names of resources": (size) => () => {
    for (let at = 0; at < size / 10; at++) {
      resourceName(`a${"…".repeat(900)}${at}`);
    }
  },
};

function readsList(text: string): () => unknown {
  const list = { command: "ListExtensions", pbx: PBX } as const;
  const body = Buffer.from(text);
  return () => extensionsOf(list, readReply(list, { status: 200, body }));
}

describe.each(Object.keys(works))("%s", (name) => {
  test("takes a time that does not grow with the square of the size", () => {
    expect(growth(works[name] as (size: number) => () => unknown)).toBeLessThan(MOST);
  });
});

test("a name of a resource takes no longer for an ID of many dots", () => {
  const plain = cost(() => Array.from({ length: 200 }, (_, at) => resourceName(`a${"b ".repeat(450)}${at}`)));
  const dots = cost(() => Array.from({ length: 200 }, (_, at) => resourceName(`a${"…".repeat(900)}a${at}`)));
  expect(dots / Math.max(plain, NOISE_MS)).toBeLessThan(20);
});

test("one wide cell adds its own width to a table, and no more", () => {
  const rows = Array.from({ length: 1_000 }, (_, at) => [at === 0 ? "w".repeat(10_000) : "v", "x"]);
  expect(table(["A", "B"], rows).length).toBeLessThan(10_000 + 1_000 * 10);
});

describe.each(Object.keys(shapes))("a configuration of many %s", (shape) => {
  const [small, large] = [SMALL, SMALL * FACTOR].map((size) => {
    const body = replyWith("SIPExtensionInfo", shapes[shape]?.(size) ?? "");
    return { body, config: read(body) };
  }) as [{ body: Buffer; config: ConfigXml }, { body: Buffer; config: ConfigXml }];

  test.each(Object.keys(paths))("%s in a time that does not grow with the square of its size", (path) => {
    const work = (size: number) => {
      const { config, body } = size === SMALL ? small : large;
      return () => paths[path]?.(config, body);
    };
    expect(growth(work)).toBeLessThan(MOST);
  });
});
