import type { Check, Examination } from "./check";
import { UNKNOWN_ID } from "./contentChecks";
import type { Found } from "./finding";
import type { Outcome } from "./rawRequest";
import { codeOf, shown } from "./rawRequest";

const NON_ASCII_ID = `${UNKNOWN_ID}-ü`;

const isUsable = (pbx: Examination) => pbx.isUsable;

/** What the documentation leaves open, as far as commands that change nothing show it. */
export const protocolChecks: readonly Check[] = [
  {
    about: "POST",
    when: isUsable,
    run: async (pbx) => `is read: ${shown(await post(pbx, { command: "ListExtensionTypes" }))}`,
  },
  {
    about: "GET",
    when: isUsable,
    async run(pbx) {
      if (pbx.hasLogin) {
        return "was not tried: the login would be in the address";
      }
      const outcome = codeOf(await pbx.raw.get({ command: "ListExtensionTypes" }), pbx.settings.url);
      return "code" in outcome && outcome.code === 200
        ? "is read, too (this package sends POST only)"
        : `is not read (${shown(outcome)}); this package sends POST only`;
    },
  },
  { about: "Charset", when: isUsable, run: charset },
  {
    about: "Unknown command",
    when: isUsable,
    run: async (pbx) => shown(await post(pbx, { command: "PulumiOzekiDoctor" })),
  },
  {
    about: "Missing parameter",
    when: isUsable,
    run: async (pbx) => shown(await post(pbx, { command: "GetConfig" })),
  },
];

async function post(pbx: Examination, parameters: Record<string, string>): Promise<Outcome> {
  return codeOf(await pbx.raw.post(parameters, { login: true }), pbx.settings.url);
}

/** Some PBXs repeat in the message of code 701 the ID that was asked for. */
async function charset(pbx: Examination): Promise<Found> {
  const { body } = await pbx.raw.post({ command: "GetConfig", ExtensionId: NON_ASCII_ID }, { login: true });
  const text = body.toString("utf8");
  if (text.includes(NON_ASCII_ID)) {
    return "UTF-8, as sent";
  }
  return text.includes(Buffer.from(NON_ASCII_ID).toString("latin1"))
    ? pbx.problem("UTF-8 is read as Latin-1", "latin1")
    : "not known: its messages do not repeat what they were sent";
}
