import fc from "fast-check";
import type { RequestSubject } from "../../provider/api";
import { ConfigXml, OzekiError } from "../../provider/api";
import { MalformedXml } from "../../provider/api/errors";
import { activeCallsOf, configOf, extensionsOf, extensionTypesOf } from "../../provider/api/payloads";
import { readReply } from "../../provider/api/reply";
import { parseXml } from "../../provider/api/xml/parse";
import { fuzzParameters } from "../support/propertyRuns";
import { unicodeString } from "../support/unicodeString";

const { parameters, timeoutMs } = fuzzParameters(2_000);

const subject: RequestSubject = { command: "GetConfig", pbx: "http://10.0.0.5:7780", extensionId: "1000" };
const SECRET = "Marked-Fuzz-1";

const seeds = [
  `<?xml version="1.0" encoding="utf-8"?>\r\n<Response>\r\n  <Config knownType="SIPExtensionInfo">\r\n    <Password>${SECRET}</Password>\r\n    <ID>1000</ID>\r\n  </Config>\r\n  <Code>200</Code>\r\n  <Message>Command successfully executed</Message>\r\n</Response>`,
  `<?xml version="1.0"?><Response xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><Code>702</Code><Message>Invalid configuration for type '${SECRET}'</Message></Response>`,
  `<Response><Code>200</Code><Extensions><ExtensionSummary><Id>1000</Id><Type>SIP</Type></ExtensionSummary></Extensions></Response>`,
  `<r:Response xmlns:r="urn:r"><r:Code>200</r:Code><r:ActiveCalls><r:CallInfo><r:CallId>${SECRET}</r:CallId></r:CallInfo></r:ActiveCalls></r:Response>`,
  `<Response><Config knownType="X" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><A xsi:nil="true"/><B><![CDATA[<${SECRET}>]]></B><ID>1000</ID></Config><Code>200</Code></Response>`,
];

// What breaks parsers: pieces of markup, names that objects know, references, bytes that are not UTF-8.
const pieces = [
  "<",
  ">",
  "&",
  '"',
  "'",
  "/",
  "=",
  "\0",
  "\ufeff",
  "\u0085",
  "\r",
  "]]>",
  "<![CDATA[",
  "<!--",
  "-->",
  "<?",
  "?>",
  "<!DOCTYPE x [<!ENTITY a 'b'>]>",
  "&a;",
  "&#0;",
  "&#x110000;",
  "&#xD800;",
  "&amp;amp;",
  "&lt;",
  "<__proto__>",
  "</__proto__>",
  "<constructor/>",
  ' __proto__="1"',
  " xmlns='u'",
  " xmlns:xml='u'",
  "<Code>200</Code>",
  "<Code/>",
  "</Response>",
  "<Response>",
  "<a:b:c/>",
  "<Config>",
  "</Config>",
  "<ID>1000</ID>",
  "9".repeat(400),
  "<a>".repeat(70),
  "\u{1F600}",
  "\ud83d",
];

const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat(40),
  insert: fc.oneof(fc.constant(""), fc.constantFrom(...pieces), unicodeString({ maxLength: 12 })),
});

const mutated = fc
  .tuple(fc.constantFrom(...seeds), fc.array(mutation, { minLength: 1, maxLength: 6 }))
  .map(([seed, mutations]) =>
    mutations.reduce((text, { at, remove, insert }) => {
      const from = Math.floor(at * text.length);
      return text.slice(0, from) + insert + text.slice(from + remove);
    }, seed),
  );
const bytes = fc.oneof(
  { weight: 8, arbitrary: mutated.map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: mutated.map((text) => Buffer.from(text, "utf16le")) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)) },
);

/** What may come of hostile bytes: a meaning, or an error of ours that repeats nothing of them. */
function expectTame(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof OzekiError)) {
      throw error;
    }
    expect(error.message).not.toContain(SECRET);
    expect(error.message.length).toBeLessThan(1_000);
  }
}

describe("the codecs under hostile bytes", () => {
  test(
    "a reply is understood or refused with an error of ours that repeats nothing of it",
    () => {
      fc.assert(
        fc.property(bytes, (body) => {
          for (const read of [
            configOf,
            extensionsOf,
            activeCallsOf,
            (_: RequestSubject, response: never) => extensionTypesOf(response),
          ]) {
            expectTame(() => read(subject, readReply(subject, { status: 200, body }) as never));
          }
          expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain("polluted");
        }),
        parameters,
      );
    },
    timeoutMs,
  );

  test(
    "a configuration that was understood is written so that it is understood again as the same",
    () => {
      fc.assert(
        fc.property(mutated, (text) => {
          let config: ConfigXml;
          try {
            config = ConfigXml.of(parseXml(text));
          } catch (error) {
            if (!(error instanceof MalformedXml)) {
              throw error;
            }
            expect(error.message).not.toContain(SECRET);
            return;
          }
          const written = config.toXml();
          expect(parseXml(written)).toEqual(parseXml(ConfigXml.of(parseXml(written)).toXml()));
          expect(ConfigXml.of(parseXml(written)).elementNames()).toEqual(config.elementNames());
          for (const name of config.elementNames()) {
            expect(ConfigXml.of(parseXml(written)).text(name)).toBe(config.text(name));
          }
        }),
        parameters,
      );
    },
    timeoutMs,
  );
});
