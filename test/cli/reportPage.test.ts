import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Simulator } from "../../simulator";
import { BrowserPage } from "../support/browserPage";
import { describeInBrowser } from "../support/chromium";
import { HIDDEN } from "../support/hiddenCharacters";
import { fakeStack, sipOutputs } from "./support/fakeStack";
import { outcome } from "./support/office";

const SCRIPT = `"'><script>document.title = "hacked"</script><img src=x onerror="document.title = 'hacked'">`;
const HOSTILE = [
  { ID: `</title></style>${SCRIPT}`, UserID: SCRIPT },
  { ID: "9", UserID: `a${Object.values(HIDDEN).join("")}b` },
  { ID: "10", UserID: `wide-${"x".repeat(10_000)}` },
  { ID: "y".repeat(900), UserID: "</td></table>" },
];
const PHONES = Array.from({ length: 30 }, (_, at) => ({ ID: String(1000 + at), LastIPAddress: "10.0.0.9:5060" }));

/** The relative luminance of a colour as WCAG 2.2 defines it, and the contrast of two. As a string: it runs in the page. */
const CONTRAST = `(() => {
  const luminance = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const background = (element) => {
    const colour = getComputedStyle(element).backgroundColor;
    return colour === "rgba(0, 0, 0, 0)" ? background(element.parentElement) : colour;
  };
  const elements = [...document.querySelectorAll("h1, h2, h3, p, dt, dd, th, td, code, b, .label, .detail, strong, .count, figcaption span, li")];
  return Math.min(...elements.map((element) => {
    const [one, other] = [getComputedStyle(element).color, background(element)].map(luminance);
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }));
})()`;

// The fake Pulumi CLI is not for Windows.
(process.platform === "win32" ? describe.skip : describeInBrowser)("the report as a page", () => {
  let pbx: Simulator;
  let folder: string;
  let page: BrowserPage;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-page-"));
    pbx = await Simulator.start({ extensions: [...PHONES, ...HOSTILE] });
    const inState = [
      ...PHONES.slice(0, 28).map(({ ID }) => ({ id: ID })),
      { id: "9", outputs: sipOutputs("9", { userId: SCRIPT }) },
      { id: "1042" },
    ];
    // The one of the tests ends with each test.
    const { path } = fakeStack(pbx, inState);
    const file = join(folder, "report.html");
    const { code } = await outcome(["report", "--stack", "dev", "--out", file], { PATH: path });
    expect(code).toBe(3);
    page = await BrowserPage.open();
    await page.goTo(pathToFileURL(file).href);
  });

  afterAll(async () => {
    await page?.close();
    await pbx?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("needs no other file, and breaks no rule of its own policy", () => {
    expect(page.problems).toEqual([]);
    expect(page.requested).toHaveLength(1);
  });

  it("shows hostile names as text", async () => {
    expect(await page.evaluate("document.title")).toBe(`PBX report: ${pbx.origin}`);
    expect(await page.evaluate("document.querySelectorAll('script, img, iframe, a:not([href^=\"#\"])').length")).toBe(
      0,
    );
    const text = await page.text("main");
    expect(text).toContain(SCRIPT);
    expect(text).toContain("\\u202E");
    expect(text).not.toMatch(/[\u202e\u200b\ufeff]/);
  });

  it("draws each number with its state", async () => {
    const count = (selector: string) => page.evaluate(`document.querySelectorAll(${JSON.stringify(selector)}).length`);
    expect(await count(".strip .managed")).toBe(28);
    expect(await count(".strip .stranger")).toBe(3);
    expect(await count(".strip .missing")).toBe(1);
    expect(await count(".strip .differs")).toBe(1);
    expect(await page.evaluate("document.querySelector('.strip .missing title').textContent")).toBe(
      "1042: missing on the PBX",
    );
    expect(await page.text("figure:last-of-type figcaption")).toMatch(/28 managed, 2 not in the stack, 1 missing/);
    const label = "document.querySelector('.strip[aria-label^=\"1000 to 1099\"]').ariaLabel";
    expect(await page.evaluate(label)).toBe(
      "1000 to 1099: 28 managed, 2 not in the stack, 1 missing on the PBX, 69 free",
    );
  });

  it.each([1280, 390])("fits into a window of %i pixels", async (width) => {
    await page.show({ width, height: 900 });
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  });

  it.each(["light", "dark"] as const)("can be read in %s colours", async (scheme) => {
    await page.show({ width: 1280, height: 900, scheme });
    expect(await page.evaluate(CONTRAST)).toBeGreaterThanOrEqual(4.5);
    const [, lightness] = /rgb\((\d+),/.exec(
      await page.evaluate<string>("getComputedStyle(document.body).backgroundColor"),
    ) ?? [""];
    expect(Number(lightness) > 128).toBe(scheme === "light");
  });

  it("is printed on white, also by a person who prefers dark", async () => {
    await page.show({ width: 700, height: 900, scheme: "dark", media: "print" });
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
    expect(await page.evaluate(CONTRAST)).toBeGreaterThanOrEqual(4.5);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  });

  it("has headings in order, and a heading for each column", async () => {
    const levels = "[...document.querySelectorAll('h1, h2, h3')].map(({ tagName }) => Number(tagName[1]))";
    const found = await page.evaluate<number[]>(levels);
    expect(found[0]).toBe(1);
    expect(found.every((level, at) => at === 0 || (level > 1 && level <= (found[at - 1] as number) + 1))).toBe(true);
    expect(await page.evaluate("[...document.querySelectorAll('th')].every(({ scope }) => scope === 'col')")).toBe(
      true,
    );
    const missing = "[...document.querySelectorAll('.figures a')].filter(({ hash }) => !document.querySelector(hash))";
    expect(await page.evaluate(`${missing}.length`)).toBe(0);
  });
});
