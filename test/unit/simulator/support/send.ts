import type { IncomingHttpHeaders } from "node:http";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import type { Simulator } from "../../../../simulator";

/** What came back. */
export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
  /** The body as UTF-8. */
  text: string;
  /** The content of `<Code>`, if any. */
  code: number | undefined;
  message: string | undefined;
}

export interface How {
  method?: string;
  /** Path and query, as on the wire. */
  path?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** The address to send from. */
  from?: string;
  signal?: AbortSignal;
}

/** Sends one request on a connection of its own. */
export function sendRaw(pbx: Simulator, how: How = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const agent = new Agent({ keepAlive: false });
    const sent = request(
      pbx.origin,
      {
        agent,
        method: how.method ?? "GET",
        path: how.path ?? "/",
        headers: how.headers ?? {},
        ...(how.from !== undefined && { localAddress: how.from }),
        ...(how.signal !== undefined && { signal: how.signal }),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const bytes = Buffer.concat(chunks);
          const text = bytes.toString("utf8");
          const code = /<Code>(\d+)<\/Code>/.exec(text)?.[1];
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            bytes,
            text,
            code: code === undefined ? undefined : Number(code),
            message: /<Message>([^<]*)<\/Message>/.exec(text)?.[1],
          });
        });
      },
    );
    sent.on("error", reject);
    sent.end(how.body);
  });
}

/** Sends parameters as a form, by default with POST. */
export function send(
  pbx: Simulator,
  parameters: Record<string, string>,
  { method = "POST", from }: { method?: "GET" | "POST"; from?: string } = {},
): Promise<Reply> {
  const form = new URLSearchParams(parameters).toString();
  const origin = from === undefined ? {} : { from };
  return method === "GET"
    ? sendRaw(pbx, { method, path: `/?${form}`, ...origin })
    : sendRaw(pbx, { method, headers: { "content-type": "application/x-www-form-urlencoded" }, body: form, ...origin });
}

/** Writes bytes on a connection and returns all that comes back until it is closed. */
export function sendBytes(pbx: Simulator, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(pbx.port, "127.0.0.1", () => socket.write(bytes));
    const chunks: Buffer[] = [];
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("error", reject);
    socket.on("close", () => resolve(Buffer.concat(chunks).toString("latin1")));
  });
}

/** The documented ConfigXML of a SIP extension, with elements changed, removed (undefined) or added. */
export function configXml(texts: Record<string, string | undefined> = {}, knownType = "SIPExtensionInfo"): string {
  const all: Record<string, string | undefined> = {
    AuthorizationName: "100",
    Password: "100",
    Username: "100",
    Enabled: "true",
    ID: "100",
    UserID: "user100",
    ...texts,
  };
  const elements = Object.entries(all).flatMap(([name, text]) =>
    text === undefined ? [] : [`<${name}>${text}</${name}>`],
  );
  return `<Config knownType="${knownType}">${elements.join("")}</Config>`;
}

export function addConfig(pbx: Simulator, xml: string, type = "SIP"): Promise<Reply> {
  return send(pbx, { command: "AddConfig", ExtensionType: type, ConfigXML: xml });
}

export function modifyConfig(pbx: Simulator, xml: string, type = "SIP"): Promise<Reply> {
  return send(pbx, { command: "ModifyConfig", ExtensionType: type, ConfigXML: xml });
}

export function getConfig(pbx: Simulator, id: string): Promise<Reply> {
  return send(pbx, { command: "GetConfig", ExtensionId: id });
}

export function removeConfig(pbx: Simulator, id: string): Promise<Reply> {
  return send(pbx, { command: "RemoveConfig", ExtensionId: id });
}

export function listExtensions(pbx: Simulator): Promise<Reply> {
  return send(pbx, { command: "ListExtensions" });
}
