import { join } from "node:path";
import { openSharedOffice } from "../support/openOffice";
import { recorded } from "../support/recordedRun";

const PACK = join(__dirname, "..", "..", "dist", "policy", "pulumi-analyzer-policy-ozeki");

async function run() {
  const office = await openSharedOffice({
    adapter: "dynamic",
    program: `
      const config = new pulumi.Config();
      new SipExtension("weak", { extensionId: "1000", userId: "anna", password: config.requireSecret("weak") });
      new SipExtension("one", { extensionId: "1001", userId: "bob", password: config.requireSecret("shared") });
      new SipExtension("other", { extensionId: "1002", userId: "carl", password: config.requireSecret("shared") });
      new SipExtension("outside", { extensionId: "9000", userId: "dora" });
      new SipExtension("reception", { extensionId: "1003", userId: "reception" });
      new SipExtension("left", { extensionId: "1004", userId: "Eve" });
      new SipExtension("fine", { extensionId: "1005", userId: "frank" }, { protect: true });
      new ozeki.Extension("menu", { extensionId: "1006", type: "MadeUpMenu", knownType: "MadeUpMenuInfo", elements: { Password: config.requireSecret("weak"), UserID: "gina" } });
    `,
  });
  const { stack } = office;
  office.plant("Marked-1", "Marked-Kz8fWq2mXp9r");
  stack.setSecret("weak", "Marked-1");
  stack.setSecret("shared", "Marked-Kz8fWq2mXp9r");
  stack.writeFile(
    "policies.json",
    JSON.stringify({
      "allowed-ids": { ids: ["1000-1999"] },
      "protected-ids": { ids: ["1003", "1005"] },
      "former-users": { users: ["eve"] },
    }),
  );
  stack.writeFile("typo.json", JSON.stringify({ "allowed-ids": { range: ["1000-1999"] } }));
  stack.writeFile("typo2.json", JSON.stringify({ "alowed-ids": "advisory" }));
  stack.writeFile("typo3.json", JSON.stringify({ "allowed-ids": { ids: ["2000-1999"] } }));
  stack.writeFile("typo4.json", JSON.stringify({ "allowed-ids": { ids: "2000-1999" } }));
  stack.writeFile("typo5.json", JSON.stringify({ "alowed-ids": { ids: ["2000-1999"] } }));
  const withPack = ["--policy-pack", PACK, "--policy-pack-config", "policies.json"];
  const r: Record<string, unknown> = {};
  const log = (name: string, x: { code: unknown; output: string; requests?: unknown }) =>
    console.log(name, x.code, x.requests, `\n${x.output}`);
  log("preview", await recorded(office, stack.preview(...withPack)));
  log("up", await recorded(office, stack.upWithPreview(...withPack)));
  for (const f of ["typo", "typo2", "typo4"])
    log(
      f,
      await recorded(office, stack.pulumi(["preview", "--policy-pack", PACK, "--policy-pack-config", `${f}.json`])),
    );
  log("skip", await recorded(office, stack.up(...withPack)));
  log("plain", await recorded(office, stack.up()));
  log("preview2", await recorded(office, stack.preview(...withPack)));
  await stack.pulumi(["stack", "export", "--file", "state.json"]);
  log("analyze", await stack.pulumi(["policy", "analyze", "--file", "state.json", ...withPack]));
  stack.environment.PULUMI_CONFIG_PASSPHRASE = "wrong";
  log("analyze blind", await stack.pulumi(["policy", "analyze", "--file", "state.json", ...withPack]));
  return r;
}

test("x", async () => {
  await run();
});
