import { masked } from "../../../../cli/shared/mask";
import { ConfigXml } from "../../../../provider/api";
import { configOf } from "../../../../provider/api/payloads";
import { parseXml, readElements } from "../../../../provider/api/xml/parse";
import { MAX_ATTRIBUTES_OF_ELEMENT, singleLimits } from "../../../../provider/api/xml/wellFormed";
import { contentOf } from "../../../../provider/types/content";

const subject = { command: "GetConfig", pbx: "http://pbx:7780", extensionId: "1000" } as const;
const read = (filling: string, attributes = "") =>
  configOf(
    subject,
    parseXml(`<Response xmlns:p="urn:p" xmlns:q="urn:q"><Config${attributes}>${filling}</Config></Response>`),
  );
const attributes = (count: number) => Array.from({ length: count }, (_, at) => ` p:a${at}="1"`).join("");

/** Configurations that take more attributes when they are written than the reply had, with their largest number that is read. */
const shapes: [what: string, most: number, of: (count: number) => string][] = [
  ["attributes of one namespace", singleLimits.attributes / 3, (count) => '<n p:a="1" p:b="2"/>'.repeat(count)],
  ["attributes of two namespaces", singleLimits.attributes / 4, (count) => '<n p:a="1" q:b="2"/>'.repeat(count)],
  ["elements and attributes of a namespace", singleLimits.attributes / 3, (count) => '<p:n p:a="1"/>'.repeat(count)],
  ["attributes of a namespace in one element", MAX_ATTRIBUTES_OF_ELEMENT - 1, (count) => `<n${attributes(count)}/>`],
];

describe.each(shapes)("a configuration with many %s", (_what, most, of) => {
  it("can be written and read again", () => {
    const config = ConfigXml.of(read(of(most)));
    const { xml = "" } = contentOf(config, () => true);
    expect(readElements(xml)).toHaveLength(config.elementNames().length);
    expect(masked(config).elementNames()).toHaveLength(config.elementNames().length);
  });

  it("is refused where it could be written, but not read again", () => {
    expect(() => read(of(most + 1))).toThrow(
      "it takes more than 12000 attributes, or 1000 in one element, when it is written again with its namespaces",
    );
  });
});

it("a namespace of the element around counts where an element has none", () => {
  const ofNone = (count: number) => '<n xmlns="" a="1"/>'.repeat(count);
  expect(() => read(ofNone(5_000), ' xmlns="urn:c"')).not.toThrow();
  // Each is written with its namespace.
  expect(parseXml(ConfigXml.of(read(ofNone(5_000), ' xmlns="urn:c"')).toXml()).children).toHaveLength(5_000);
});
