import { connect as connectTcp } from "node:net";
import type { OzekiClient } from "../../../provider/api";
import { ConfigNotFound, OzekiError } from "../../../provider/api";
import { escapeControlChars } from "../../../provider/api/display";
import type { ConnectionSettings } from "../../../provider/config/readSettings";
import { SIP_EXTENSION_TYPE } from "../../../provider/types/sipExtension/table";
import { listAll } from "../../shared/readExtensions";
import { nextStep } from "../../shared/withPbx";
import type { Finding } from "./finding";
import type { Outcome, RawAnswer } from "./rawRequest";
import { codeOf, RawRequests, shown } from "./rawRequest";

const ROUNDS = 3;
const NEWER_PORT = 9509;
/** An ID that no PBX has. */
const NOBODY = "pulumi-ozeki-doctor";
const ODD_NOBODY = `${NOBODY}-ü`;

/** What a look at a PBX came to. */
export interface Look {
  findings: Finding[];
  /** Whether it answered a command as this API does, with nothing in the way. */
  isUsable: boolean;
}

/** Looks at a PBX, and changes nothing. */
export async function look(client: OzekiClient, settings: ConnectionSettings, signal: AbortSignal): Promise<Look> {
  const raw = new RawRequests(settings, signal);
  try {
    const findings: Finding[] = [];
    const answers = await answersTo(raw, findings, client, signal);
    const [first] = answers;
    if (first === undefined) {
      return { findings: [...findings, ...(await newerProduct(settings, signal))], isUsable: false };
    }
    findings.push({
      about: "Round trip",
      found: `${answers.map(({ took }) => `${Math.max(1, Math.round(took))} ms`).join(", ")} for a list of all extensions`,
    });
    findings.push(...headersOf(first));
    const outcome = codeOf(first, settings.url);
    findings.push(productOf(outcome, first, settings));
    if (!("code" in outcome)) {
      return { findings: [...findings, ...(await newerProduct(settings, signal))], isUsable: false };
    }
    findings.push(...(await accessOf(raw, outcome.code, settings)));
    if (outcome.code === 200) {
      findings.push(...(await contentOf(client, signal)));
      findings.push(...(await habitsOf(raw, settings)));
    }
    return { findings, isUsable: "code" in outcome && outcome.code === 200 };
  } finally {
    await raw.close();
  }
}

async function answersTo(
  raw: RawRequests,
  findings: Finding[],
  client: OzekiClient,
  signal: AbortSignal,
): Promise<RawAnswer[]> {
  const answers: RawAnswer[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      answers.push(await raw.post({ command: "ListExtensions" }, { login: true }));
    }
    findings.push({ about: "Reachable", found: "yes" });
  } catch (error) {
    if (!isNetworkFailure(error)) {
      throw error;
    }
    findings.push(await unreachable(error, client, signal));
  }
  return answers;
}

/** What the system or the HTTP library says of a connection. The end of a command, and a mistake of ours, are something else. */
function isNetworkFailure(error: unknown): error is { name: string; code?: unknown } {
  return (
    typeof error === "object" &&
    error !== null &&
    (("code" in error && typeof error.code === "string") || ("name" in error && error.name === "TimeoutError"))
  );
}

/** The client knows better what such a failure means: so it is asked once, too. */
async function unreachable(
  { name, code }: { name: string; code?: unknown },
  client: OzekiClient,
  signal: AbortSignal,
): Promise<Finding> {
  try {
    await client.listExtensions({ signal });
  } catch (error) {
    if (!(error instanceof OzekiError)) {
      throw error;
    }
    return {
      about: "Reachable",
      found: `no: ${error.message}`,
      isProblem: true,
      advice: `${nextStep(error)} A PBX may also drop connections from addresses that it does not allow.`,
    };
  }
  return {
    about: "Reachable",
    found: `not always: one request of two failed (${name === "TimeoutError" ? "no answer in time" : String(code)})`,
    isProblem: true,
    advice: "See what stands between this machine and the PBX, and run this again.",
  };
}

function headersOf({ server, date }: RawAnswer): Finding[] {
  const clock = date === undefined ? Number.NaN : Date.parse(date);
  const apart = Math.round((clock - Date.now()) / 1000);
  return [
    {
      about: "Server",
      found: server === undefined ? "does not say what it is" : escapeControlChars(server).slice(0, 100),
    },
    {
      about: "Clock",
      found: Number.isNaN(clock)
        ? "its answers tell no time"
        : `${new Date(clock).toISOString()}, ${Math.abs(apart) <= 2 ? "as this machine's" : `${Math.abs(apart)} s ${apart < 0 ? "behind" : "ahead of"} this machine's`}`,
    },
  ];
}

