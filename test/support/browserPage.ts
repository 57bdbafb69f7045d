import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { browserFile, browserFlags } from "./chromium";

const PATIENCE = 30_000;
const ENDED = "the browser has ended";

type Json = Record<string, unknown>;

/** How a page is shown. */
export interface PageView {
  readonly width: number;
  readonly height: number;
  readonly scheme?: "light" | "dark";
  readonly isReducedMotion?: boolean;
  /** Default: `screen`. */
  readonly media?: "screen" | "print";
}

/** JavaScript for the text that a person sees in an element: `innerText` of a hidden element would be all of its text. */
function visibleText(selector: string): string {
  return `((element) => (element?.checkVisibility() === false ? "" : element?.innerText))(document.querySelector(${JSON.stringify(selector)}))`;
}

/**
 * A page in a real Chromium, which a test uses as a person does: with mouse and keyboard.
 *
 * It speaks the Chrome DevTools Protocol over two pipes, in a hundred lines: a package such as puppeteer-core has megabytes.
 */
export class BrowserPage {
  /** What the browser reports on its console as an error or a warning, and each exception that is not caught. */
  readonly problems: string[] = [];
  /** The addresses of all requests that the page has sent. */
  readonly requested: string[] = [];
  readonly #browser: ChildProcess;
  readonly #profile: string;
  readonly #waiting = new Map<number, { resolve: (result: Json) => void; reject: (error: Error) => void }>();
  #session: string | undefined;
  #count = 0;
  #received = "";

  private constructor(browser: ChildProcess, profile: string) {
    this.#browser = browser;
    this.#profile = profile;
    const output = browser.stdio[4] as Readable;
    output.setEncoding("utf8").on("data", (text: string) => this.#receive(text));
    browser.once("exit", () => {
      for (const { reject } of this.#waiting.values()) {
        reject(new Error(ENDED));
      }
    });
    // The pipe of a browser that has ended.
    (browser.stdio[3] as Writable).on("error", () => undefined);
  }

  get #isOver(): boolean {
    return this.#browser.exitCode !== null || this.#browser.signalCode !== null;
  }

