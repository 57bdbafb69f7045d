import { surveyed } from "../../cli/commands/export/survey";
import { masked } from "../../cli/shared/mask";
import { table } from "../../cli/shared/table";
import { ConfigXml } from "../../provider/api";
import { configOf } from "../../provider/api/payloads";
import { readReply } from "../../provider/api/reply";
import { contentOf, splitSecrets } from "../../provider/types/content";
import { extension } from "../../provider/types/extension/extensionType";
import { sipExtension } from "../../provider/types/sipExtension/sipExtensionType";
import { IS_LONG } from "../support/adapters";

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

const SMALL = IS_LONG ? 4_000 : 2_000;
const FACTOR = 4;
/** Work that grows with the square takes 16 times as long. */
const MOST = FACTOR * 2.5;
/** Below this a figure says more about the machine than about the work. */
const NOISE_MS = 5;
/** How often it is measured where it takes too long: work that grows with the square does so each time. */
const ATTEMPTS = 5;

describe.each(Object.keys(shapes))("a configuration of many %s", (shape) => {
  const [small, large] = [SMALL, SMALL * FACTOR].map((size) => {
    const body = replyWith("SIPExtensionInfo", shapes[shape]?.(size) ?? "");
    return { body, config: read(body) };
  }) as [{ body: Buffer; config: ConfigXml }, { body: Buffer; config: ConfigXml }];

  test.each(Object.keys(paths))("%s in a time that does not grow with the square of its size", (path) => {
    const run = ({ config, body }: typeof small) => cost(() => paths[path]?.(config, body));
    const ratios: number[] = [];
    do {
      ratios.push(run(large) / Math.max(run(small), NOISE_MS));
    } while (Math.min(...ratios) >= MOST && ratios.length < ATTEMPTS);
    expect(Math.min(...ratios)).toBeLessThan(MOST);
  });
});
