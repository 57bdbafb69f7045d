import { connect } from "node:net";
import { OzekiError } from "../../../provider/api";
import { escapeControlChars } from "../../../provider/api/display";
import { nextStep } from "../../../provider/lifecycle/advice";
import type { Check, Examination } from "./check";
import type { Found } from "./finding";
import { ok } from "./finding";

const ROUNDS = 3;
const NEWER_PRODUCT_PORT = 9509;

const hasAnswer = ({ answers }: Examination) => answers.length > 0;

/** Whether the PBX answers, and which product it is. */
export const reachChecks: readonly Check[] = [
  { about: "Reachable", run: reachable },
  {
    about: "Round trip",
    when: hasAnswer,
    run({ answers }) {
      const roundTripMs = answers.map(({ took }) => Math.max(1, Math.round(took)));
      return ok(`${roundTripMs.map((ms) => `${ms} ms`).join(", ")} for a list of all extensions`, { roundTripMs });
    },
  },
  {
    about: "Server",
    when: hasAnswer,
    run({ answers }) {
      const server = answers[0]?.server;
      return server === undefined
        ? ok("does not say what it is", { server: null })
        : ok(escapeControlChars(server).slice(0, 100), { server });
    },
  },
  { about: "Clock", when: hasAnswer, run: ({ answers }) => clock(answers[0]?.date) },
  { about: "Product", when: hasAnswer, run: product },
  { about: `Port ${NEWER_PRODUCT_PORT}`, when: ({ code }) => code === undefined, run: newerProduct },
];

async function reachable(pbx: Examination): Promise<Found> {
  try {
    for (let round = 0; round < ROUNDS; round++) {
      pbx.answers.push(await pbx.raw.post({ command: "ListExtensions" }, { login: true }));
    }
    return ok("yes", { isReachable: true });
  } catch (error) {
    if (!isNetworkFailure(error)) {
      throw error;
    }
    return unreachable(pbx, error);
  }
}

/** What the system or the HTTP library says of a connection. The end of a command, and a bug of ours, are something else. */
function isNetworkFailure(error: unknown): error is { name: string; code?: unknown } {
  return (
    typeof error === "object" &&
    error !== null &&
    (("code" in error && typeof error.code === "string") || ("name" in error && error.name === "TimeoutError"))
  );
}

/** The client knows better what such a failure means: so it asks once, too. */
async function unreachable(pbx: Examination, { name, code }: { name: string; code?: unknown }): Promise<Found> {
  try {
    await pbx.client.listExtensions({ signal: pbx.signal });
  } catch (error) {
    if (!(error instanceof OzekiError)) {
      throw error;
    }
    return {
      found: `no: ${error.message}`,
      level: "problem",
      nextStep: `${nextStep(error, "doctor")} ${pbx.adviceOn("droppedConnection")}`,
      values: { isReachable: false },
    };
  }
  return pbx.problem(
    `not always: one request of two failed (${name === "TimeoutError" ? "no answer in time" : String(code)})`,
    "unsteadyConnection",
    { isReachable: true },
  );
}

function clock(date: string | undefined): Found {
  const time = date === undefined ? Number.NaN : Date.parse(date);
  if (Number.isNaN(time)) {
    return ok("its answers have no date", { time: null, offsetSeconds: null });
  }
  const apart = Math.round((time - Date.now()) / 1000);
  const difference =
    Math.abs(apart) <= 2
      ? "the same as this machine's"
      : `${Math.abs(apart)} s ${apart < 0 ? "behind" : "ahead of"} this machine's`;
  const iso = new Date(time).toISOString();
  return ok(`${iso}, ${difference}`, { time: iso, offsetSeconds: apart });
}

function product(pbx: Examination): Found | undefined {
  const { outcome, answers, settings } = pbx;
  if (outcome === undefined || "code" in outcome) {
    return ok("answers like the HTTP API of Ozeki Phone System", { isOzekiPhoneSystem: true });
  }
  const looksNewer =
    new URL(settings.url).port === String(NEWER_PRODUCT_PORT) ||
    /PhoneNumber|@localhost/.test(answers[0]?.body.toString("latin1") ?? "");
  return looksNewer
    ? pbx.problem(
        `a newer product of the vendor, with another API (port ${NEWER_PRODUCT_PORT}, path /api)`,
        "newerProduct",
        { isOzekiPhoneSystem: false },
      )
    : pbx.problem(`not the HTTP API of Ozeki Phone System: ${outcome.why}`, "notTheApi", {
        isOzekiPhoneSystem: false,
      });
}

/** Where nothing answers as it should, the newer product may be what runs there. */
async function newerProduct(pbx: Examination): Promise<Found | undefined> {
  const { hostname, port } = new URL(pbx.settings.url);
  if (port === String(NEWER_PRODUCT_PORT) || pbx.signal.aborted) {
    return undefined;
  }
  const isOpen = await new Promise<boolean>((resolve) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ""), port: NEWER_PRODUCT_PORT, timeout: 2_000 });
    const end = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.on("connect", () => end(true));
    socket.on("error", () => end(false));
    socket.on("timeout", () => end(false));
  });
  return isOpen
    ? pbx.notice("open: the newer product of the vendor listens there, which has another API", "newerProduct", {
        isOpen: true,
      })
    : undefined;
}
