import type { SimulatorOptions } from "../../simulator";
import { Simulator, sampleOffice } from "../../simulator";
import { BrowserPage } from "../support/browserPage";
import { describeInBrowser } from "../support/chromium";
import { hiddenIn } from "../support/hiddenCharacters";
import { HttpServer } from "../support/httpServer";
import { stopAfterTest } from "../support/onTestFinished";
import { until } from "../support/until";

const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

describeInBrowser("the console in a browser", () => {
  let page: BrowserPage;
  beforeAll(async () => {
    page = await BrowserPage.open(WIDE);
  });
  afterAll(() => page.close());
  beforeEach(() => page.show(WIDE));
  let expectedProblems = 0;
  // Before the PBX is stopped, which the browser would report.
  afterEach(async () => {
    await page.goTo("about:blank");
    const problems = page.problems.splice(0);
    const expected = { problems, count: expectedProblems };
    expectedProblems = 0;
    expect({ problems, count: problems.length }).toEqual(expected);
  });

  async function openConsole(options: SimulatorOptions = {}): Promise<Simulator> {
    const pbx = stopAfterTest(await Simulator.start({ extensions: sampleOffice(), console: true, ...options }));
    page.requested.splice(0);
    await page.goTo(`${pbx.origin}/__console`);
    await page.waitForText("#connection", "Live");
    await page.waitFor(`document.querySelectorAll(".chip").length > 0`);
    return pbx;
  }

  const ask = async (pbx: Simulator, query: string) => {
    await fetch(`${pbx.origin}/?${query}`).then(
      (reply) => reply.text(),
      () => undefined,
    );
  };
  const card = (id: string) => `.phone[data-id="${id}"]`;
  const action = (id: string, label: string) => `${card(id)} [aria-label^="${label}"]`;
  const shownIds = () => page.evaluate<string[]>(`[...document.querySelectorAll(".phone")].map((it) => it.dataset.id)`);
  const focused = () => page.evaluate<string>(`document.activeElement.id || document.activeElement.textContent`);
  const lines = () =>
    page.evaluate<string[]>(
      `[...document.querySelectorAll(".log-line")].map((it) => it.innerText.replace(/\\s+/g, " ").replace(/^[\\d:]+ /, ""))`,
    );
  const logged = (part: string) =>
    page.waitFor(`document.querySelector("#log").innerText.replace(/\\s+/g, " ").includes(${JSON.stringify(part)})`);

  test("shows each extension with its state, and sends nothing elsewhere", async () => {
    const pbx = await openConsole();
    expect(await page.text("h1")).toBe("Simulated PBX");
    expect(await page.text("#origin")).toBe(pbx.origin);
    expect((await page.text(card("1000"))).split("\n")).toEqual(
      expect.arrayContaining([
        "1000",
        "Registered",
        "Reception",
        "Front desk",
        "reception",
        "192.168.115.20:5060 (Udp)",
      ]),
    );
    expect(await page.text(card("1103"))).toContain("Never registered");
    expect(await page.text(card("1202"))).toContain("Disabled");
    expect(await page.text(card("2000"))).toContain("MadeUpQueue");
    expect(await page.text("#hint")).toContain("then run pulumi refresh");
    const others = page.requested.filter((url) => !url.startsWith(`${pbx.origin}/`) && !url.startsWith("data:"));
    expect(others).toEqual([]);
    expect(pbx.requests).toEqual([]);
  });

  test("searches, filters and sorts by ID as numbers", async () => {
    await openConsole({ extensions: ["10", "9", "100", "1"].map((ID) => ({ ID, UserID: `user-of-${ID}` })) });
    await page.waitFor(`document.querySelectorAll(".phone").length === 4`);
    expect(await shownIds()).toEqual(["1", "9", "10", "100"]);
    await page.click("#sort");
    await page.waitFor(`document.querySelector(".phone").dataset.id === "100"`);
    expect(await shownIds()).toEqual(["100", "10", "9", "1"]);
    expect(await page.text("#sort")).toContain("↓");
    await page.fill("#search", "OF-10");
    await page.waitFor(`document.querySelectorAll(".phone").length === 2`);
    expect(await page.text("#count")).toBe("2 of 4");
    await page.fill("#search", "no such phone");
    await page.waitForText("#empty", "No extension matches");
    await page.fill("#search", "");
    await page.click('[data-filter="registered"]');
    await page.waitForText("#empty", "No extension matches");
    await page.click('[data-filter="never"]');
    await page.waitFor(`document.querySelectorAll(".phone").length === 4`);
    expect(await page.evaluate(`document.querySelector('[data-filter="never"]').getAttribute("aria-pressed")`)).toBe(
      "true",
    );
  });

  test("shows many extensions in parts", async () => {
    await openConsole({ extensions: 300 });
    await page.waitFor(`document.querySelectorAll(".phone").length === 120`);
    expect(await page.text("#more")).toBe("Show 120 more of 180");
    await page.click("#more");
    await page.waitFor(`document.querySelectorAll(".phone").length === 240`);
    await page.fill("#search", "1299");
    await page.waitFor(`document.querySelectorAll(".phone").length === 1`);
  });

  test("shows requests in the live log without a reload: command, ID, code, and why", async () => {
    const pbx = await openConsole({ faults: ["drop-after@ListExtensions"] });
    await page.evaluate("window.isSamePage = true");
    expect(await page.text("#log-empty")).toContain("No request yet");
    await ask(pbx, "command=GetConfig&ExtensionId=1000");
    await ask(pbx, "command=GetConfig&ExtensionId=1999");
    await ask(pbx, "command=ListExtensions");
    await logged("Fault drop-after@ListExtensions");
    expect(await lines()).toEqual([
      expect.stringMatching(
        /^ListExtensions \d+ ms no answer Fault drop-after@ListExtensions: executed, then .*\. The PBX executed the command\.$/,
      ),
      expect.stringMatching(/^GetConfig 1999 \d+ ms 701 The PBX has no extension 1999\.$/),
      expect.stringMatching(/^GetConfig 1000 \d+ ms 200$/),
    ]);
    await page.click("#only-refused");
    await page.waitFor(`document.querySelectorAll(".log-line").length === 2`);
    await page.click("#only-refused");
    await page.click("#pause");
    await ask(pbx, "command=GetConfig&ExtensionId=1777");
    await page.click("#clear");
    await page.waitFor(`document.querySelectorAll(".log-line").length === 0`);
    await page.click("#pause");
    await ask(pbx, "command=GetConfig&ExtensionId=1888");
    await logged("GetConfig 1888");
    expect(await page.text("#log")).not.toContain("1000");
    expect(await page.evaluate("window.isSamePage")).toBe(true);
  });

  test("shows at once what Pulumi changes", async () => {
    const pbx = await openConsole();
    await ask(pbx, "command=RemoveConfig&ExtensionId=1000");
    await page.waitFor(`document.querySelector('${card("1000")}') === null`);
    pbx.extensions.set({ ID: "1000", DisplayName: "Back again" });
    await page.waitForText(card("1000"), "Back again");
  });

  test("adds an extension, reports a mistake in the dialog, and closes it with Escape", async () => {
    const pbx = await openConsole();
    await page.click("#add");
    expect(await focused()).toBe("input-id");
    await page.click("#extension-submit");
    await page.waitForText("#extension-error", "Enter an ID.");
    await page.fill("#input-id", "1000");
    await page.click("#extension-submit");
    await page.waitForText("#extension-error", "Extension 1000 already exists. Choose another ID.");
    // The browser itself logs an answer with an error status.
    expectedProblems = 1;
    await page.fill("#input-id", "1600");
    await page.fill('[data-element="UserID"]', "nora.holm");
    await page.fill("#input-password", "typed-secret");
    await page.click("#extension-submit");
    await page.waitForText(card("1600"), "nora.holm");
    expect(pbx.extensions.text("1600", "Password")).toBe("typed-secret");
    expect(await page.text("#notice")).toBe("Extension 1600 was added. No Pulumi program manages it.");
    await logged("Added an extension of type SIP 1600 console");
    await page.click("#add");
    await page.choose("#input-type", "MadeUpMenu");
    await page.fill("#input-id", "1700");
    expect(await page.evaluate(`document.querySelector("#input-password").checkVisibility()`)).toBe(false);
    await page.press("Escape");
    await page.waitFor(`!document.querySelector("#extension-dialog").open`);
    expect(await focused()).toBe("add");
    expect(pbx.extensions.has("1700")).toBe(false);
  });

  test("edits, disables and enables an extension", async () => {
    const pbx = await openConsole();
    await page.click(action("1100", "Edit"));
    expect(await page.evaluate(`document.querySelector('[data-element="UserID"]').value`)).toBe("luis.ortega");
    await page.click("#extension-submit");
    await page.waitForText("#extension-error", "Nothing has changed.");
    await page.fill('[data-element="UserID"]', "l.ortega");
    await page.click("#field-other summary");
    await page.fill("#input-other-name", "CallerID");
    await page.fill("#input-other-value", "<b>");
    await page.click("#extension-submit");
    await page.waitForText(card("1100"), "l.ortega");
    expect(pbx.extensions.text("1100", "CallerID")).toBe("<b>");
    expect(pbx.extensions.text("1100", "DisplayName")).toBe("Luis Ortega");
    expect(await page.text("#notice")).toBe("Extension 1100 was changed. Run pulumi refresh to see it as drift.");
    await logged("Changed UserID, CallerID 1100 console");
    await page.click(action("1100", "Disable"));
    await page.waitForText(card("1100"), "Disabled");
    expect(pbx.extensions.text("1100", "Enabled")).toBe("false");
    await page.click(action("1100", "Enable"));
    await page.waitForText(card("1100"), "Registered");
    await logged("Enabled 1100 console");
    expect(pbx.requests).toEqual([]);
  });

  test("has no password in the page until a click reveals one", async () => {
    const pbx = await openConsole({
      extensions: [
        { ID: "1000", Password: "sip-secret" },
        { ID: "1001", Password: "pin-secret" },
      ],
    });
    await page.waitForText(card("1000"), "••••••••");
    const html = () => page.evaluate<string>("document.documentElement.outerHTML");
    expect((await html()).includes("secret")).toBe(false);
    await page.click(action("1000", "Show the password"));
    await page.waitForText(card("1000"), "sip-secret");
    expect((await html()).includes("pin-secret")).toBe(false);
    await page.click(action("1000", "Hide the password"));
    await page.waitForText(card("1000"), "••••••••");
    expect((await html()).includes("sip-secret")).toBe(false);
    await page.click(action("1000", "Show the password"));
    await page.waitForText(card("1000"), "sip-secret");
    await page.click(action("1000", "Change the password"));
    await page.fill("#input-new-password", "new-secret");
    await page.click("#password-submit");
    await logged("Changed the password 1000 console");
    expect(pbx.extensions.text("1000", "Password")).toBe("new-secret");
    // A password that was shown is hidden again when it changes.
    await page.waitForText(card("1000"), "••••••••");
    await page.click(action("1000", "Change the password"));
    await page.click("#password-submit");
    await until(() => pbx.extensions.text("1000", "Password")?.length === 20, "a random password");
    expect((await html()).includes("secret")).toBe(false);
  });

  test("deletes an extension, and undoes all changes, each after a question", async () => {
    const pbx = await openConsole();
    const before = pbx.extensions.ids().map((id) => pbx.extensions.get(id));
    await page.click(action("1000", "Delete"));
    expect(await page.text("#confirm-title")).toBe("Delete extension 1000?");
    await page.click("#confirm-dialog [data-close]");
    expect(pbx.extensions.has("1000")).toBe(true);
    await page.click(action("1000", "Delete"));
    await page.click("#confirm-submit");
    await page.waitFor(`document.querySelector('${card("1000")}') === null`);
    expect(pbx.extensions.has("1000")).toBe(false);
    pbx.extensions.set({ ID: "9999" });
    pbx.extensions.setElement("1001", "UserID", "changed");
    await page.waitForText(card("9999"), "9999");
    await page.click("#undo");
    expect(await page.text("#confirm-text")).toContain(
      "The PBX gets back the 15 extensions with which the simulator began.",
    );
    await page.click("#confirm-submit");
    await page.waitForText(card("1000"), "Reception");
    await page.waitFor(`document.querySelector('${card("9999")}') === null`);
    expect(pbx.extensions.ids().map((id) => pbx.extensions.get(id))).toEqual(before);
    await logged("Undid all changes: 15 extensions as at the start console");
  });

  test("arms and disarms faults from the list and from the form, and shows the switches", async () => {
    const pbx = await openConsole({ switches: { listOrder: "id" } });
    await page.click("#tab-faults");
    expect(await page.text("#armed-none")).toBe("No fault is armed.");
    const presets = await page.evaluate<string[]>(
      `[...document.querySelectorAll("[data-fault]")].map((it) => it.dataset.fault)`,
    );
    expect(presets.length).toBeGreaterThan(4);
    for (const fault of presets) {
      await page.click(`[data-fault="${fault}"]`);
      await page.waitForText("#armed", fault);
    }
    expect(await page.text("#fault-count")).toBe(String(presets.length));
    await page.click("#disarm-all");
    await page.waitForText("#armed-none", "No fault is armed.");
    await page.choose("#fault-kind", "status-NNN");
    await page.fill("#fault-number", "502");
    await page.choose("#fault-command", "GetConfig");
    await page.choose("#fault-which", "#2");
    await page.fill("#fault-extension", "10 00");
    expect(await page.text("#fault-preview")).toBe("--fault 'status-502@GetConfig#2%10%2000'");
    await page.click("#arm");
    await page.waitForText("#armed", "status-502@GetConfig#2%10%2000");
    await page.fill("#fault-number", "200");
    await page.click("#arm");
    await page.waitForText("#fault-error", "is not a fault");
    expectedProblems = 1;
    await page.click("#armed button");
    await page.waitForText("#armed-none", "No fault is armed.");
    expect(pbx.faults).toEqual([]);
    // What hits a request leaves the list by itself.
    pbx.fail("html");
    await page.click('[data-fault="hang"]');
    await page.waitForText("#armed", "html");
    await ask(pbx, "command=ListExtensions");
    await page.waitFor(`!document.querySelector("#armed").innerText.includes("html")`);
    await page.click("#tab-switches");
    expect(await page.text("#switches .set")).toContain("listOrder");
    expect(await page.text("#switches .set .current")).toBe("id");
  });

  test("shows hostile text as text: no HTML, no script, no hidden character", async () => {
    const hostile = `<img src=x onerror="window.isHacked=1"><script>window.isHacked=1</script>`;
    const ID = `"><b>x\u202e`;
    const pbx = await openConsole({
      extensions: [{ ID, UserID: hostile, DisplayName: hostile, Department: `a\u200bb`, LastIPAddress: hostile }],
    });
    await page.waitFor(`document.querySelectorAll(".phone").length === 1`);
    await ask(pbx, `command=GetConfig&ExtensionId=${encodeURIComponent(hostile)}`);
    await ask(pbx, `command=${encodeURIComponent(hostile)}`);
    await logged("Unknown command <img");
    const text = await page.text(".phone");
    expect(text).toContain(`"><b>x\\u202E`);
    expect(text).toContain(hostile);
    await page.click(".phone-actions button");
    expect(await page.text("#extension-title")).toContain(`Edit "><b>x\\u202E`);
    await page.fill('[data-element="DisplayName"]', "<i>edited</i>");
    await page.click("#extension-submit");
    await page.waitForText(".phone", "<i>edited</i>");
    await page.click(".phone .quiet-danger");
    expect(await page.text("#confirm-title")).toContain("<b>x");
    await page.press("Escape");
    const made = `document.querySelectorAll("main img, main b, main i, main script, dialog b, #log img, #log script").length`;
    expect(await page.evaluate(made)).toBe(0);
    expect(await page.evaluate("window.isHacked")).toBeUndefined();
    expect(hiddenIn(await page.text("body"))).toEqual([]);
  });

  test("does not run code that is put into the page", async () => {
    await openConsole();
    const attempts = [
      `document.body.innerHTML += "<img src=x onerror='window.isHacked=1'>"`,
      `document.createElement("img").setAttribute("onerror", "window.isHacked=1")`,
      `document.body.append(Object.assign(document.createElement("script"), { text: "window.isHacked=1" }))`,
    ];
    for (const attempt of attempts) {
      const outcome = `(() => { try { ${attempt}; return "done"; } catch (error) { return error.name; } })()`;
      expect(await page.evaluate(outcome)).toBe("TypeError");
    }
    expect(await page.evaluate("window.isHacked")).toBeUndefined();
    // The browser itself logs each of them.
    page.problems.splice(0);
  });

  test("does not let a page of another site change anything, even with the token", async () => {
    const pbx = await openConsole();
    const token = await page.evaluate<string>(`document.querySelector('[name="console-token"]').content`);
    const site = stopAfterTest(
      await HttpServer.start((_request, response) => response.setHeader("Content-Type", "text/html").end("<p>other")),
    );
    await page.goTo(site.origin);
    const body = JSON.stringify({ id: "1000" });
    const outcomes = await page.evaluate<string[]>(`Promise.all([
      { mode: "cors", headers: { "Content-Type": "application/json", "X-Console-Token": "${token}" } },
      { mode: "cors", headers: { "Content-Type": "text/plain" } },
      { mode: "no-cors", headers: { "Content-Type": "text/plain" } },
    ].map((how) => fetch("${pbx.origin}/__console/delete", { method: "POST", body: '${body}', ...how }).then((it) => it.type, () => "refused")))`);
    expect(outcomes).toEqual(["refused", "refused", "opaque"]);
    expect(await page.evaluate(`fetch("${pbx.origin}/__console/state").then(() => "read", () => "refused")`)).toBe(
      "refused",
    );
    expect(pbx.extensions.has("1000")).toBe(true);
    expect(pbx.requests.every(({ status }) => status === 403)).toBe(true);
    page.problems.splice(0);
  });

  test("reports that the simulator was stopped, and is live again after its restart", async () => {
    const pbx = await openConsole();
    await page.evaluate("window.isSamePage = true");
    await pbx.stop();
    await page.waitForText("#connection", "Not connected. Start the simulator again.");
    pbx.extensions.remove("1000");
    await pbx.restart();
    await page.waitForText("#connection", "Live");
    await page.waitFor(`document.querySelector('${card("1000")}') === null`);
    // While it refuses the stream, the page asks again and again.
    await pbx.stop();
    pbx.deny = ["127.0.0.1"];
    await pbx.restart();
    await until(() => pbx.requests.some(({ url }) => url === "/__console/events"), "a refused stream");
    pbx.deny = [];
    await page.waitForText("#connection", "Live");
    expect(await page.evaluate("window.isSamePage")).toBe(true);
    // Another simulator at the same address: the page loads itself again, with the new token.
    await pbx.stop();
    const next = stopAfterTest(await Simulator.start({ port: pbx.port, extensions: [{ ID: "7" }], console: true }));
    await page.waitForText(card("7"), "Never registered");
    expect(await page.evaluate("window.isSamePage")).toBeUndefined();
    await page.click(action("7", "Disable"));
    await until(() => next.extensions.text("7", "Enabled") === "false", "the change");
    // The browser itself logs that it cannot connect.
    await page.goTo("about:blank");
    page.problems.splice(0);
  });

  test("leaves no stream open when the page is closed", async () => {
    const pbx = await openConsole();
    expect(pbx.openConsoles).toBe(1);
    await page.goTo("about:blank");
    await until(() => pbx.openConsoles === 0, "the end of the stream");
  });

  test("can be used with the keyboard alone", async () => {
    const pbx = await openConsole();
    const tabTo = async (wanted: string) => {
      for (let pressed = 0; pressed < 40 && (await focused()) !== wanted; pressed += 1) {
        await page.press("Tab");
      }
      expect(await focused()).toBe(wanted);
    };
    const order: string[] = [];
    for (let pressed = 0; pressed < 6; pressed += 1) {
      await page.press("Tab");
      order.push(await focused());
    }
    expect(order).toEqual(["Skip to the extensions", "undo", "add", "search", "sort", "All15"]);
    expect(await page.evaluate(`getComputedStyle(document.activeElement).outlineStyle`)).toBe("solid");
    await tabTo("Disable");
    await page.press("Enter");
    await until(() => pbx.extensions.text("1000", "Enabled") === "false", "the change");
    await page.waitForText(card("1000"), "Enable");
    expect(await focused()).toBe("Enable");
    await page.evaluate(`document.querySelector("#tab-log").focus()`);
    await page.press("ArrowRight");
    expect(await focused()).toBe("tab-faults");
    expect(await page.evaluate(`document.querySelector("#panel-faults").checkVisibility()`)).toBe(true);
    await page.press("End");
    expect(await focused()).toBe("tab-switches");
    await page.press("ArrowRight");
    expect(await focused()).toBe("tab-log");
    expect(await page.evaluate(`document.querySelector("#panel-switches").checkVisibility()`)).toBe(false);
  });

  test("names every control and every dialog for a screen reader", async () => {
    await openConsole();
    const unnamed = await page.evaluate<string[]>(`[...document.querySelectorAll("button, input, select, dialog")]
      .filter((it) => !(it.getAttribute("aria-label") || it.getAttribute("aria-labelledby") || it.textContent.trim() || it.labels?.[0]?.textContent.trim()))
      .map((it) => it.outerHTML)`);
    expect(unnamed).toEqual([]);
    const missing = await page.evaluate<
      string[]
    >(`[...document.querySelectorAll("[aria-labelledby], [aria-controls], [aria-describedby]")]
      .flatMap((it) => ["aria-labelledby", "aria-controls", "aria-describedby"].map((name) => it.getAttribute(name)))
      .filter((id) => id !== null && document.getElementById(id) === null)`);
    expect(missing).toEqual([]);
    expect(await page.evaluate("document.documentElement.lang")).toBe("en");
  });

  test.each(["light", "dark"] as const)("has text with enough contrast in %s", async (scheme) => {
    await page.show({ ...WIDE, scheme });
    const pbx = await openConsole({ faults: ["html@ListExtensions"] });
    for (const query of [
      "command=ListExtensions",
      "command=GetConfig&ExtensionId=1",
      "command=GetConfig&ExtensionId=1000",
    ]) {
      await ask(pbx, query);
    }
    await page.click(action("1000", "Disable"));
    await logged("Disabled 1000");
    const low: unknown[] = [];
    for (const tab of ["log", "faults", "switches"]) {
      await page.click(`#tab-${tab}`);
      low.push(...(await page.evaluate<unknown[]>(LOW_CONTRAST)));
    }
    await page.click(action("1000", "Delete"));
    low.push(...(await page.evaluate<unknown[]>(LOW_CONTRAST)));
    await page.press("Escape");
    expect(low).toEqual([]);
  });

  test("fits the screen of a phone, where the extensions are a tab", async () => {
    await page.show(PHONE);
    await openConsole();
    const isTooWide = "document.documentElement.scrollWidth > document.documentElement.clientWidth";
    for (const tab of ["log", "faults", "switches", "phones"]) {
      await page.click(`#tab-${tab}`);
      expect({ tab, isTooWide: await page.evaluate(isTooWide) }).toEqual({ tab, isTooWide: false });
      expect(await page.evaluate(`document.querySelector("#phones").checkVisibility()`)).toBe(tab === "phones");
    }
    await page.click(action("1000", "Edit"));
    const box = await page.evaluate<{ left: number; right: number; bottom: number }>(
      `document.querySelector("#extension-dialog").getBoundingClientRect().toJSON()`,
    );
    expect(box.left).toBeGreaterThanOrEqual(0);
    expect(box.right).toBeLessThanOrEqual(PHONE.width);
    expect(box.bottom).toBeLessThanOrEqual(PHONE.height);
    await page.press("Escape");
  });

  test("moves nothing for a person who prefers that", async () => {
    const running = `document.getAnimations().length`;
    const pbx = await openConsole();
    pbx.extensions.setElement("1000", "Enabled", "false");
    await page.waitFor(`${running} > 0`);
    await page.show({ ...WIDE, isReducedMotion: true });
    pbx.extensions.setElement("1001", "Enabled", "false");
    await page.waitForText(card("1001"), "Disabled");
    expect(await page.evaluate(running)).toBe(0);
  });
});

/** The visible text whose contrast with what is behind it is below 4.5, the minimum of WCAG 2 at level AA. */
const LOW_CONTRAST = `(() => {
  const numbers = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = (color) => {
    const [red, green, blue] = numbers(color).map((it) => it / 255).map((it) => it <= 0.03928 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element) => {
    for (let it = element; it !== null; it = it.parentElement) {
      const color = getComputedStyle(it).backgroundColor;
      if ((numbers(color)[3] ?? 1) === 1) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const hasText = (element) => [...element.childNodes].some((it) => it.nodeType === 3 && it.textContent.trim() !== "");
  return [...document.querySelectorAll("body *")]
    .filter((it) => hasText(it) && it.checkVisibility() && it.tagName !== "SCRIPT")
    .map((it) => {
      const [light, dark] = [luminance(getComputedStyle(it).color), luminance(behind(it))].sort((a, b) => b - a);
      return { text: it.textContent.slice(0, 40), contrast: Math.round(100 * (light + 0.05) / (dark + 0.05)) / 100 };
    })
    .filter(({ contrast }) => contrast < 4.5);
})()`;
