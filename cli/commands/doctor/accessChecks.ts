import type { Check, Examination } from "./check";
import type { Found } from "./finding";
import { ok } from "./finding";
import { codeOf, codeOrNull, shown } from "./rawRequest";

/** The Code where a command was refused for another reason than that of access. */
const isOddlyRefused = ({ code }: Examination) => code !== undefined && code !== 200 && !(code >= 304 && code <= 307);

/** Who is let in. */
export const accessChecks: readonly Check[] = [
  {
    about: "This address",
    when: ({ code }) => code !== undefined,
    run: (pbx) =>
      pbx.code === 307
        ? pbx.problem("is not allowed (code 307)", "forbiddenAddress", { isAllowed: false })
        : ok("is allowed", { isAllowed: true }),
  },
  { about: "Login", when: ({ code }) => code !== undefined, run: loginOf },
  {
    about: "POST",
    when: isOddlyRefused,
    async run(pbx) {
      const get = await pbx.listByGet();
      return isCarriedOut(get)
        ? pbx.problem(`is not read (code ${pbx.code}), while GET is (code ${get.code})`, "postNotRead", {
            isRead: false,
            code: pbx.code ?? null,
            getCode: get.code,
          })
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
            { code: pbx.code ?? null, getCode: codeOrNull(get) },
          );
    },
  },
];

async function loginOf(pbx: Examination): Promise<Found | undefined> {
  const login = (values: { isNeeded: boolean; isAccepted: boolean | null }) => ({ ...values, code: pbx.code ?? null });
  switch (pbx.code) {
    case 200:
      return pbx.hasLogin
        ? acceptedLogin(pbx)
        : pbx.notice("not required", "openToAll", login({ isNeeded: false, isAccepted: null }));
    case 304:
      return pbx.problem(
        "required, but none is configured (code 304)",
        "login",
        login({ isNeeded: true, isAccepted: null }),
      );
    case 305:
      return pbx.problem("rejected (code 305)", "login", login({ isNeeded: true, isAccepted: false }));
    case 306:
      return pbx.problem(
        "accepted, but this user is not allowed to use the API (code 306)",
        "forbiddenUser",
        login({ isNeeded: true, isAccepted: true }),
      );
    default:
      return undefined;
  }
}

/** A login was given and accepted. Without it, what then? */
async function acceptedLogin(pbx: Examination): Promise<Found> {
  const answer = await pbx.raw.post({ command: "ListExtensions" }, { login: false });
  const without = codeOf(answer, pbx.settings.url);
  if ("code" in without && without.code === 200) {
    return pbx.notice("not required; the PBX ignores the configured one", "openToAll", {
      isNeeded: false,
      isAccepted: null,
      code: 200,
    });
  }
  const isDocumented = "code" in without && without.code === 304;
  return ok(`required, and accepted${isDocumented ? "" : ` (without it: ${shown(without)})`}`, {
    isNeeded: true,
    isAccepted: true,
    code: 200,
  });
}

/** Whether a command arrived: it was carried out, or its login was rejected. */
function isCarriedOut(outcome: { code: number } | { why: string }): outcome is { code: number } {
  return "code" in outcome && (outcome.code === 200 || (outcome.code >= 304 && outcome.code <= 306));
}
