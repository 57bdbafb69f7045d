import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { printable } from "../../../../provider/adapters/dynamic/printable";
import { OzekiClient, Transport } from "../../../../provider/api";
import { Connections } from "../../../../provider/config/connections";
import { getExtensionDescriptor } from "../../../../provider/functions/getExtension";
import { getSipExtensionDescriptor } from "../../../../provider/functions/getSipExtension";
import { listExtensionsDescriptor } from "../../../../provider/functions/listExtensions";
import type { SharedClaims } from "../../../../provider/lifecycle/claims";
import { Claims } from "../../../../provider/lifecycle/claims";
import type { Context } from "../../../../provider/lifecycle/context";
import { Interrupted, NewerState } from "../../../../provider/lifecycle/errors";
import { currentState } from "../../../../provider/lifecycle/stateShape";
import type { SimulatorOptions } from "../../../../simulator";
import { Simulator } from "../../../../simulator";
import { clientSettings } from "../../../support/clientSettings";
import { extensionInputs, extensionState } from "../../../support/extensionInputs";
import { frozenClock } from "../../../support/frozenClock";
import { HttpServer } from "../../../support/httpServer";
import { LifecycleContext } from "../../../support/lifecycleContext";
import { stopAfterTest } from "../../../support/onTestFinished";
import { secretForms } from "../../../support/secretForms";
import { sipLifecycle } from "../../../support/sipLifecycle";
import { rejectionOf } from "../../../support/thrownErrors";
import { unusedOrigin } from "../../../support/unusedOrigin";

const SECRET = "Marked-Secret-4711";
const inputs = extensionInputs({ password: SECRET, elements: { Pin: SECRET } });

const unusableClaims: SharedClaims = {
  claim: () => {},
  release: () => {},
  foundInPlace: () => {},
  readOthers: () => ({ has: () => false, placesOf: () => [] }),
  problem: "/run/user/1000/pulumi-ozeki (EROFS)",
};

async function lifecycle(options: SimulatorOptions = {}) {
  const pbx = stopAfterTest(await Simulator.start(options));
  const context = stopAfterTest(new LifecycleContext(pbx.origin));
  return { pbx, context };
}

function client(origin: string, more: { readOnly?: boolean } = {}): OzekiClient {
  const settings = clientSettings(origin, {
    username: "api",
    password: SECRET,
    maxRetries: 0,
    requestTimeout: 0.3,
    ...more,
  });
  const made = new OzekiClient(settings, undefined, frozenClock);
  stopAfterTest({ stop: () => made.close() });
  return made;
}

/** A server that answers with what it was sent in it. */
async function echoing(answer: (sent: string) => string, status = 200): Promise<string> {
  const server = await HttpServer.start((request, response) => {
    response.statusCode = status;
    response.setHeader("Content-Type", "application/xml").end(answer(new URLSearchParams(request.body).toString()));
  });
  stopAfterTest(server);
  return server.origin;
}

const refusing = (code: number) => (sent: string) =>
  `<Response><Code>${code}</Code><Message>Invalid configuration for type '${SECRET} ${sent.replaceAll("&", "&amp;")}'</Message></Response>`;

