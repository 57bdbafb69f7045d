import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { ConfigXmlEncoding } from "../../../provider/api";
import { CommandRefused, ConfigNotFound, ConfigXml, OzekiClient, OzekiError } from "../../../provider/api";
import { displayId } from "../../../provider/api/display";
import type { ConnectionSettings } from "../../../provider/config/readSettings";
import { SIP_EXTENSION_TYPE, SIP_KNOWN_TYPE } from "../../../provider/types/sipExtension/table";
import { CommandFailed } from "../../shared/terminal";
import type { Finding } from "./finding";

const EXTRA = "PulumiOzekiProbe";
const CLEAN_UP_TRIES = 3;
const LOOK_AGAIN_AFTER = 500;

/** The ID of an extension that is changed without having been made. Some PBX may make it then. */
export const neverMade = (extensionId: string) => `${extensionId}-none`;

/** What a probe is told. */
export interface ProbeOptions {
  /** The ID of the throw-away extension. */
  extensionId: string;
  /** The office user who is to own it. */
  userId: string;
  signal: AbortSignal;
  /** Tells what is being done. */
  say(line: string): void;
}

/**
 * Makes, changes and removes one extension, to learn what reading cannot tell. Whatever happens, it is removed in the end.
 *
 * @throws CommandFailed where the ID is taken, or something could not be removed: the message names it
 */
export async function probe(
  client: OzekiClient,
  settings: ConnectionSettings,
  options: ProbeOptions,
): Promise<Finding[]> {
  const { extensionId, signal } = options;
  const other = neverMade(extensionId);
  for (const id of [extensionId, other]) {
    if (await exists(client, id, signal)) {
      throw new CommandFailed(
        `error: ${client.pbx} has an extension ${displayId(id)} already: choose an ID that is free. Nothing was written`,
        2,
      );
    }
  }
  const findings: Finding[] = [];
  let failure: unknown;
  try {
    await tryOut(client, settings, options, other, findings);
  } catch (error) {
    failure = error;
  }
  const ids = [extensionId, other];
  const left = await cleanUp(client, ids, options);
  if (left.length === 0 && isUnanswered(failure)) {
    left.push(...(await awaitLate(client, ids, settings, options)));
  }
  if (left.length > 0) {
    throw new CommandFailed(
      `error: the probe could not be removed: extension ${left.map(displayId).join(" and ")} may be left on ${client.pbx}, disabled. Remove it on the PBX, or see \`pulumi-ozeki show\` when the PBX answers again`,
      1,
    );
  }
  if (failure !== undefined) {
    throw failure;
  }
  return [...findings, { about: "Clean-up", found: `extension ${displayId(extensionId)} is gone again` }];
}

/** Whether a write was given up that the PBX may carry out yet. */
function isUnanswered(failure: unknown): boolean {
  return failure instanceof OzekiError && failure.sent === "maybe" && !(failure instanceof CommandRefused);
}

/** What was given up may come late: so it is looked for until nobody would wait for its answer any more. */
async function awaitLate(
  client: OzekiClient,
  ids: readonly string[],
  { requestTimeout }: ConnectionSettings,
  options: ProbeOptions,
): Promise<string[]> {
  options.say(
    `A write was not answered: looking for ${requestTimeout} s whether extension ${displayId(ids[0] ?? "")} comes yet…`,
  );
  const until = performance.now() + requestTimeout * 1000;
  let left: string[] = [];
  while (left.length === 0 && performance.now() < until) {
    await setTimeout(Math.min(LOOK_AGAIN_AFTER, Math.max(1, until - performance.now())));
    left = await cleanUp(client, ids, options);
  }
  return left;
}

async function tryOut(
  client: OzekiClient,
  settings: ConnectionSettings,
  options: ProbeOptions,
  other: string,
  findings: Finding[],
): Promise<void> {
  const { onActiveCalls: _, ...clientSettings } = settings;
  const configXmlEncoding = settings.configXmlEncoding === "plain" ? "escaped" : "plain";
  const otherwise = new OzekiClient({ ...clientSettings, configXmlEncoding });
  try {
    await tryWith({ [settings.configXmlEncoding]: client, [configXmlEncoding]: otherwise }, options, other, findings);
  } finally {
    await otherwise.close();
  }
}

/** A client for each way of writing ConfigXML, the configured one first. */
type Clients = Partial<Record<ConfigXmlEncoding, OzekiClient>>;

