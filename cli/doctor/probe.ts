import { randomBytes } from "node:crypto";
import type { ConnectionSettings } from "../../provider/connection/readSettings";
import { SIP_EXTENSION_TYPE, SIP_KNOWN_TYPE } from "../../provider/lifecycle/sipExtension/elements";
import type { OzekiError } from "../../provider/ozeki";
import { CommandRefused, ConfigNotFound, ConfigXml, OzekiClient } from "../../provider/ozeki";
import { shownId } from "../../provider/ozeki/shownId";
import { CommandFailed } from "../terminal";
import type { Finding } from "./finding";

const EXTRA = "PulumiOzekiProbe";
const CLEAN_UP_TRIES = 3;

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
  const other = `${extensionId}-none`;
  for (const id of [extensionId, other]) {
    if (await exists(client, id, signal)) {
      throw new CommandFailed(
        `error: ${client.pbx} has an extension ${shownId(id)} already: choose an ID that is free. Nothing was written`,
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
  // What was given up may still be carried out: so it is looked for, even where nothing was made.
  const left = await cleanUp(client, [extensionId, other], options);
  if (left.length > 0) {
    throw new CommandFailed(
      `error: the probe could not be removed: extension ${left.map(shownId).join(" and ")} may be left on ${client.pbx}, disabled. Remove it on the PBX, or see \`pulumi-ozeki show\` when the PBX answers again`,
      1,
    );
  }
  if (failure !== undefined) {
    throw failure;
  }
  return [...findings, { about: "Clean-up", found: `extension ${shownId(extensionId)} is gone again` }];
}

async function tryOut(
  client: OzekiClient,
  settings: ConnectionSettings,
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

  say(`Making extension ${shownId(extensionId)}, disabled…`);
  const encoded = await addInEitherEncoding(client, settings, own, extensionId, signal, findings);
  if (encoded === undefined) {
    return;
  }
  const modify = (xml: ConfigXml, id = extensionId) =>
    outcomeOf(() => encoded.modifyConfig(SIP_EXTENSION_TYPE, xml, id, { signal }));
  const read = () => encoded.getConfig(extensionId, { signal });

  const made = await read();
  findings.push({
    about: "Username",
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
  await encoded.removeConfig(extensionId, { signal });
  const again = await outcomeOf(() => encoded.removeConfig(extensionId, { signal }));
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
  client: OzekiClient,
  settings: ConnectionSettings,
  config: ConfigXml,
  extensionId: string,
  signal: AbortSignal,
  findings: Finding[],
): Promise<OzekiClient | undefined> {
  const { configXmlEncoding } = settings;
  const otherEncoding = configXmlEncoding === "plain" ? "escaped" : "plain";
  const first = await outcomeOf(() => client.addConfig(SIP_EXTENSION_TYPE, config, extensionId, { signal }));
  if (first === undefined) {
    findings.push({ about: "ConfigXML", found: `is accepted ${configXmlEncoding}, as configured` });
    return client;
  }
  const { onActiveCalls: _, ...clientSettings } = settings;
  const other = new OzekiClient({ ...clientSettings, configXmlEncoding: otherEncoding });
  const second = await outcomeOf(() => other.addConfig(SIP_EXTENSION_TYPE, config, extensionId, { signal }));
  if (second === undefined) {
    findings.push({
      about: "ConfigXML",
      found: `is refused ${configXmlEncoding} (code ${first}), and accepted ${otherEncoding}`,
      isProblem: true,
      advice: `pulumi config set ozeki:configXmlEncoding ${otherEncoding}`,
    });
    return other;
  }
  findings.push({
    about: "ConfigXML",
    found: `is refused, ${configXmlEncoding} (code ${first}) and ${otherEncoding} (code ${second})`,
    isProblem: true,
    advice: "Perhaps the user must exist: name one with --probe-user. Otherwise look into the PBX's log.",
  });
  await other.close();
  return undefined;
}

/** @returns the Code of a refusal; undefined where it was carried out */
async function outcomeOf(run: () => Promise<void>): Promise<number | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    if (error instanceof CommandRefused) {
      return error.code;
    }
    throw error;
  }
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
      say(`Removing extension ${shownId(extensionId)} again…`);
      await client.run("RemoveConfig", ({ options }) => client.removeConfig(extensionId, options));
    } catch (error) {
      if (!isPbxError(error)) {
        throw error;
      }
    }
  }
  return !(await exists(client, extensionId).catch(() => true));
}

function isPbxError(error: unknown): error is OzekiError {
  return error instanceof Error && "subject" in error;
}
