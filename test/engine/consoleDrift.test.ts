import { BrowserPage } from "../support/browserPage";
import { describeInBrowser } from "../support/chromium";
import { diffOf } from "../support/diffOf";
import { openSharedOffice } from "../support/openOffice";
import { recorded } from "../support/recordedRun";

const PROGRAM = `
  const phone = (name, extensionId) => new SipExtension(name, { extensionId, userId: name });
  phone("reception", "1000");
  phone("anna", "1001");
  phone("warehouse", "1002");`;

const card = (id: string) => `.phone[data-id="${id}"]`;
const action = (id: string, label: string) => `${card(id)} [aria-label^="${label}"]`;

/** What a learner clicks in the simulator's console, and what Pulumi then shows. */
async function run() {
  const office = await openSharedOffice({ program: PROGRAM, pbx: { console: true } });
  const { stack, pbx } = office;
  office.plant("Marked-Typed-1");
  expect(await stack.up()).toMatchObject({ code: 0 });
  const generated = office.text("1000", "Password");

  const page = await BrowserPage.open();
  try {
    await page.goTo(`${pbx.origin}/__console`);
    await page.waitForText("#connection", "Live");
    await page.waitForText(card("1000"), "1000");
    await page.click(action("1000", "Disable"));
    await page.waitForText(card("1000"), "Disabled");
    await page.click(action("1000", "Change the password"));
    await page.fill("#input-new-password", "Marked-Typed-1");
    await page.click("#password-submit");
    await page.waitForText("#notice", "password");
    await page.click(action("1001", "Edit"));
    await page.fill('[data-element="UserID"]', "visitor");
    await page.click("#extension-submit");
    await page.waitForText(card("1001"), "visitor");
    await page.click(action("1002", "Delete"));
    await page.click("#confirm-submit");
    await page.waitFor(`document.querySelector('${card("1002")}') === null`);
    await page.click("#add");
    await page.fill("#input-id", "1050");
    await page.click("#extension-submit");
    await page.waitForText(card("1050"), "1050");
    const typed = office.text("1000", "Password");

    const gate = await recorded(office, stack.driftGate());
    const diff = await stack.ozeki(["diff", "--stack", "dev"]);
    const refresh = await recorded(office, stack.refresh());
    const repair = await recorded(office, stack.up());
    await page.waitForText(card("1001"), "anna");
    await page.waitForText(card("1002"), "warehouse");
    const repaired = { card: await page.text(card("1000")), ids: pbx.extensions.ids().sort() };
    const password = office.text("1000", "Password");
    return { generated, typed, gate, diff, refresh, repair, repaired, password, problems: page.problems };
  } finally {
    await page.close();
  }
}

describeInBrowser("what is clicked in the simulator's console", () => {
  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run();
  });

  test("is drift for the gate, property by property, and nothing is written", () => {
    const { gate, refresh, typed } = story;
    expect(typed).toBe("Marked-Typed-1");
    expect(gate.code).not.toBe(0);
    expect(refresh.code).toBe(0);
    expect(diffOf(refresh.output, "reception")).toMatch(/~ enabled *: true => false/);
    expect(diffOf(refresh.output, "anna")).toMatch(/~ userId *: "anna" => "visitor"/);
    expect(refresh.output).toContain("The password of extension 1000 was changed on the PBX");
    expect(refresh.output).toMatch(/- 1 deleted/);
    expect([...gate.requests, ...refresh.requests].filter((request) => !request.startsWith("GetConfig"))).toEqual([]);
  });

  test("is named by diff where no program declares it", () => {
    expect(story.diff.code).toBe(3);
    expect(story.diff.output).toMatch(/^1050 +PBX only +SIP/m);
    expect(story.diff.output).toMatch(/^1002 +state only/m);
  });

  test("is repaired by up, which the open page shows, and what no program declares stays", () => {
    const { repair, repaired, password, generated, problems } = story;
    expect(repair.code).toBe(0);
    expect(repaired.card).not.toContain("Disabled");
    expect(repaired.ids).toEqual(["1000", "1001", "1002", "1050"]);
    expect(password).toBe(generated);
    expect(problems).toEqual([]);
  });
});
