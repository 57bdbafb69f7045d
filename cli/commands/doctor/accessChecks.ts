import type { Check, Examination } from "./check";
import type { Found } from "./finding";
import { codeOf, shown } from "./rawRequest";

/** The Code where a command was refused for another reason than that of access. */
const isOddlyRefused = ({ code }: Examination) => code !== undefined && code !== 200 && !(code >= 304 && code <= 307);

/** Who is let in. */
export const accessChecks: readonly Check[] = [
  {
    about: "This address",
    when: ({ code }) => code !== undefined,
    run: (pbx) => (pbx.code === 307 ? pbx.problem("is not allowed (code 307)", "forbiddenAddress") : "is allowed"),
  },
  { about: "Login", when: ({ code }) => code !== undefined, run: login },
  {
    about: "POST",
    when: isOddlyRefused,
    async run(pbx) {
      const get = await pbx.listByGet();
      return isCarriedOut(get)
        ? pbx.problem(`is not read (code ${pbx.code}), while GET is (code ${get.code})`, "postNotRead")
        : undefined;
    },
  },
  {
    about: "Commands",
    when: isOddlyRefused,
    async run(pbx) {
      const get = await pbx.listByGet();
      return isCarriedOut(get)
        ? undefined
        : pbx.problem(
            `a list of all extensions is refused (code ${pbx.code}), by GET as well (${shown(get)})`,
            "unknownCode",
          );
    },
  },
];

async function login(pbx: Examination): Promise<Found | undefined> {
  switch (pbx.code) {
    case 200:
      return pbx.hasLogin ? acceptedLogin(pbx) : pbx.notice("not needed", "openToAll");
    case 304:
      return pbx.problem("needed, and none was given (code 304)", "login");
    case 305:
      return pbx.problem("rejected (code 305)", "login");
    case 306:
      return pbx.problem("accepted, but this user may not use the API (code 306)", "forbiddenUser");
    default:
      return undefined;
  }
}

/** A login was given and accepted. Without it, what then? */
async function acceptedLogin(pbx: Examination): Promise<Found> {
  const answer = await pbx.raw.post({ command: "ListExtensions" }, { login: false });
  const without = codeOf(answer, pbx.settings.url);
  if ("code" in without && without.code === 200) {
    return pbx.notice("not needed; the PBX ignores the one given", "openToAll");
  }
  const isDocumented = "code" in without && without.code === 304;
  return `needed, and accepted${isDocumented ? "" : ` (without it: ${shown(without)})`}`;
}

/** Whether a command arrived: it was carried out, or its login was rejected. */
function isCarriedOut(outcome: { code: number } | { why: string }): outcome is { code: number } {
  return "code" in outcome && (outcome.code === 200 || (outcome.code >= 304 && outcome.code <= 306));
}
