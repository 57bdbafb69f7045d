import { createHash } from "node:crypto";
import type { HtmlPage } from "../http/htmlPages";

/** The bundle of `page/`: scripts/build/bundleConsolePage.mjs makes it, for the build and for the tests. */
declare const PULUMI_OZEKI_CONSOLE_PAGE: string;
const pageHtml: string = PULUMI_OZEKI_CONSOLE_PAGE;

/** Replaced in the page by the token that requests carry which change something. */
const TOKEN_MARK = "CONSOLE-TOKEN";

/** Only the page's own script and style run, and it loads and sends nothing elsewhere. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `script-src ${hashesOf("script")}`,
  `style-src ${hashesOf("style")}`,
  "connect-src 'self'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

/** The console's page. It has no extensions, requests and passwords: its script asks for them. */
export function consolePage(token: string): HtmlPage {
  return {
    status: 200,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": contentSecurityPolicy,
      "Cross-Origin-Opener-Policy": "same-origin",
      "Referrer-Policy": "same-origin",
      "Cache-Control": "no-store",
    },
    body: pageHtml.replace(TOKEN_MARK, token),
  };
}

function hashesOf(tag: "script" | "style"): string {
  const contents = [...pageHtml.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, "gs"))].map(
    ([, content = ""]) => content,
  );
  return contents.map((content) => `'sha256-${createHash("sha256").update(content).digest("base64")}'`).join(" ");
}
