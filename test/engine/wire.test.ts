import { longAdapters } from "../support/adapters";
import type { OfficeOptions } from "../support/office";
import { offices } from "../support/openOffices";

const openAnyOffice = offices();

const TEN = `
  for (let id = 1000; id < 1010; id++) {
    new SipExtension("phone" + id, { extensionId: String(id), userId: "user" + id, elements: { Round: process.env.ROUND ?? "1" } });
  }`;

describe.each(longAdapters)("faults on the wire, by the %s provider", (adapter) => {
  const openOffice = (options: OfficeOptions = {}) => openAnyOffice({ ...options, adapter });

  test("of every kind that mends itself, during an up of ten extensions, end in what was declared", async () => {
    const office = await openOffice({
      program: TEN,
      config: { "ozeki:requestTimeout": "2" },
      pbx: {
        faults: [
          "drop-before@AddConfig#1",
          "drop-after@AddConfig#2",
          "hang@AddConfig#3",
          "hang-after@AddConfig#4",
          "status-503@AddConfig#5",
          "cut@AddConfig#6",
          "cut-headers@AddConfig#7",
          "status-502@AddConfig#8",
          "drop-after@GetConfig#1",
          "refuse#3",
        ],
      },
    });
    const up = await office.stack.up();
    expect(up).toMatchObject({ code: 0 });
    expect(office.pbx.faults).toEqual([]);
    const ids = Array.from({ length: 10 }, (_, index) => String(1000 + index));
    expect(office.pbx.extensions.ids().sort()).toEqual(ids);
    expect((await office.stack.up()).output).toContain("11 unchanged");

    for (const fault of [
      "drop-after@ModifyConfig#1",
      "hang@ModifyConfig#2",
      "cut@GetConfig#3",
      "status-504@ModifyConfig#4",
    ]) {
      office.pbx.fail(fault);
    }
    office.stack.environment.ROUND = "2";
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(ids.map((id) => office.text(id, "Round"))).toEqual(ids.map(() => "2"));

    for (const fault of [
      "drop-after@RemoveConfig#1",
      "hang-after@RemoveConfig#2",
      "cut@RemoveConfig#3",
      "drop-before@RemoveConfig#4",
    ]) {
      office.pbx.fail(fault);
    }
    expect(await office.stack.destroy()).toMatchObject({ code: 0 });
    expect(office.pbx.faults).toEqual([]);
    expect(office.pbx.extensions.size).toBe(0);
    expect(office.stack.extensions()).toEqual([]);
  });

  /** One extension for each fault, all in one program. */
  const phones = (faults: readonly string[]) =>
    faults
      .map((_, at) => `new SipExtension("phone${at}", { extensionId: "${3000 + at}", userId: "sales" });`)
      .join("\n");

  test("a reply that is no answer to GetConfig ends a refresh in one clear line for each extension, once, and the state stays", async () => {
    const replies = [
      ["html", "it is an HTML page, as a proxy or another web server sends it"],
      ["doctype", "it has a DOCTYPE or another declaration, which may define entities"],
      ["bomb", "it has a DOCTYPE or another declaration, which may define entities"],
      ["huge:200", "it is larger than 16 MiB"],
      ["empty", "it is empty"],
      ["truncate", "it is not well-formed, or was cut off"],
      ["redirect", "HTTP 302, where the PBX answers 200 to everything (a redirect, which is not followed"],
      ["newer-api", "another API"],
    ] as const;
    const office = await openOffice({ program: phones(replies.map(([fault]) => fault)) });
    await office.stack.up();
    office.requests();
    replies.forEach(([fault], at) => {
      office.pbx.fail(`${fault}@GetConfig#every%${3000 + at}`);
    });
    const { code, output } = await office.stack.refresh();
    expect(code).not.toBe(0);
    replies.forEach(([, why], at) => {
      const line = output
        .split("\n")
        .find((text) =>
          text.includes(
            `GetConfig of extension ${3000 + at} on ${office.pbx.origin} failed: the reply is not one of the Ozeki HTTP API: `,
          ),
        );
      expect(line).toContain(why);
      expect(line).toContain("Check that ozeki:url is the address of the PBX's HTTP API");
    });
    expect(office.requests()).toHaveLength(replies.length);
    expect(office.stack.extensions()).toHaveLength(replies.length);
  });

  test("a reply that is no answer to AddConfig is settled by looking, and AddConfig is never sent twice", async () => {
    const faults = ["html", "html-after", "doctype", "huge:200"];
    const office = await openOffice({ program: phones(faults) });
    const ids = faults.map((_, at) => String(3000 + at));
    faults.forEach((fault, at) => {
      office.pbx.fail(`${fault}@AddConfig%${3000 + at}`);
    });
    await office.stack.up("--continue-on-error");
    const requests = office.requests();
    for (const id of ids) {
      const own = requests.filter((request) => request.includes(` ${id}`));
      expect(own).toHaveLength(2);
      expect(own[1]).toMatch(/^GetConfig/);
    }
    expect(
      office.stack
        .extensions()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(office.pbx.extensions.ids().sort());
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(office.pbx.extensions.ids().sort()).toEqual(ids);
  });

  test("a create of which nobody knows what came of it stands in the state, and the next up ends it truthfully", async () => {
    const office = await openOffice({
      program: `new SipExtension("sales", { extensionId: "2000", userId: "sales" });`,
      config: { "ozeki:requestTimeout": "1", "ozeki:maxRetries": "1" },
    });
    office.pbx.fail("drop-after@AddConfig");
    office.pbx.fail("hang@GetConfig#1-2");
    const { code, output } = await office.stack.up();
    expect(code).not.toBe(0);
    expect(output).toContain(`Extension 2000 may or may not have been created on ${office.pbx.origin}`);
    expect(office.stack.extensions()).toHaveLength(1);
    office.pbx.clearFaults();
    const password = office.text("2000", "Password");
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(office.text("2000", "Password")).toBe(password);
    expect((await office.stack.up()).output).toContain("2 unchanged");
    expect(await office.stack.destroy()).toMatchObject({ code: 0 });
    expect(office.pbx.extensions.size).toBe(0);
  });

  test("a PBX that is unplugged and comes back is waited for, and the wait is told", async () => {
    const office = await openOffice({
      program: `new SipExtension("sales", { extensionId: "2000", userId: "sales" });`,
    });
    await office.pbx.stop();
    const running = office.stack.start(["up", "--yes", "--skip-preview"]);
    await office.stack.waitForOutput(running, "does not answer");
    await office.pbx.restart();
    expect(await running.finished).toMatchObject({ code: 0 });
    expect(running.output()).toMatch(/The PBX http:\S+ does not answer: attempt \d of 5\./);
    expect(office.pbx.extensions.ids()).toEqual(["2000"]);
  });
});