/** Errors as they really come about, wherever a secret can get into one. */
async function provoked(): Promise<unknown[]> {
  const errors: unknown[] = [];
  const provoke = async (run: () => unknown) => {
    const error = await rejectionOf((async () => run())());
    errors.push(error);
  };
  for (const code of [300, 303, 305, 307, 701, 702, 703, 999]) {
    const api = client(await echoing(refusing(code)));
    await provoke(() => api.getConfig("1000"));
    await provoke(() => api.listExtensions());
  }
  for (const [answer, status] of [
    [(sent: string) => sent, 200],
    [(sent: string) => `<html>${sent}</html>`, 200],
    [(sent: string) => `<Response><Code>${sent}</Code></Response>`, 200],
    [(sent: string) => sent, 503],
    [(sent: string) => sent, 500],
  ] as const) {
    const origin = await echoing(answer, status);
    await provoke(() => client(origin).getConfig("1000"));
  }
  await provoke(() => getSipExtensionDescriptor.run(client("http://127.0.0.1:1"), { extensionId: "1000" }, {}));
  const nowhere = await unusedOrigin();
  await provoke(() => client(nowhere).getConfig("1000"));

  const there = extensionInputs({ password: "Marked-Secret-there" });
  const held = { ID: "1000", UserID: there.userId, Password: SECRET, Pin: SECRET };
  const menu = `<Config knownType="${SECRET} x"><ID>1000</ID><Pin>${SECRET}</Pin></Config>`;
  const { context, pbx } = await lifecycle({ extensions: [held] });
  await provoke(() => sipLifecycle(context).create({ ...inputs, password: "other", elements: { Pin: "other" } }));
  await provoke(() => sipLifecycle(context).create(inputs));
  await provoke(() =>
    sipLifecycle(context).read(extensionState("http://elsewhere:7780", { ...inputs, userId: SECRET })),
  );
  await provoke(() => sipLifecycle(context).delete(extensionState("http://elsewhere:7780", inputs)));
  await provoke(() => getExtensionDescriptor.run(client(pbx.origin), { extensionId: "2000" }, {}));
  pbx.extensions.addXml("1000", `<Pin>${SECRET}</Pin>`);
  await provoke(() => sipLifecycle(context).read(extensionState(pbx.origin, inputs)));
  const nextRun = stopAfterTest(new LifecycleContext(pbx.origin));
  await provoke(() =>
    sipLifecycle(nextRun).update(extensionState(pbx.origin, inputs), { ...inputs, userId: "\u0000", elements: {} }),
  );
  await provoke(() => sipLifecycle(context).delete({ ...inputs, unconfirmedOn: "http://elsewhere:7780" }));
  const types = [{ type: "Odd", knownType: `${SECRET} x`, required: ["ID"] }];
  const other = await lifecycle({ types, extensions: [menu] });
  await provoke(() => sipLifecycle(other.context).read(extensionState(other.pbx.origin, inputs)));
  await provoke(() => getSipExtensionDescriptor.run(client(other.pbx.origin), { extensionId: "1000" }, {}));
  const lost = await lifecycle({ faults: ["drop-after@AddConfig", "status-502@GetConfig#every"] });
  await provoke(() => sipLifecycle(lost.context).create(inputs));
  const slow = await lifecycle({ faults: ["hang#every"], extensions: [held] });
  slow.context.requestTimeout = 0.1;
  await provoke(() => sipLifecycle(slow.context).read(extensionState(slow.pbx.origin, inputs)));
  const over = new AbortController();
  over.abort(new Interrupted("the run was cancelled"));
  const waiting: Context = {
    claims: slow.context.claims,
    outages: slow.context.outages,
    inventories: slow.context.inventories,
    findClient: (connection) => slow.context.findClient(connection),
    locate: (connection) => slow.context.locate(connection),
    clientFor: (connection) => slow.context.clientFor(connection),
    onActiveCalls: () => "proceed",
    clock: frozenClock,
    log: { info: () => {}, warn: () => {} },
    waiting: () => {},
    signal: over.signal,
  };
  await provoke(() => sipLifecycle(waiting).read(extensionState(slow.pbx.origin, inputs)));
  const alone: Context = { ...waiting, claims: new Claims(unusableClaims) };
  await provoke(() => sipLifecycle(alone).delete(extensionState(slow.pbx.origin, inputs)));
  const dropping = await lifecycle({ faults: ["drop-after@GetConfig"], extensions: [held] });
  await provoke(() => client(dropping.pbx.origin).getConfig("1000"));
  await provoke(() => client(pbx.origin, { readOnly: true }).removeConfig("1000"));
  const tls = stopAfterTest(await HttpServer.start("<Response/>", "server.pem"));
  const untrusted = client(tls.origin);
  for (const extensionId of ["1000", "1001"]) {
    await provoke(() => untrusted.run("GetConfig", ({ options }) => untrusted.getConfig(extensionId, options)));
  }
  await provoke(() => listExtensionsDescriptor.run(client(pbx.origin), { match: `[${SECRET}` }, {}));
  const talking = await lifecycle({ extensions: [held], callsInProgress: [{ CallId: SECRET, Source: "1000" }] });
  talking.context.callPolicy = "fail";
  await provoke(() => sipLifecycle(talking.context).delete(extensionState(talking.pbx.origin, inputs)));
  await provoke(() => new Transport({ url: nowhere, caFile: "/nowhere.pem", maxConcurrency: 1 }));
  await provoke(() => currentState({ ...inputs, stateShape: 7 }));

  for (const config of [
    { "ozeki:url": `http://api:${SECRET}@pbx:7780` },
    { "ozeki:url": "http://pbx:7780", "ozeki:password": SECRET },
    { "ozeki:connections": `{"a": {"password": "${SECRET}"` },
    { "ozeki:url": "http://pbx:7780", "ozeki:maxRetries": SECRET },
    {
      "ozeki:url": "http://pbx:7780",
      "ozeki:caFile": "/nowhere.pem",
      "ozeki:username": "api",
      "ozeki:password": SECRET,
    },
  ] as Record<string, string>[]) {
    await provoke(() => new Connections({ get: (key) => config[key], environment: {} }).client());
  }
  return errors;
}

/** An error, what caused it, and what caused that. */
function chainOf(error: unknown): unknown[] {
  return error instanceof Error ? [error, ...chainOf(error.cause)] : [];
}

describe("no error holds a secret", () => {
  it("whatever is printed of it, of what caused it, and of what Pulumi gets instead", async () => {
    const errors = await provoked();
    expect(errors.length).toBeGreaterThan(35);
    const seen = new Set(errors.flatMap(chainOf).map((error) => (error as Error).constructor.name));
    for (const error of errors) {
      const shown = [error, printable(error, inputs)].flatMap((one) => [
        inspect(one, { showHidden: true, depth: null }),
        JSON.stringify(one),
        String(one),
        (one as Error).stack ?? "",
      ]);
      for (const form of secretForms(SECRET)) {
        expect(shown.filter((text) => text.includes(form))).toEqual([]);
      }
    }
    // MalformedXml never leaves the codecs: it becomes a BadReply.
    expect(
      [
        ...["api", "types", "lifecycle", "functions"].flatMap((layer) => classesOf(`${layer}/errors.ts`)),
        "ConfigurationError",
      ].filter((name) => !seen.has(name) && name !== "MalformedXml"),
    ).toEqual([]);
    expect(seen).toContain(NewerState.name);
  });
});

/** The classes of errors of a module, but for those that others extend. */
function classesOf(file: string): string[] {
  const source = readFileSync(join(__dirname, "..", "..", "..", "..", "provider", file), "utf8");
  return [...source.matchAll(/^export class (\w+)/gm)].map(([, name]) => name ?? "");
}
