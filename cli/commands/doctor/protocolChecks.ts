import type { Check, Examination } from "./check";
import { UNKNOWN_ID } from "./contentChecks";
import type { Found } from "./finding";
import { ok } from "./finding";
import type { Outcome } from "./rawRequest";
import { codeOf, codeOrNull, shown } from "./rawRequest";

const NON_ASCII_ID = `${UNKNOWN_ID}-ü`;

const isUsable = (pbx: Examination) => pbx.isUsable;

/** What the documentation leaves open, as far as commands that change nothing show it. */
export const protocolChecks: readonly Check[] = [
  {
    about: "POST",
    when: isUsable,
    async run(pbx) {
      const outcome = await post(pbx, { command: "ListExtensionTypes" });
      return ok(`is read: ${shown(outcome)}`, { isRead: true, code: codeOrNull(outcome) });
    },
  },
  {
    about: "GET",
    when: isUsable,
    async run(pbx) {
      if (pbx.hasLogin) {
        return ok("was not tried: the login would be in the address", { isRead: null, code: null });
      }
      const outcome = codeOf(await pbx.raw.get({ command: "ListExtensionTypes" }), pbx.settings.url);
      const code = codeOrNull(outcome);
      return code === 200
        ? ok("is read, too (this package sends POST only)", { isRead: true, code })
        : ok(`is not read (${shown(outcome)}); this package sends POST only`, { isRead: false, code });
    },
  },
  { about: "Charset", when: isUsable, run: charset },
  {
    about: "Unknown command",
    when: isUsable,
    run: async (pbx) => code(await post(pbx, { command: "PulumiOzekiDoctor" })),
  },
  {
    about: "Missing parameter",
    when: isUsable,
    run: async (pbx) => code(await post(pbx, { command: "GetConfig" })),
  },
];

function code(outcome: Outcome): Found {
  return ok(shown(outcome), { code: codeOrNull(outcome) });
}

async function post(pbx: Examination, parameters: Record<string, string>): Promise<Outcome> {
  return codeOf(await pbx.raw.post(parameters, { login: true }), pbx.settings.url);
}

/** Some PBXs repeat in the message of code 701 the ID that was asked for. */
async function charset(pbx: Examination): Promise<Found> {
  const { body } = await pbx.raw.post({ command: "GetConfig", ExtensionId: NON_ASCII_ID }, { login: true });
  const text = body.toString("utf8");
  if (text.includes(NON_ASCII_ID)) {
    return ok("UTF-8, as sent", { charset: "utf-8" });
  }
  return text.includes(Buffer.from(NON_ASCII_ID).toString("latin1"))
    ? pbx.problem("UTF-8 is read as Latin-1", "latin1", { charset: "latin1" })
    : ok("not known: its messages do not repeat what they were sent", { charset: null });
}
