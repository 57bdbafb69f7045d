import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Simulator } from "../../simulator";
import { describeLong } from "../support/adapters";
import { pageBlocks } from "../support/pageBlocks";
import type { TutorialRun } from "../support/tutorialRun";
import { missingLines, runTutorial } from "../support/tutorialRun";

const ROOT = join(__dirname, "..", "..");
const HOW_TO = "docs/how-to";

const page = (name: string) => `${HOW_TO}/${name}.md`;

/** A stack without extensions, and two simulated PBXs: the one of the stack, and the one of a branch. */
const SET_UP = `npm install
printf 'name: office\\nruntime: nodejs\\n' > Pulumi.yaml
for host in 127.0.0.1 127.0.0.2; do
  npx pulumi-ozeki simulate --host $host --port 7780 > "$TMPDIR/$host" 2>&1 &
  until grep -q 'Ctrl-C ends it' "$TMPDIR/$host"; do kill -0 $! || { cat "$TMPDIR/$host"; exit 1; }; sleep 0.1; done
done
pulumi login --local
pulumi stack init dev
pulumi config set ozeki:url http://127.0.0.1:7780
export STATE_BACKEND=$PULUMI_BACKEND_URL`;

/** What an administrator does on the PBX, without Pulumi. */
function onThePbx(command: "AddConfig" | "ModifyConfig", id: string, userId: string): string {
  const elements = {
    AuthorizationName: id,
    Password: "set-on-the-pbx",
    Username: id,
    Enabled: "true",
    ID: id,
    UserID: userId,
  };
  const xml = Object.entries(elements).map(([name, text]) => `<${name}>${text}</${name}>`);
  const config = `<Config knownType="SIPExtensionInfo">${xml.join("")}</Config>`;
  return `curl --silent --fail http://127.0.0.1:7780/ --data Command=${command} --data ExtensionType=SIP --data-urlencode 'ConfigXML=${config}'`;
}

const RECEPTION = `cat > index.ts <<'END'
import { SipExtension } from "pulumi-ozeki";
new SipExtension("reception", { extensionId: "1000", userId: "reception" });
END
pulumi up`;

/** The guides that go on with one stack, in this order, and what happens before some of them. */
const STORY = [
  { commands: SET_UP },
  page("people"),
  page("rotate-passwords"),
  page("renumber"),
  { commands: onThePbx("AddConfig", "1040", "porter") },
  page("adopt-an-existing-extension"),
  page("policies"),
  page("several-pbxs"),
  { commands: RECEPTION },
  page("pulumi-do"),
  { commands: onThePbx("ModifyConfig", "1000", "reception") },
  page("password-changed-on-the-pbx"),
  { commands: `pulumi up\n${onThePbx("AddConfig", "1050", "anna")}` },
  page("add-an-extension-found-by-diff"),
  // The reception is no longer in the program.
  { commands: "pulumi up" },
  page("drift-gate-in-ci"),
  page("report"),
  page("read-only"),
];

/** Why the commands of the other guides are not run here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  go: "it needs Go's module proxy",
  install: "it installs what tests have; doctor runs in the tutorial of an existing PBX",
  "move-between-providers": "it needs a program for each provider, and is not run",
  "other-types": "its types are made up: test/engine/otherTypes.test.ts",
  python: "test/engine/python.test.ts runs its example",
  spreadsheet: "test/engine/exportCsv.test.ts",
  "team-on-postgres": "it needs PostgreSQL: test/engine/postgres.test.ts",
  "test-your-program": "test/engine/tutorials.test.ts",
  "thousands-of-extensions": "it needs minutes: test/engine/killedWithoutCheckpoints.test.ts",
  "tls-proxy": "it needs nginx: test/process/certificates.test.ts",
  yaml: "test/engine/yaml.test.ts and exportYaml.test.ts",
};

/** Some fifty commands of the engine, which take minutes. */

describeLong("the how-to guides", () => {
  let run: TutorialRun;
  beforeAll(async () => {
    const pbx = await Simulator.start();
    await pbx.stop();
    run = await runTutorial(pbx.port, ...STORY);
  });

  test("every command ends as the guide says", () => {
    expect(run.code === 0 ? "" : run.output).toBe("");
    expect(run.steps.length).toBeGreaterThan(30);
  });

  test("every command prints what the guide shows", () => {
    const wrong = run.steps.filter((step) => missingLines(step).length > 0);
    expect(wrong.map((step) => ({ ...step, missing: missingLines(step) }))).toEqual([]);
  });
});

test("the how-to guides with commands are all run, here or elsewhere", () => {
  const names = readdirSync(join(ROOT, HOW_TO)).map((name) => name.replace(/\.md$/, ""));
  const withCommands = names.filter((name) =>
    pageBlocks(readFileSync(join(ROOT, page(name)), "utf8")).some(({ language }) => language === "sh"),
  );
  const here = withCommands.filter((name) => STORY.includes(page(name)));
  expect([...here, ...Object.keys(ELSEWHERE)].sort()).toEqual(withCommands.sort());
});
