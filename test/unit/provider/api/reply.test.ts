import fc from "fast-check";
import {
  AccessForbidden,
  BadReply,
  CommandRefused,
  ConfigAlreadyExists,
  ConfigNotFound,
  GatewayFailure,
  LoginRefused,
  OzekiError,
} from "../../../../provider/api/errors";
import { readReply } from "../../../../provider/api/reply";
import type { RequestSubject } from "../../../../provider/api/requestSubject";
import { statusCodes } from "../../../../provider/api/statusCodes";
import type { XmlElement } from "../../../../provider/api/xml/element";
import { textOf } from "../../../../provider/api/xml/element";
import { xmlTree } from "../../../support/arbitraryXml";
import { htmlPage } from "../../../support/htmlPage";
import { propertyRuns } from "../../../support/propertyRuns";
import { getConfigReply, okReply, ordinaryReply } from "../../../support/replies";
import { errorThrownBy } from "../../../support/thrownErrors";
import { Choices, xmlVariant } from "../../../support/xmlVariant";

const pbx = "http://10.0.0.5:7780";
const getConfig: RequestSubject = { command: "GetConfig", pbx, extensionId: "1000" };
const newerProduct = "a newer product of the vendor, on port 9509, has another API";

function reply(body: string | Uint8Array, status = 200) {
  return { status, body: Buffer.from(body as string) };
}

const read = (body: string | Uint8Array, subject = getConfig) => readReply(subject, reply(body));
const failureOf = (body: string | Uint8Array, status = 200) =>
  errorThrownBy(() => readReply(getConfig, reply(body, status)));

const describedAs = (why: string) =>
  `GetConfig of extension 1000 on ${pbx} failed: this is not a reply of the Ozeki HTTP API: ${why}.`;

function expectBadReply(failure: unknown, why: string, sent: "no" | "maybe" = "maybe") {
  expect(failure).toBeInstanceOf(BadReply);
  expect(failure).toMatchObject({ message: describedAs(why), sent, title: "Not the PBX's answer", subject: getConfig });
}

describe("the documented replies", () => {
  it("are understood with Code and Message first", () => {
    const response = read(ordinaryReply(200, "Command successfully executed", "  <Extensions />"));
    expect(response.children.map((child) => typeof child !== "string" && child.name)).toEqual([
      "Code",
      "Message",
      "Extensions",
    ]);
  });

  it("are understood with the payload first", () => {
    const config = '<Config knownType="SIPExtensionInfo"><Code>305</Code><ID>1000</ID></Config>';
    const response = read(getConfigReply(config));
    expect(response.children.map((child) => typeof child !== "string" && child.name)).toEqual([
      "Config",
      "Code",
      "Message",
    ]);
  });

  it("are refusals by their code: the 263 bytes of the vendor's sample", () => {
    const sample = [
      '<?xml version="1.0"?>',
      '<Response xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
      "  <Code>401</Code>",
      "  <Message>API extension '9986' unavailable, please check configuration or permissions</Message>",
      "</Response>",
    ].join("\r\n");
    expect(Buffer.byteLength(sample)).toBe(263);
    const failure = errorThrownBy(() => readReply({ ...getConfig, extensionId: "9986" }, reply(sample)));
    expect(failure).toBeInstanceOf(CommandRefused);
    expect(failure).toMatchObject({
      code: 401,
      codeName: "ApiExtensionUnavailable",
      sent: "no",
      message:
        `GetConfig of extension 9986 on ${pbx} failed: the PBX answered 401 (ApiExtensionUnavailable): ` +
        "API extension '9986' unavailable, please check configuration or permissions.",
    });
  });
});

