import { randomBytes } from "node:crypto";
import type { ConfigXmlEncoding, OzekiClient } from "../../../provider/api";
import { CommandRefused, ConfigXml } from "../../../provider/api";
import { displayId } from "../../../provider/api/display";
import { SIP_EXTENSION_TYPE, SIP_KNOWN_TYPE } from "../../../provider/types/sipExtension/table";
import type { Examination } from "./check";
import type { Found } from "./finding";
import { ok } from "./finding";

const EXTRA = "PulumiOzekiProbe";

/** A client for each way of writing ConfigXML, the configured one first. */
export type Clients = readonly (readonly [encoding: ConfigXmlEncoding, client: OzekiClient])[];

/** What is tried out. */
export interface Trial {
  readonly pbx: Examination;
  readonly clients: Clients;
  /** The ID of the throw-away extension. */
  readonly extensionId: string;
  /** An ID that no extension has: it is changed without having been created. */
  readonly unknownId: string;
  /** The office user who is to own the extension. */
  readonly userId: string;
  /** Says what is being done. */
  log(line: string): void;
  /** Takes a finding. */
  note(about: string, found: Found): void;
}

/**
 * Creates, changes and removes the extension, and notes what the PBX does.
 *
 * @throws OzekiError where the PBX does not answer; then something may be left
 */
export async function tryOut(trial: Trial): Promise<void> {
  const { pbx, extensionId, unknownId, userId, log, note } = trial;
  const own = configOf(extensionId, userId);

  log(`Creating extension ${displayId(extensionId)}, disabled…`);
  const client = await addInEitherEncoding(trial, own);
  if (client === undefined) {
    return;
  }
  const modify = (config: ConfigXml, id = extensionId) =>
    written(pbx.signal, () => client.modifyConfig(SIP_EXTENSION_TYPE, config, id));
  const read = () => client.getConfig(extensionId, { signal: pbx.signal });

  const hasUsername = (await read()).text("Username") !== undefined;
  note(
    "Username, written",
    ok(hasUsername ? "is written and returned" : "is written, and GetConfig does not return it", {
      isReturned: hasUsername,
    }),
  );

  log("Changing it…");
  const extra = await modify(own.with(EXTRA, "kept?"));
  const isKept = extra === undefined && (await read()).text(EXTRA) === "kept?";
  if (isKept) {
    note("Further elements", ok("are kept", { areKept: true, code: 200 }));
    const shorter = await modify(own);
    const stays = shorter === undefined && (await read()).text(EXTRA) !== undefined;
    note(
      "Elements left out",
      ok(stays ? "ModifyConfig keeps them" : "ModifyConfig drops them: this package reads first and sends them back", {
        areKept: stays,
      }),
    );
  } else {
    const found = extra === undefined ? "are dropped on a write" : `a write with one is refused (code ${extra})`;
    note("Further elements", pbx.notice(found, "droppedElements", { areKept: false, code: extra ?? 200 }));
  }

  const stranger = await modify(own.with("UserID", `${extensionId}-other`));
  note(
    "Unknown user",
    ok(
      stranger === undefined
        ? "is accepted: a typo in userId is not reported"
        : `is refused (code ${stranger}): the user of userId must exist`,
      acceptance(stranger),
    ),
  );

  const unknown = await modify(configOf(unknownId, userId), unknownId);
  note(
    "ModifyConfig of an unknown ID",
    ok(
      unknown === undefined ? "is accepted (code 200), and may create it" : `is refused (code ${unknown})`,
      acceptance(unknown),
    ),
  );

  log("Removing it…");
  await client.removeConfig(extensionId);
  const again = await written(pbx.signal, () => client.removeConfig(extensionId));
  note("RemoveConfig of what is gone", ok(repeatedRemoval(again), acceptance(again)));
}

function acceptance(refusal: number | undefined) {
  return { isAccepted: refusal === undefined, code: refusal ?? 200 };
}

function repeatedRemoval(code: number | undefined): string {
  return code === undefined
    ? "is accepted (code 200)"
    : `is refused (code ${code})${code === 701 ? ", as documented" : ""}`;
}

function configOf(extensionId: string, userId: string): ConfigXml {
  return ConfigXml.create(SIP_KNOWN_TYPE, [
    ["AuthorizationName", extensionId],
    // No one logs in with it, and no one sees it.
    ["Password", randomBytes(24).toString("base64url")],
    ["Username", extensionId],
    ["Enabled", "false"],
    ["ID", extensionId],
    ["UserID", userId],
  ]);
}

/** @returns the client whose encoding the PBX accepted; undefined where it accepted none */
async function addInEitherEncoding(
  { pbx, clients, extensionId, note }: Trial,
  config: ConfigXml,
): Promise<OzekiClient | undefined> {
  const refusals: string[] = [];
  for (const [encoding, client] of clients) {
    const code = await written(pbx.signal, () => client.addConfig(SIP_EXTENSION_TYPE, config, extensionId));
    if (code === undefined) {
      note(
        "ConfigXML",
        refusals.length === 0
          ? ok(`is accepted ${encoding}, as configured`, { encoding })
          : {
              found: `is refused ${refusals.join()}, and accepted ${encoding}`,
              level: "problem",
              nextStep: pbx.adviceOn("acceptedEncoding", { encoding }),
              values: { encoding },
            },
      );
      return client;
    }
    refusals.push(`${encoding} (code ${code})`);
  }
  note("ConfigXML", pbx.problem(`is refused, ${refusals.join(" and ")}`, "noEncoding", { encoding: null }));
  return undefined;
}

/**
 * A write is never cancelled halfway, not even by Ctrl-C: its outcome decides what is to be cleaned up.
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
