import type { Adapter } from "../support/adapters";
import { IS_LONG, longAdapters } from "../support/adapters";
import type { Office, OfficeOptions } from "../support/office";
import { openOffice } from "../support/openOffice";
import { processesIn } from "../support/stackProcesses";
import { until } from "../support/until";

const PHONES = 5;
// The number of writes that are carried out before the kill changes with the round. After these rounds it repeats.
const ROUNDS = Math.min(Number(process.env.PULUMI_OZEKI_CRASH_ROUNDS ?? "1"), PHONES - 1);

const CONCURRENCY = 3;

type Write = "AddConfig" | "ModifyConfig" | "RemoveConfig";

/** What the program declares. The phones with an even index have given passwords, the others generated ones. */
interface Declaration {
  /** The first digits of every extension ID. */
  prefix: string;
  userId: string;
  /** The environment variable with the password of the phones that have a given one. */
  given: "GIVEN" | "CHANGED";
  /** Indexes that the program leaves out. */
  without?: readonly number[];
}

const indexes = ({ without = [] }: Declaration) =>
  Array.from({ length: PHONES }, (_, index) => index).filter((index) => !without.includes(index));

const isGiven = (index: number) => index % 2 === 0;

const idsOf = (declaration: Declaration) => indexes(declaration).map((index) => `${declaration.prefix}${index}`);

const programOf = (declaration: Declaration) =>
  indexes(declaration)
    .map((index) => {
      const password = isGiven(index) ? `, password: process.env.${declaration.given}` : "";
      return `new SipExtension("phone${index}", { extensionId: "${declaration.prefix}${index}", userId: "${declaration.userId}"${password} });`;
    })
    .join("\n");

const passwords = { GIVEN: "Marked-Given-1", CHANGED: "Marked-Given-2" };

/** An operation in the middle of which everything is killed, and the requests that it consists of. */
interface Stage {
  title: string;
  write: Write;
  declaration: Declaration;
  command?: "destroy";
  /** Whether `npm test` runs it. The long mode runs every stage, with both adapters. */
  isShort?: true;
}

const first: Declaration = { prefix: "10", userId: "first", given: "GIVEN" };
const second: Declaration = { prefix: "10", userId: "second", given: "CHANGED" };
const third: Declaration = { ...second, prefix: "20" };
const fourth: Declaration = { ...second, prefix: "30" };
const fewer: Declaration = { ...fourth, without: [0, 1, 2] };

/** In this order: each starts from what the one before left. */
const stages: readonly Stage[] = [
  { title: "create", write: "AddConfig", declaration: first, isShort: true },
  { title: "update", write: "ModifyConfig", declaration: second },
  { title: "renumbering, at a create", write: "AddConfig", declaration: third, isShort: true },
  { title: "renumbering, at a delete", write: "RemoveConfig", declaration: fourth },
  { title: "removal from the program", write: "RemoveConfig", declaration: fewer },
  { title: "destroy", write: "RemoveConfig", declaration: fourth, command: "destroy", isShort: true },
];

/** Opens an office whose engine writes the state once per command. */
async function openWithoutCheckpoints(options: OfficeOptions): Promise<Office> {
  const office = await openOffice({
    environment: passwords,
    config: { "ozeki:maxConcurrency": String(CONCURRENCY) },
    ...options,
  });
  office.stack.environment.PULUMI_SKIP_CHECKPOINTS = "true";
  return office;
}

/**
 * Runs a command and kills the engine and the provider's processes when the PBX has carried out a number of writes: the
 * last of them is not answered, and those that follow it wait.
 */
async function killAfter(office: Office, count: number, write: Write, args: readonly string[]): Promise<void> {
  const before = office.stack.extensions();
  office.requests();
  office.pbx.fail(`hang-after@${write}#${count}`);
  office.pbx.fail(`hang@${write}#${count + 1}-`);
  const running = office.stack.start([...args, "--yes", "--skip-preview", "--stack", "dev"]);
  const sent = () => office.pbx.requests.filter(({ command }) => command === write).length;
  await until(
    () => {
      if (running.isOver()) {
        throw new Error(`the command ended before it could be killed: ${running.output()}`);
      }
      return sent() > count;
    },
    `${count + 1} requests ${write}`,
  );
  await office.stack.kill(running);
  await until(() => processesIn(office.stack.folder).length === 0, "the end of every process of the stack");
  // These tests depend on it: the kill was in the middle, and the state has nothing of it.
  expect(office.pbx.writes.filter(({ command }) => command === write)).toHaveLength(count);
  expect(office.stack.extensions()).toEqual(before);
  office.pbx.clearFaults();
  await office.stack.pulumi(["cancel", "--yes", "--stack", "dev"]);
}

const passwordsOnPbx = (office: Office) =>
  new Map(office.pbx.extensions.ids().map((id) => [id, office.text(id, "Password")]));

