import { setTimeout as sleep } from "node:timers/promises";
import type { Adapter } from "../support/adapters";
import { longAdapters } from "../support/adapters";
import { openOffice } from "../support/openOffice";
import { randomFrom } from "../support/randomFrom";
import { killEngine } from "../support/stackProcesses";

const ROUNDS = Number(process.env.PULUMI_OZEKI_CRASH_ROUNDS ?? "1");
const SEED = Number(process.env.PULUMI_OZEKI_CRASH_SEED ?? Date.now() % 1_000_000);

const environment = { GIVEN: "Marked-Given-1" };

/** Each round creates, changes, renumbers and removes extensions. Half of them have generated passwords. */
function declaredIn(round: number): { name: string; id: string; user: string; given: boolean }[] {
  return Array.from({ length: 6 }, (_, index) => ({
    name: `phone${index}`,
    // Two are renumbered each round, two are there in every other round only, two change their user.
    id: index < 2 ? `${round}0${index}` : `9${index}`,
    user: index < 4 ? "user" : `user${round}`,
    given: index % 2 === 0,
  })).filter((_, index) => index < 2 || index > 3 || (round + index) % 2 === 0);
}

const phone = (name: string, id: string, user: string, given: boolean) =>
  `new SipExtension("${name}", { extensionId: "${id}", userId: "${user}"${given ? ", password: process.env.GIVEN" : ""} });\n`;

const programOf = (round: number) =>
  declaredIn(round)
    .map(({ name, id, user, given }) => phone(name, id, user, given))
    .join("");

/** The rounds start from what round 0 declares. */
async function openDeclared(adapter: Adapter, latency = 0) {
  const office = await openOffice({ adapter, program: programOf(0), environment });
  expect(await office.stack.up()).toMatchObject({ code: 0 });
  office.pbx.latency = latency;
  return office;
}

const onLinux = process.platform === "linux" ? describe : describe.skip;

onLinux.each(longAdapters)(`an up that is killed at a random moment, seed ${SEED}, by the %s provider`, (adapter) => {
  const random = randomFrom(SEED);

  for (const victim of ["the engine and the provider", "the engine alone, while the provider still writes"] as const) {
    test(`${victim}: cancel and up end with exactly what is declared, ${ROUNDS} rounds`, async () => {
      const office = await openDeclared(adapter, 40);
      const { stack, pbx } = office;
      for (let round = 1; round <= ROUNDS; round++) {
        stack.program(programOf(round));
        const before = pbx.requests.length;
        const running = stack.start(["up", "--yes", "--skip-preview", "--parallel", "2"]);
        const aim = Math.floor(random() * 8);
        while (pbx.requests.length < before + aim && !running.isOver()) {
          await sleep(5);
        }
        await sleep(random() * 60);
        await (victim === "the engine and the provider" ? stack.kill(running) : killEngine(running));

        await stack.pulumi(["cancel", "--yes"]);
        let up = await stack.up();
        if (up.output.includes("failed to load checkpoint")) {
          // Killed while it wrote the state: the backend keeps a backup of the file.
          stack.restoreBackup();
          up = await stack.up();
        }
        expect(up).toMatchObject({ code: 0, output: expect.not.stringContaining("error:") });
        const declared = declaredIn(round);
        const ids = declared.map(({ id }) => id).sort();
        expect(pbx.extensions.ids().sort()).toEqual(ids);
        for (const { id, user, given } of declared) {
          expect(office.text(id, "UserID")).toBe(user);
          expect(office.text(id, "Password") === "Marked-Given-1").toBe(given);
        }
        // What the engine itself left pending is cleared as its own message says.
        expect(await stack.refresh("--clear-pending-creates")).toMatchObject({ code: 0 });
        expect(stack.extensionIds()).toEqual(ids);
        expect((await stack.up()).output).toContain(`${declared.length + 1} unchanged`);
      }
    }, 900_000);
  }

  test("between the create and the delete of a rename: cancel and up --refresh keep the phone", async () => {
    const office = await openOffice({ adapter, program: phone("old", "1000", "user", true), environment });
    const { stack, pbx } = office;
    await stack.up();
    // The second create never answers, so the run has not ended when it is killed.
    pbx.fail("hang@AddConfig%1001");
    stack.program(phone("new", "1000", "user", true) + phone("late", "1001", "user", false));
    const running = stack.start(["up", "--yes", "--skip-preview"]);
    await office.waitFor("AddConfig 1001");
    await stack.waitForExtension("new");
    await stack.kill(running);
    expect(await stack.pulumi(["cancel", "--yes"])).toMatchObject({ code: 0 });
    expect(await stack.up("--refresh")).toMatchObject({ code: 0 });
    expect(pbx.extensions.ids().sort()).toEqual(["1000", "1001"]);
    expect(stack.extensionIds()).toEqual(["1000", "1001"]);
    expect((await stack.up()).output).toContain("3 unchanged");
  });
});

describe.each(longAdapters)("a state file that a killed engine left incomplete, by the %s provider", (adapter) => {
  test("is restored from the backend's backup, and the next up ends with what is declared", async () => {
    const office = await openDeclared(adapter);
    const { stack, pbx } = office;
    const before = pbx.extensions.ids().map((id) => pbx.extensions.get(id)?.xml);
    stack.truncateState();
    const truncated = await stack.up();
    expect(truncated.code).not.toBe(0);
    expect(truncated.output).toContain("failed to load checkpoint");
    stack.restoreBackup();
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(pbx.extensions.ids().map((id) => pbx.extensions.get(id)?.xml)).toEqual(before);
    expect((await stack.up()).output).toContain(`${declaredIn(0).length + 1} unchanged`);
  });
});