function productOf(outcome: Outcome, { body }: RawAnswer, { url }: ConnectionSettings): Finding {
  if ("code" in outcome) {
    return { about: "Product", found: "answers as the HTTP API of Ozeki Phone System does" };
  }
  const looksNewer = new URL(url).port === String(NEWER_PORT) || /PhoneNumber|@localhost/.test(body.toString("latin1"));
  return looksNewer
    ? {
        about: "Product",
        found: "a newer product of the vendor, with another API (port 9509, path /api)",
        isProblem: true,
        advice: "This package talks to the HTTP API of Ozeki Phone System, port 7780 by default.",
      }
    : {
        about: "Product",
        found: `not the HTTP API of Ozeki Phone System: ${outcome.why}`,
        isProblem: true,
        advice: "See what answers at this address: a proxy, a web server, another port of the PBX.",
      };
}

/** Where nothing answers as it should, the newer product may be what runs there. */
async function newerProduct({ url }: ConnectionSettings, signal: AbortSignal): Promise<Finding[]> {
  const { hostname, port } = new URL(url);
  if (port === String(NEWER_PORT) || signal.aborted) {
    return [];
  }
  const isOpen = await new Promise<boolean>((resolve) => {
    const socket = connectTcp({ host: hostname.replace(/^\[|\]$/g, ""), port: NEWER_PORT, timeout: 2_000 });
    const end = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.on("connect", () => end(true));
    socket.on("error", () => end(false));
    socket.on("timeout", () => end(false));
  });
  return isOpen
    ? [
        {
          about: "Port 9509",
          found: "open: the newer product of the vendor listens there, which has another API",
          advice: "This package talks to the HTTP API of Ozeki Phone System, port 7780 by default.",
        },
      ]
    : [];
}

async function accessOf(raw: RawRequests, code: number, settings: ConnectionSettings): Promise<Finding[]> {
  const hasLogin = settings.username !== undefined;
  const address: Finding =
    code === 307
      ? {
          about: "This address",
          found: "is not allowed (code 307)",
          isProblem: true,
          advice: "Allow the address of this machine in the settings of the PBX's HTTP API.",
        }
      : { about: "This address", found: "is allowed" };
  switch (code) {
    case 304:
      return [
        address,
        {
          about: "Login",
          found: "needed, and none was given (code 304)",
          isProblem: true,
          advice: "Give that of an office user: --username NAME, with the password in OZEKI_PASSWORD.",
        },
      ];
    case 305:
      return [
        address,
        { about: "Login", found: "refused (code 305)", isProblem: true, advice: "See the name and the password." },
      ];
    case 306:
      return [
        address,
        {
          about: "Login",
          found: "accepted, but this user may not use the API (code 306)",
          isProblem: true,
          advice: "Give the user's group the right to use the API, or log in as another.",
        },
      ];
    case 307:
      return [address];
    case 200:
      return [address, hasLogin ? await givenLogin(raw, settings) : openToAll("not needed")];
    default:
      return [address, await postFinding(raw, code, settings)];
  }
}

/** A login was given, and let in. Without it, what then? */
async function givenLogin(raw: RawRequests, settings: ConnectionSettings): Promise<Finding> {
  const without = codeOf(await raw.post({ command: "ListExtensions" }, { login: false }), settings.url);
  if ("code" in without && without.code === 200) {
    return openToAll("not needed; the one given is not looked at");
  }
  const isDocumented = "code" in without && without.code === 304;
  return { about: "Login", found: `needed, and accepted${isDocumented ? "" : ` (without it: ${shown(without)})`}` };
}

function openToAll(found: string): Finding {
  return {
    about: "Login",
    found,
    advice: "Whoever is at an allowed address may change every extension: turn office-user authentication on.",
  };
}

/** A list of all extensions was refused for a reason that is none of access: perhaps the body of the POST was not read. */
async function postFinding(raw: RawRequests, code: number, settings: ConnectionSettings): Promise<Finding> {
  // Without a login, even where one is needed: a refused login shows that the command arrived.
  const get = codeOf(await raw.get({ command: "ListExtensions" }), settings.url);
  const isReadByGet = "code" in get && (get.code === 200 || (get.code >= 304 && get.code <= 306));
  return isReadByGet
    ? {
        about: "POST",
        found: `is not read (code ${code}), while GET is (code ${get.code})`,
        isProblem: true,
        advice:
          "This package sends POST only, because a password in an address is written into logs. Please report this PBX.",
      }
    : {
        about: "Commands",
        found: `a list of all extensions is refused (code ${code}), by GET as well (${shown(get)})`,
        isProblem: true,
        advice: "Look the code up in the PBX's documentation or its log.",
      };
}