/** The PBX and the state hold exactly what is declared, and every generated password that was there before. */
function expectDeclared(office: Office, declaration: Declaration, before: Map<string, string | undefined>): void {
  const ids = idsOf(declaration);
  expect(office.pbx.extensions.ids().sort()).toEqual(ids);
  expect(office.stack.extensionIds()).toEqual(ids);
  for (const index of indexes(declaration)) {
    const id = `${declaration.prefix}${index}`;
    expect(office.text(id, "UserID")).toBe(declaration.userId);
    const password = office.text(id, "Password");
    if (isGiven(index)) {
      expect(password).toBe(passwords[declaration.given]);
    } else {
      expect(password).toMatch(/^[A-Za-z2-9]{30}$/);
      expect(password).toBe(before.get(id) ?? password);
    }
  }
}

const onLinux = process.platform === "linux" ? describe : describe.skip;

onLinux.each<Adapter>(["dynamic", "native"])(
  "killed while the state is written once per command, by the %s provider",
  (adapter) => {
    (longAdapters.includes(adapter) ? test : test.skip)(
      `the same command, run again, ends as declared: ${ROUNDS} rounds`,
      async () => {
        const office = await openWithoutCheckpoints({ adapter });
        for (let round = 1; round <= ROUNDS; round++) {
          for (const { write, declaration, command = "up", isShort } of stages) {
            if (!IS_LONG && isShort !== true) {
              continue;
            }
            office.stack.program(programOf(declaration));
            const writes = write === "RemoveConfig" && declaration === fewer ? 3 : PHONES;
            await killAfter(office, 1 + (round % (writes - 1)), write, [command]);
            const left = passwordsOnPbx(office);
            if (command === "destroy") {
              expect(await office.stack.destroy()).toMatchObject({ code: 0 });
              expect(office.pbx.extensions.ids()).toEqual([]);
              expect(office.stack.extensions()).toEqual([]);
              continue;
            }
            const up = await office.stack.up();
            expect(up).toMatchObject({ code: 0, output: expect.not.stringContaining("error:") });
            expectDeclared(office, declaration, left);
            // The passwords in the state are encrypted: this compares them with those on the PBX.
            expect(await office.stack.driftGate()).toMatchObject({ code: 0 });
            if (IS_LONG) {
              expect((await office.stack.up()).output).toContain(`${idsOf(declaration).length + 1} unchanged`);
            }
          }
        }
      },
      3_600_000,
    );

    // The other adapter runs the test above in `npm test`.
    const isRun = IS_LONG || adapter === "native";

    (isRun ? test : test.skip)(
      "after a change of the program, diff names the extension that the killed run left on the PBX or in the state",
      async () => {
        const office = await openWithoutCheckpoints({ adapter, program: programOf(first) });
        const diff = async () => {
          const { code, stdout } = await office.stack.ozeki(["diff", "--stack", "dev", "--json"]);
          return { code, differences: JSON.parse(stdout) as unknown };
        };
        await killAfter(office, 3, "AddConfig", ["up"]);
        const created = passwordsOnPbx(office);
        const [orphan = "", changed = ""] = office.pbx.extensions.ids();
        const withoutOrphan = programOf({ ...first, without: [Number(orphan.slice(-1))] });

        // Created by the killed run, and declared with another property now.
        office.stack.program(withoutOrphan.replace(`"${changed}", userId: "first"`, `"${changed}", userId: "other"`));
        const refused = await office.stack.up();
        expect(refused.code).not.toBe(0);
        expect(refused.output).toContain(`Extension ${changed} `);
        expect(office.text(changed, "UserID")).toBe("first");

        // Created by the killed run, and not declared any more.
        office.stack.program(withoutOrphan);
        expect(await office.stack.up()).toMatchObject({ code: 0 });
        expect(office.pbx.extensions.ids().sort()).toEqual(idsOf(first));
        expect(await diff()).toEqual({
          code: 3,
          differences: [expect.objectContaining({ id: orphan, where: "pbx", type: "SIP" })],
        });

        // Declared again, it is recognized with its password.
        office.stack.program(programOf(first));
        expect(await office.stack.up()).toMatchObject({ code: 0 });
        expectDeclared(office, first, created);
        expect(await diff()).toEqual({ code: 0, differences: [] });

        // Deleted by the killed run, and declared again.
        const all = passwordsOnPbx(office);
        office.stack.program(programOf({ ...first, without: [0, 1, 2] }));
        await killAfter(office, 1, "RemoveConfig", ["up"]);
        const [deleted = ""] = idsOf(first).filter((id) => !office.pbx.extensions.ids().includes(id));
        const name = `phone${deleted.slice(-1)}`;
        office.stack.program(programOf(first));
        expect(await diff()).toEqual({
          code: 3,
          differences: [expect.objectContaining({ id: deleted, where: "state", resource: name })],
        });
        expect((await office.stack.up()).output).toContain(`${PHONES + 1} unchanged`);
        expect(office.pbx.extensions.size).toBe(PHONES - 1);
        expect(await office.stack.up("--refresh")).toMatchObject({ code: 0 });
        all.delete(deleted);
        expectDeclared(office, first, all);
      },
      600_000,
    );
  },
);