async function tryWith(
  clients: Clients,
  { extensionId, userId, signal, say }: ProbeOptions,
  other: string,
  findings: Finding[],
): Promise<void> {
  const config = (id: string, user = userId) =>
    ConfigXml.create(SIP_KNOWN_TYPE, [
      ["AuthorizationName", id],
      // Nobody is to log in with it, and nobody gets to know it.
      ["Password", randomBytes(24).toString("base64url")],
      ["Username", id],
      ["Enabled", "false"],
      ["ID", id],
      ["UserID", user],
    ]);
  const own = config(extensionId);

  say(`Making extension ${displayId(extensionId)}, disabled…`);
  const encoded = await addInEitherEncoding(clients, own, extensionId, signal, findings);
  if (encoded === undefined) {
    return;
  }
  const modify = (xml: ConfigXml, id = extensionId) =>
    written(signal, () => encoded.modifyConfig(SIP_EXTENSION_TYPE, xml, id));
  const read = () => encoded.getConfig(extensionId, { signal });

  const made = await read();
  findings.push({
    about: "Username, written",
    found: made.text("Username") === undefined ? "is written, and GetConfig does not tell it" : "is written and told",
  });

  say("Changing it…");
  const extra = await modify(own.with(EXTRA, "kept?"));
  const hasExtra = extra === undefined && (await read()).text(EXTRA) === "kept?";
  findings.push({
    about: "Further elements",
    found:
      extra !== undefined
        ? `a write with one is refused (code ${extra})`
        : hasExtra
          ? "are kept"
          : "are dropped on a write",
    ...(!hasExtra && {
      advice: "`elements` of a SipExtension cannot be used with this PBX, but for those that it knows.",
    }),
  });
  if (hasExtra) {
    const lacking = await modify(own);
    const stays = lacking === undefined && (await read()).text(EXTRA) !== undefined;
    findings.push({
      about: "Elements left out",
      found: stays
        ? "ModifyConfig keeps them"
        : "ModifyConfig drops them: this package reads first and sends them back",
    });
  }

  const stranger = await modify(own.with("UserID", `${extensionId}-nobody`));
  findings.push({
    about: "Unknown user",
    found:
      stranger === undefined
        ? "is accepted: a misspelt userId shows nowhere"
        : `is refused (code ${stranger}): the user of userId must exist`,
  });

  const unknown = await modify(config(other), other);
  findings.push({
    about: "ModifyConfig of an unknown ID",
    found: unknown === undefined ? "is accepted (code 200), and may make it" : `is refused (code ${unknown})`,
  });

  say("Removing it…");
  await encoded.removeConfig(extensionId);
  const again = await written(signal, () => encoded.removeConfig(extensionId));
  findings.push({
    about: "RemoveConfig of what is gone",
    found:
      again === undefined
        ? "is accepted (code 200)"
        : `is refused (code ${again})${again === 701 ? ", as documented" : ""}`,
  });
}

/** @returns the client whose encoding the PBX took; undefined where it took none */
async function addInEitherEncoding(
  clients: Clients,
  config: ConfigXml,
  extensionId: string,
  signal: AbortSignal,
  findings: Finding[],
): Promise<OzekiClient | undefined> {
  const refusals: string[] = [];
  for (const [encoding, client] of Object.entries(clients)) {
    const code = await written(signal, () => client.addConfig(SIP_EXTENSION_TYPE, config, extensionId));
    if (code === undefined) {
      findings.push(
        refusals.length === 0
          ? { about: "ConfigXML", found: `is accepted ${encoding}, as configured` }
          : {
              about: "ConfigXML",
              found: `is refused ${refusals.join()}, and accepted ${encoding}`,
              isProblem: true,
              advice: `pulumi config set ozeki:configXmlEncoding ${encoding}`,
            },
      );
      return client;
    }
    refusals.push(`${encoding} (code ${code})`);
  }
  findings.push({
    about: "ConfigXML",
    found: `is refused, ${refusals.join(" and ")}`,
    isProblem: true,
    advice: "Perhaps the user must exist: name one with --probe-user. Otherwise look into the PBX's log.",
  });
  return undefined;
}

/**
 * A write is never given up in the middle, not even by Ctrl-C: what came of it decides what is to be tidied up.
 *
 * @returns the Code of a refusal; undefined where it was carried out
 */
async function written(signal: AbortSignal, write: () => Promise<void>): Promise<number | undefined> {
  signal.throwIfAborted();
  let code: number | undefined;
  try {
    await write();
  } catch (error) {
    if (!(error instanceof CommandRefused)) {
      throw error;
    }
    code = error.code;
  }
  signal.throwIfAborted();
  return code;
}

async function exists(client: OzekiClient, extensionId: string, signal?: AbortSignal): Promise<boolean> {
  try {
    const hooks = signal === undefined ? {} : { signal };
    await client.run("GetConfig", ({ options }) => client.getConfig(extensionId, options), hooks);
    return true;
  } catch (error) {
    if (error instanceof ConfigNotFound) {
      return false;
    }
    throw error;
  }
}

/** Removes what is there, whether or not the user has ended the command. @returns the IDs that may be left */
async function cleanUp(client: OzekiClient, ids: readonly string[], { say }: ProbeOptions): Promise<string[]> {
  const left: string[] = [];
  for (const id of ids) {
    if (!(await isGone(client, id, say))) {
      left.push(id);
    }
  }
  return left;
}

async function isGone(client: OzekiClient, extensionId: string, say: (line: string) => void): Promise<boolean> {
  for (let attempt = 1; attempt <= CLEAN_UP_TRIES; attempt++) {
    try {
      if (!(await exists(client, extensionId))) {
        return true;
      }
      say(`Removing extension ${displayId(extensionId)} again…`);
      await client.run("RemoveConfig", ({ options }) => client.removeConfig(extensionId, options));
    } catch (error) {
      if (!(error instanceof OzekiError)) {
        throw error;
      }
    }
  }
  return !(await exists(client, extensionId).catch(() => true));
}
