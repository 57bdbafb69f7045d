import { setTimeout as sleep } from "node:timers/promises";
import { longAdapters } from "../support/adapters";
import type { OfficeOptions } from "../support/office";
import { offices } from "../support/openOffices";
import { randomFrom } from "../support/randomFrom";

const openAnyOffice = offices();

// The long mode, `npm run test:long`, asks for 20 and more.
const ROUNDS = Number(process.env.PULUMI_OZEKI_CRASH_ROUNDS ?? "2");
const SEED = Number(process.env.PULUMI_OZEKI_CRASH_SEED ?? Date.now() % 1_000_000);

/** Each round makes, changes, renumbers and removes extensions; half of them have generated passwords. */
function declaredIn(round: number): { name: string; id: string; user: string; given: boolean }[] {
  return Array.from({ length: 6 }, (_, index) => ({
    name: `phone${index}`,
    // Two are renumbered each round, two are there in every other round only, two change their user.
    id: index < 2 ? `${round}0${index}` : `9${index}`,
    user: index < 4 ? "user" : `user${round}`,
    given: index % 2 === 0,
  })).filter((_, index) => index < 2 || index > 3 || (round + index) % 2 === 0);
}

const programOf = (round: number) =>
  declaredIn(round)
    .map(
      ({ name, id, user, given }) =>
        `new SipExtension("${name}", { extensionId: "${id}", userId: "${user}"${given ? ", password: process.env.GIVEN" : ""} });`,
    )
    .join("\n");

const onLinux = process.platform === "linux" ? describe : describe.skip;

onLinux.each(longAdapters)(`killed at a random moment of up, seed ${SEED}, by the %s provider`, (adapter) => {
  const openOffice = (options: OfficeOptions = {}) => openAnyOffice({ ...options, adapter });

  const random = randomFrom(SEED);

  for (const victim of [
    "the engine and the provider's process",
    "the engine alone, its orphan still writing",
  ] as const) {
    test(`${victim}: cancel and up end with exactly what was declared, ${ROUNDS} rounds`, async () => {
      const office = await openOffice({ environment: { GIVEN: "Marked-Given-1" }, pbx: { latency: 40 } });
      for (let round = 1; round <= ROUNDS; round++) {
        office.stack.program(programOf(round));
        const before = office.pbx.requests.length;
        const running = office.stack.start(["up", "--yes", "--skip-preview", "--parallel", "2"]);
        const aim = Math.floor(random() * 8);
        while (office.pbx.requests.length < before + aim && !running.isOver()) {
          await sleep(5);
        }
        await sleep(random() * 60);
        await (victim === "the engine alone, its orphan still writing"
          ? office.stack.killEngine(running)
          : office.stack.kill(running));

        await office.stack.pulumi(["cancel", "--yes"]);
        let up = await office.stack.up();
        if (up.output.includes("failed to load checkpoint")) {
          // Killed in the middle of writing the state: the engine's own file, and its own backup of it.
          office.stack.restoreBackup();
          up = await office.stack.up();
        }
        expect(up).toMatchObject({ code: 0, output: expect.not.stringContaining("error:") });
        const declared = declaredIn(round);
        expect(office.pbx.extensions.ids().sort()).toEqual(declared.map(({ id }) => id).sort());
        for (const { id, user, given } of declared) {
          expect(office.text(id, "UserID")).toBe(user);
          expect(office.text(id, "Password") === "Marked-Given-1").toBe(given);
        }
        // What the engine itself left pending is cleared as its own message says.
        expect(await office.stack.refresh("--clear-pending-creates")).toMatchObject({ code: 0 });
        expect(
          office.stack
            .extensions()
            .map(({ id }) => id)
            .sort(),
        ).toEqual(declared.map(({ id }) => id).sort());
        expect((await office.stack.up()).output).toContain(`${declared.length + 1} unchanged`);
      }
    }, 600_000);
  }
});

describe.each(longAdapters)(
  "a state that the engine was killed in the middle of writing, by the %s provider",
  (adapter) => {
    const openOffice = (options: OfficeOptions = {}) => openAnyOffice({ ...options, adapter });

    test("is put back from the backend's backup, and the next up ends with what is declared", async () => {
      const office = await openOffice({ program: programOf(1), environment: { GIVEN: "Marked-Given-1" } });
      await office.stack.up();
      const before = office.pbx.extensions.ids().map((id) => office.pbx.extensions.get(id)?.xml);
      office.stack.spoilState();
      const spoilt = await office.stack.up();
      expect(spoilt.code).not.toBe(0);
      expect(spoilt.output).toContain("failed to load checkpoint");
      office.stack.restoreBackup();
      expect(await office.stack.up()).toMatchObject({ code: 0 });
      expect(office.pbx.extensions.ids().map((id) => office.pbx.extensions.get(id)?.xml)).toEqual(before);
      expect((await office.stack.up()).output).toContain("6 unchanged");
    });
  },
);

describe.each(longAdapters)("Ctrl-C during up, by the %s provider", (adapter) => {
  const openOffice = (options: OfficeOptions = {}) => openAnyOffice({ ...options, adapter });

  const program = Array.from(
    { length: 12 },
    (_, index) => `new SipExtension("phone${index}", { extensionId: "10${index + 10}", userId: "user" });`,
  ).join("\n");

  test("once: what is under way is finished and recorded, nothing is pending, and the next up makes the rest", async () => {
    const office = await openOffice({ program, pbx: { latency: 300 } });
    const running = office.stack.start(["up", "--yes", "--skip-preview", "--parallel", "2"]);
    await office.waitFor("AddConfig");
    office.stack.interrupt(running);
    const { code } = await running.finished;
    expect(code).not.toBe(0);
    const recorded = office.stack.extensions();
    expect(recorded.length).toBeGreaterThan(0);
    expect(recorded.length).toBeLessThan(12);
    expect(recorded.map(({ id }) => id).sort()).toEqual(office.pbx.extensions.ids().sort());
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(office.pbx.extensions.size).toBe(12);
  });

  test("twice: what is left is said by the engine, and refresh --clear-pending-creates with up ends it", async () => {
    const office = await openOffice({ program, pbx: { latency: 1500 } });
    const running = office.stack.start(["up", "--yes", "--skip-preview", "--parallel", "2"]);
    await office.waitFor("AddConfig");
    office.stack.interrupt(running);
    await sleep(200);
    office.stack.interrupt(running);
    await running.finished;
    await office.stack.pulumi(["cancel", "--yes"]);
    expect(await office.stack.refresh("--clear-pending-creates")).toMatchObject({ code: 0 });
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(office.pbx.extensions.size).toBe(12);
    expect(office.stack.extensions()).toHaveLength(12);
    expect((await office.stack.up()).output).toContain("13 unchanged");
  });
});
