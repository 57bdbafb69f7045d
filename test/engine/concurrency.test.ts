import { longAdapters } from "../support/adapters";
import { openOffice } from "../support/openOffice";

/** A number of extensions from an ID on. */
const phones = (count: number, from: number, connection = "undefined") => `
  for (let id = ${from}; id < ${from + count}; id++) {
    new SipExtension(${JSON.stringify(connection)} + id, { extensionId: String(id), userId: "user", connection: ${connection} });
  }`;

describe.each(longAdapters)("many extensions at once, by the %s provider", (adapter) => {
  test("each PBX gets as many requests at once as ozeki:maxConcurrency allows, also from two logins", async () => {
    const COUNT = 40;
    const office = await openOffice({ adapter, pbx: { latency: 40 } });
    const branch = await office.startPbx({ latency: 40 });
    office.configure({
      "ozeki:maxConcurrency": "3",
      "ozeki:connections": {
        branch: { url: branch.origin },
        other: { url: office.pbx.origin, username: "other", password: "Marked-Login-1" },
      },
    });
    const { stack, pbx } = office;
    stack.environment.PULUMI_SKIP_CHECKPOINTS = "true";
    stack.program(phones(COUNT, 10_000) + phones(COUNT, 20_000, '"other"') + phones(COUNT, 10_000, '"branch"'));
    const parallel = ["--parallel", "64"];
    for (const run of [
      () => stack.up(...parallel),
      () => stack.refresh(...parallel, "--expect-no-changes"),
      () => stack.destroy(...parallel),
    ]) {
      expect(await run()).toMatchObject({ code: 0 });
      expect([pbx.mostConcurrent, branch.mostConcurrent]).toEqual([3, 3]);
      expect(office.requests()).toHaveLength(2 * COUNT);
      expect(branch.commands().filter((command) => !command.startsWith("ListExtensions"))).toHaveLength(COUNT);
      branch.forgetRequests();
    }
    expect(pbx.extensions.size + branch.extensions.size).toBe(0);
  });

  test("a PBX that does not answer is reported a few times, not once for each extension that waits for it", async () => {
    const office = await openOffice({ adapter, program: phones(50, 10_000), config: { "ozeki:maxRetries": "3" } });
    await office.pbx.stop();
    const { code, output } = await office.stack.up("--parallel", "50");
    expect(code).not.toBe(0);
    const diagnostics = output.slice(output.indexOf("Diagnostics:"));
    expect(diagnostics.match(/does not answer: attempt/g)).toHaveLength(1);
  });
});