describe("a code", () => {
  const special: Record<number, { class: typeof CommandRefused; title: string; says?: string }> = {
    304: { class: LoginRefused, title: "Login refused", says: "the PBX requires a login (code 304)" },
    305: { class: LoginRefused, title: "Login refused", says: "the PBX rejected the login (code 305)" },
    306: {
      class: AccessForbidden,
      title: "Access forbidden",
      says: "the PBX does not allow this user to use the API (code 306)",
    },
    307: {
      class: AccessForbidden,
      title: "Access forbidden",
      says: "the PBX does not accept requests from this machine's address (code 307)",
    },
    701: { class: ConfigNotFound, title: "No such extension" },
    703: { class: ConfigAlreadyExists, title: "The extension exists" },
  };
  const documented: readonly (readonly [code: number, name: string, message: string])[] = [
    [300, "ParseError", "Error occured during parsing message: '…'"],
    [301, "NotImplementedCommand", "Not implemented command: '…'"],
    [302, "InvalidParameter", "Missing or invalid parameter '…' for command '…'"],
    [303, "InappropriateCommand", "Command '…' cannot be used here"],
    [304, "AuthenticationRequired", "Authentication required"],
    [305, "AuthenticationFailed", "Authentication failed, bad username or password"],
    [306, "ForbiddenUser", "User is not allowed to use API in ACL"],
    [307, "ForbiddenAddress", "Use API from this address is forbidden"],
    [401, "ApiExtensionUnavailable", "API extension '…' unavailable, please check configuration or permissions"],
    [402, "CallConnectFailed", "Call connect to '…' failed with result state '…'"],
    [501, "SmsDestinationNotFound", "Destination of the SMS is not found"],
    [601, "CallNotFound", "Call not found with ID '…'"],
    [701, "ConfigNotFound", "Configuration for type '…' not found"],
    [702, "InvalidConfig", "Invalid configuration for type '…'"],
    [703, "ConfigAlreadyExists", "Extension configuration already exists"],
  ];

  it.each(documented)("%i is the refusal %s, with its documented message", (code, name, message) => {
    // Something else than documented: only the code counts.
    const failure = failureOf(ordinaryReply(code, "Something else"));
    const wanted: (typeof special)[number] = special[code] ?? { class: CommandRefused, title: "Refused by the PBX" };
    expect((failure as Error).constructor).toBe(wanted.class);
    expect(failure).toMatchObject({
      title: wanted.title,
      name: wanted.class.name,
      code,
      codeName: name,
      sent: "no",
      message: `GetConfig of extension 1000 on ${pbx} failed: ${wanted.says ?? `the PBX answered ${code} (${name}): ${message}`}.`,
    });
  });

  it("is documented in 16 cases, 200 among them", () => {
    expect(statusCodes.map(({ code }) => code)).toEqual([200, ...documented.map(([code]) => code)]);
  });

  it.each([0, 199, 201, 299, 404, 500, 704, 999_999_999])(
    "%i, which is not documented, is a refusal without a message",
    (code) => {
      const failure = failureOf(ordinaryReply(code, "The password is 4711"));
      expect((failure as Error).constructor).toBe(CommandRefused);
      expect(failure).toMatchObject({
        code,
        codeName: undefined,
        message: `GetConfig of extension 1000 on ${pbx} failed: the PBX answered ${code} (an undocumented code).`,
      });
    },
  );

  it("counts, and the message does not", () => {
    expect(read(ordinaryReply(200, "Authentication required")).name).toBe("Response");
    expect(failureOf(ordinaryReply(701, "Command successfully executed"))).toBeInstanceOf(ConfigNotFound);
    expect(read("<Response><Code>200</Code></Response>").name).toBe("Response");
    expect(failureOf("<Response><Code>703</Code></Response>")).toBeInstanceOf(ConfigAlreadyExists);
  });

  it.each([
    ["with white space around it", "<Response><Code>\r\n 200\t</Code></Response>"],
    ["in a namespace", '<r:Response xmlns:r="urn:r"><r:Code>200</r:Code></r:Response>'],
    ["in a default namespace", '<Response xmlns="urn:r"><Code>200</Code></Response>'],
    ["in a CDATA section", "<Response><Code><![CDATA[200]]></Code></Response>"],
    ["as references", "<Response><Code>&#50;&#x30;0</Code></Response>"],
    ["around a comment", "<Response><Code>2<!-- 305 -->00</Code></Response>"],
    ["with attributes", '<Response status="305"><Code a="305">200</Code></Response>'],
    ["behind a byte order mark", `\uFEFF${okReply}`],
  ])("is read %s", (_, body) => {
    expect(read(body).name).toBe("Response");
  });

  it.each([
    ["twice", "<Response><Code>200</Code><Code>200</Code></Response>", "it has more than one Code"],
    ["twice and different", "<Response><Code>703</Code><Code>200</Code></Response>", "it has more than one Code"],
    ["missing", "<Response><Message>OK</Message></Response>", `it has no Code (${newerProduct})`],
    ["missing in an empty reply", "<Response/>", `it has no Code (${newerProduct})`],
    [
      "inside of another element only",
      "<Response><a><Code>200</Code></a></Response>",
      `it has no Code (${newerProduct})`,
    ],
    ["of another case", "<Response><code>200</code></Response>", `it has no Code (${newerProduct})`],
    ["empty", "<Response><Code/></Response>", "its Code is not a number"],
    ["a word", "<Response><Code>OK</Code></Response>", "its Code is not a number"],
    ["negative", "<Response><Code>-200</Code></Response>", "its Code is not a number"],
    ["a fraction", "<Response><Code>200.0</Code></Response>", "its Code is not a number"],
    ["hexadecimal", "<Response><Code>0xC8</Code></Response>", "its Code is not a number"],
    ["in other digits", "<Response><Code>２００</Code></Response>", "its Code is not a number"],
    ["longer than any", "<Response><Code>1000000000</Code></Response>", "its Code is not a number"],
    ["in another root", "<Answer><Code>200</Code></Answer>", "its root element is not Response"],
  ])("that is %s is not an answer of the PBX", (_, body, why) => {
    expectBadReply(failureOf(body), why);
  });

  it("is read at any position, and however the reply is written", () => {
    const code = (text: string): XmlElement => ({ namespace: "", name: "Code", attributes: [], children: [text] });
    const others = fc.array(
      xmlTree.filter(({ name }) => name !== "Code"),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(others, others, fc.constantFrom("200", "701"), fc.gen(), (before, after, said, draw) => {
        const response = {
          namespace: "",
          name: "Response",
          attributes: [],
          children: [...before, code(said), ...after],
        };
        const body = Buffer.from(xmlVariant(response, new Choices(draw, fc.constantFrom)));
        const failure = errorThrownBy(() => expect(readReply(getConfig, { ...reply(""), body })).toEqual(response));
        expect(failure === undefined).toBe(said === "200");
        expect(failure === undefined || failure instanceof ConfigNotFound).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe("what is not an answer of the PBX", () => {
  const htmlFromProxy = "it is an HTML page, as a proxy or another web server sends it";
  const noXml = `it is not XML (${newerProduct})`;
  const notWellFormed = "it is not well-formed, or was cut off";

  it.each([
    ["a page with a DOCTYPE", htmlPage],
    ["a page without one", "<html><body>Bad gateway</body></html>"],
    ["a page in capitals", "\r\n <HTML><BODY></BODY></HTML>"],
    ["a page behind a comment", "<!-- cached -->\n<!doctype HTML><html></html>"],
    ["a page with a head alone", '<html lang="de">'],
    ["a page of XHTML with its declaration", '<?xml version="1.0"?><!DOCTYPE html><html/>'],
  ])("is named where it is %s", (_, body) => {
    expectBadReply(failureOf(body), htmlFromProxy);
  });

  it.each([
    ["an empty body", "", "it is empty"],
    ["blanks", " \r\n\t", "it is empty"],
    ["JSON", '{"Code":200}', noXml],
    ["plain text", "200 OK", noXml],
    ["a number", "200", noXml],
    [
      "a reply with a DOCTYPE",
      '<!DOCTYPE Response [<!ENTITY a "b">]><Response><Code>200</Code></Response>',
      "it has a DOCTYPE or another declaration, which may define entities",
    ],
    ["a reply that was cut off", okReply.slice(0, -1), notWellFormed],
    ["a reply that was cut off behind its code", okReply.slice(0, okReply.indexOf("<Message>")), notWellFormed],
    ["two replies", okReply + okReply.slice(okReply.indexOf("<Response")), "it does not consist of one root element"],
    [
      "a newer product's list",
      "<Response><Extensions><Extension><Id>101@localhost</Id></Extension></Extensions></Response>",
      `it has no Code (${newerProduct})`,
    ],
  ])("is named where it is %s", (_, body, why) => {
    expectBadReply(failureOf(body), why);
  });

  it.each([
    ["in Latin-1", Buffer.from(okReply.replace("Command", "Köln"), "latin1")],
    ["with half a character at its end", Buffer.from(`${okReply}é`).subarray(0, -1)],
    ["with a surrogate in UTF-8", Buffer.from([0xed, 0xa0, 0x80])],
  ])("is named where it is %s", (_, body) => {
    expectBadReply(failureOf(body), "it is not UTF-8");
  });

  it.each([
    ["with its mark", `\uFEFF${okReply}`],
    ["without one", okReply],
  ])("is named where it is in UTF-16, %s", (_, text) => {
    for (const body of [Buffer.from(text, "utf16le"), Buffer.from(text, "utf16le").swap16()]) {
      expectBadReply(failureOf(body), "it is not UTF-8, but UTF-16");
    }
  });

  it.each([502, 503, 504])("is a failure of the proxy with status %i, whatever its body", (status) => {
    for (const body of ["", htmlPage, okReply]) {
      const failure = failureOf(body, status);
      expect(failure).toBeInstanceOf(GatewayFailure);
      expect(failure).toMatchObject({
        status,
        sent: "maybe",
        title: "Proxy without the PBX",
        message: `GetConfig of extension 1000 on ${pbx} failed: a proxy answered HTTP ${status}: it got no answer from the PBX.`,
      });
    }
  });

  const redirect = " (a redirect, which is not followed: a command with passwords goes to the configured address only)";
  it.each([
    [204, "", "maybe"],
    [301, redirect, "no"],
    [302, redirect, "no"],
    [307, redirect, "no"],
    [400, " (the web server does not accept the request)", "no"],
    [401, " (a web server asks for a login by HTTP, which the PBX does not use)", "no"],
    [403, " (the web server does not allow the request)", "no"],
    [404, " (the default port is 7780)", "no"],
    [407, " (a proxy asks for a login)", "no"],
    [429, " (the proxy before the PBX limits the requests: a smaller `maxConcurrency` may help)", "no"],
    [500, "", "maybe"],
    [501, "", "maybe"],
    [505, "", "maybe"],
  ] as const)("is not an answer with status %i, whatever its body", (status, hint, sent) => {
    for (const body of ["", htmlPage, okReply]) {
      expectBadReply(failureOf(body, status), `HTTP ${status}, where the PBX answers 200 to everything${hint}`, sent);
    }
  });

  it("ends in an error of the API and in no other, whatever its bytes", () => {
    const bytes = fc.oneof(
      fc.uint8Array(),
      fc.string().map(Buffer.from),
      fc.string().map((text) => Buffer.from(`<Response>${text}</Response>`)),
    );
    fc.assert(
      fc.property(bytes, fc.integer({ min: 100, max: 999 }), fc.boolean(), (body, status, isOk) => {
        expect(failureOf(body, isOk ? 200 : status)).toBeInstanceOf(OzekiError);
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  it("is reported without anything of it, whatever it is", () => {
    const secret = "MARKED-pa55word";
    const bodies = fc.oneof(
      fc.constantFrom(secret, `<html>${secret}</html>`, `{"p":"${secret}"}`, `<a>${secret}`, `<${secret}/>`),
      fc
        .constantFrom(...["Code", "Message", "Response", "Config"])
        .map((name) => `<Response><${name}>${secret}</${name}></Response>`),
      fc.tuple(fc.string(), fc.string()).map(([before, after]) => before + secret + after),
      fc.constantFrom(300, 305, 702, 8000).map((code) => ordinaryReply(code, secret)),
    );
    fc.assert(
      fc.property(bodies, fc.constantFrom(200, 302, 404, 500, 502), (body, status) => {
        const failure = failureOf(body, status);
        expect(failure).toBeInstanceOf(Error);
        expect(`${(failure as Error).message} ${(failure as Error).cause}`).not.toMatch(/MARKED|pa55/);
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});

describe("the text in a reply", () => {
  it("are read as they are, in whatever script", () => {
    const [config] = read(getConfigReply("<Config><Password>Köln 東京 😀</Password></Config>")).children;
    expect(
      typeof config === "object" && config.children.map((child) => typeof child === "object" && textOf(child)),
    ).toEqual(["Köln 東京 😀"]);
  });
});