async function contentOf(client: OzekiClient, signal: AbortSignal): Promise<Finding[]> {
  const ask = <Result>(
    command: "ListExtensionTypes" | "ListActiveCalls" | "GetConfig",
    run: (options: object) => Promise<Result>,
  ) => client.run(command, ({ options }) => run(options), { signal });
  const findings: Finding[] = [];
  const attempt = async (about: string, run: () => Promise<string>) => {
    try {
      findings.push({ about, found: await run() });
    } catch (error) {
      if (!(error instanceof OzekiError)) {
        throw error;
      }
      findings.push({
        about,
        found: `cannot be told: ${error.message}`,
        isProblem: true,
        advice: nextStep(error),
      });
    }
  };
  let phone: string | undefined;
  await attempt("Extensions", async () => {
    const all = await listAll(client, signal);
    phone = all.find(({ type }) => type === SIP_EXTENSION_TYPE)?.id;
    const twice = all.length - new Set(all.map(({ id }) => id)).size;
    const counts = new Map<string, number>();
    for (const { type } of all) {
      counts.set(type, (counts.get(type) ?? 0) + 1);
    }
    const types = [...counts]
      .map(([type, count]) => `${count} ${escapeControlChars(type === "" ? "(no type)" : type)}`)
      .join(", ");
    const order = isSorted(all.map(({ id }) => id)) ? "in the order of their IDs" : "not in the order of their IDs";
    return all.length === 0
      ? "none"
      : `${all.length}: ${types}; listed ${order}${twice > 0 ? `; ${twice} listed more than once` : ""}`;
  });
  await attempt("Types", async () => {
    const types = await ask("ListExtensionTypes", (options) => client.listExtensionTypes(options));
    return types.length === 0 ? "the PBX names none" : types.map(escapeControlChars).join(", ");
  });
  await attempt("Active calls", async () => {
    const calls = await ask("ListActiveCalls", (options) => client.listActiveCalls(options));
    return `${calls.length}`;
  });
  if (phone !== undefined) {
    const id = phone;
    await attempt("Username", async () => {
      const config = await ask("GetConfig", (options) => client.getConfig(id, options));
      return config.text("Username") === undefined
        ? "GetConfig does not tell it: drift in it cannot be seen"
        : "GetConfig tells it";
    });
  }
  await attempt("Unknown ID", async () => {
    try {
      await ask("GetConfig", (options) => client.getConfig(NOBODY, options));
      return "answered with an extension";
    } catch (error) {
      if (error instanceof ConfigNotFound) {
        return "code 701, as documented";
      }
      throw error;
    }
  });
  return findings;
}

/** What the documentation leaves open, as far as commands that change nothing tell it. */
async function habitsOf(raw: RawRequests, settings: ConnectionSettings): Promise<Finding[]> {
  const login = settings.username !== undefined;
  const read = (answer: RawAnswer) => codeOf(answer, settings.url);
  const post = read(await raw.post({ command: "ListExtensionTypes" }, { login }));
  const unheard = read(await raw.post({ command: "PulumiOzekiDoctor" }, { login }));
  const bare = read(await raw.post({ command: "GetConfig" }, { login }));
  const findings: Finding[] = [
    { about: "POST", found: `is read: ${shown(post)}` },
    login
      ? { about: "GET", found: "was not tried: the login would stand in the address" }
      : getFinding(read(await raw.get({ command: "ListExtensionTypes" }))),
    charsetFinding(await raw.post({ command: "GetConfig", ExtensionId: ODD_NOBODY }, { login })),
    { about: "Unknown command", found: shown(unheard) },
    { about: "Missing parameter", found: shown(bare) },
  ];
  return findings;
}

/** The message of code 701 repeats the ID that was asked for, on some PBXs. */
function charsetFinding({ body }: RawAnswer): Finding {
  const text = body.toString("utf8");
  if (text.includes(ODD_NOBODY)) {
    return { about: "Charset", found: "UTF-8, as sent" };
  }
  return text.includes(Buffer.from(ODD_NOBODY).toString("latin1"))
    ? {
        about: "Charset",
        found: "UTF-8 is read as Latin-1",
        isProblem: true,
        advice: "Names with letters beyond A to Z arrive wrong: avoid them.",
      }
    : { about: "Charset", found: "not told: its messages do not repeat what they were sent" };
}

function getFinding(outcome: Outcome): Finding {
  const isRead = "code" in outcome && outcome.code === 200;
  return {
    about: "GET",
    found: isRead
      ? "is read, too (this package sends POST only)"
      : `is not read (${shown(outcome)}); this package sends POST only`,
  };
}

/** As numbers or as letters. */
function isSorted(ids: readonly string[]): boolean {
  const { compare } = new Intl.Collator("en", { numeric: true });
  const isInOrder = (isBefore: (one: string, other: string) => boolean) =>
    ids.every((id, at) => at === 0 || isBefore(ids[at - 1] as string, id));
  return isInOrder((one, other) => compare(one, other) <= 0) || isInOrder((one, other) => one <= other);
}