  /** Starts a browser with an empty page. Always {@link close} it. */
  static async open(view: PageView = { width: 1280, height: 900 }): Promise<BrowserPage> {
    const profile = mkdtempSync(join(tmpdir(), "pulumi-ozeki-chromium-"));
    const args = [...browserFlags, `--user-data-dir=${profile}`, "--remote-debugging-pipe", "about:blank"];
    const browser = spawn(browserFile, args, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
    const page = new BrowserPage(browser, profile);
    try {
      const { targetInfos } = (await page.#send("Target.getTargets")) as { targetInfos: Json[] };
      const targetId = targetInfos.find(({ type }) => type === "page")?.targetId;
      const attached = await page.#send("Target.attachToTarget", { targetId, flatten: true });
      page.#session = attached.sessionId as string;
      for (const domain of ["Page", "Runtime", "Log", "Network"]) {
        await page.#send(`${domain}.enable`);
      }
      await page.show(view);
      return page;
    } catch (error) {
      await page.close();
      throw error;
    }
  }

  /** Shows the page with another size or other preferences of the person. */
  async show({ width, height, scheme = "light", isReducedMotion = false, media = "screen" }: PageView): Promise<void> {
    const metrics = { width, height, deviceScaleFactor: 1, mobile: false };
    await this.#send("Emulation.setDeviceMetricsOverride", metrics);
    const features = [
      { name: "prefers-color-scheme", value: scheme },
      { name: "prefers-reduced-motion", value: isReducedMotion ? "reduce" : "no-preference" },
    ];
    await this.#send("Emulation.setEmulatedMedia", { media, features });
  }

  async goTo(url: string): Promise<void> {
    const { errorText } = await this.#send("Page.navigate", { url });
    if (errorText !== undefined) {
      throw new Error(`the browser cannot open ${url}: ${String(errorText)}`);
    }
    await this.waitFor(`location.href.startsWith(${JSON.stringify(url)}) && document.readyState === "complete"`);
  }

  /** The value of a JavaScript expression in the page. */
  async evaluate<Value>(expression: string): Promise<Value> {
    const reply = await this.#send("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true });
    const { result, exceptionDetails } = reply as { result: { value: Value }; exceptionDetails?: Json };
    if (exceptionDetails !== undefined) {
      throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`);
    }
    return result.value;
  }

  /** Waits until an expression is true in the page. */
  async waitFor(expression: string): Promise<void> {
    const end = Date.now() + PATIENCE;
    while (!(await this.evaluate<boolean>(`Boolean(${expression})`))) {
      if (Date.now() > end) {
        throw new Error(`waited in vain for ${expression}`);
      }
      await sleep(20);
    }
  }

  /** The visible text of the first element that a CSS selector selects. */
  text(selector: string): Promise<string> {
    return this.evaluate(`${visibleText(selector)} ?? "(no such element)"`);
  }

  /** Waits until the visible text of an element contains a string. */
  waitForText(selector: string, part: string): Promise<void> {
    return this.waitFor(`${visibleText(selector)}?.includes(${JSON.stringify(part)})`);
  }

  /** Clicks in the middle of an element, with the mouse: what covers the element gets the click. */
  async click(selector: string): Promise<void> {
    const element = `document.querySelector(${JSON.stringify(selector)})`;
    await this.waitFor(`${element}?.checkVisibility()`);
    const { x, y } = await this.evaluate<{ x: number; y: number }>(`(() => {
      const element = ${element};
      element.scrollIntoView({ block: "center", behavior: "instant" });
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    })()`);
    const mouse = { x, y, button: "left", clickCount: 1 };
    await this.#send("Input.dispatchMouseEvent", { ...mouse, type: "mousePressed" });
    await this.#send("Input.dispatchMouseEvent", { ...mouse, type: "mouseReleased" });
  }

  /** Replaces the content of a field by what a person types. */
  async fill(selector: string, text: string): Promise<void> {
    await this.click(selector);
    await this.evaluate(`document.querySelector(${JSON.stringify(selector)}).select()`);
    text === "" ? await this.press("Delete") : await this.#send("Input.insertText", { text });
  }

  /** Chooses an option of a `<select>`. */
  async choose(selector: string, value: string): Promise<void> {
    await this.evaluate(`(() => {
      const field = document.querySelector(${JSON.stringify(selector)});
      field.value = ${JSON.stringify(value)};
      for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
    })()`);
  }

  /** Presses a key, such as `Tab`, `Escape` or `ArrowRight`. */
  async press(key: string): Promise<void> {
    const codes: Record<string, number> = { Tab: 9, Enter: 13, Escape: 27, " ": 32, End: 35, Home: 36, Delete: 46 };
    const windowsVirtualKeyCode = codes[key] ?? { ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40 }[key] ?? 0;
    const text = { Enter: "\r", " ": " " }[key];
    const event = { key, code: key === " " ? "Space" : key, windowsVirtualKeyCode };
    await this.#send("Input.dispatchKeyEvent", { ...event, type: "keyDown", ...(text !== undefined && { text }) });
    await this.#send("Input.dispatchKeyEvent", { ...event, type: "keyUp" });
  }

  /** Writes what the page looks like into a PNG file. */
  async screenshot(file: string): Promise<void> {
    const { data } = await this.#send("Page.captureScreenshot", { format: "png" });
    writeFileSync(file, Buffer.from(data as string, "base64"));
  }

  /** Ends the browser. */
  async close(): Promise<void> {
    if (!this.#isOver) {
      const ended = once(this.#browser, "exit");
      await Promise.race([this.#send("Browser.close").catch(() => undefined), ended]);
      const timer = setTimeout(() => this.#browser.kill("SIGKILL"), 5000);
      await ended;
      clearTimeout(timer);
    }
    // Helpers of the browser may keep them open a while longer.
    for (const pipe of [this.#browser.stdio[3], this.#browser.stdio[4]]) {
      pipe?.destroy();
    }
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  #send(method: string, params: Json = {}): Promise<Json> {
    this.#count += 1;
    const id = this.#count;
    const session = this.#session === undefined ? {} : { sessionId: this.#session };
    const isForBrowser = method.startsWith("Browser.") || method.startsWith("Target.");
    const message = { id, method, params, ...(isForBrowser ? {} : session) };
    if (this.#isOver) {
      return Promise.reject(new Error(ENDED));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      (this.#browser.stdio[3] as Writable).write(`${JSON.stringify(message)}\0`);
    });
  }

  #receive(text: string): void {
    const parts = (this.#received + text).split("\0");
    this.#received = parts.pop() ?? "";
    for (const part of parts) {
      const { id, result, error, method, params } = JSON.parse(part) as {
        id?: number;
        result?: Json;
        error?: { message: string };
        method?: string;
        params?: Json;
      };
      if (id === undefined) {
        this.#note(method ?? "", params ?? {});
        continue;
      }
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      error === undefined ? waiting?.resolve(result ?? {}) : waiting?.reject(new Error(error.message));
    }
  }

  #note(method: string, params: Json): void {
    switch (method) {
      case "Runtime.exceptionThrown":
        this.problems.push(JSON.stringify(params.exceptionDetails));
        break;
      case "Runtime.consoleAPICalled":
        if (["error", "warning", "assert"].includes(String(params.type))) {
          this.problems.push(JSON.stringify(params.args));
        }
        break;
      case "Log.entryAdded": {
        const { level, text, url } = params.entry as Json;
        if (level === "error" || level === "warning") {
          this.problems.push(`${String(text)} ${String(url)}`);
        }
        break;
      }
      case "Network.requestWillBeSent":
        this.requested.push(String((params.request as Json).url));
        break;
    }
  }
}
