import { describeRequest } from "../describeRequest";
import type { Extensions } from "../extensions";
import type { HtmlPage } from "../http/htmlPages";
import type { RecordedRequest } from "../recordedRequest";
import { visibleText } from "../visibleText";

const MAX_ROWS = 200;

/** The content of the page. */
export interface ConsoleSubject {
  readonly origin: string;
  readonly extensions: Extensions;
  readonly requests: readonly RecordedRequest[];
}

/** A page with the extensions and requests of the PBX, which reloads itself. It has no passwords. */
export function consolePage({ origin, extensions, requests }: ConsoleSubject): HtmlPage {
  const ids = extensions.ids();
  const rows = ids.slice(0, MAX_ROWS).map((id) => {
    const text = (name: string) => extensions.text(id, name) ?? "";
    const cells = [
      id,
      extensions.get(id)?.type ?? "",
      text("UserID"),
      text("Enabled"),
      "••••••••",
      text("LastIPAddress"),
    ];
    return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`;
  });
  const lines = requests
    .slice(-MAX_ROWS)
    .reverse()
    .map((request) => escapeHtml(describeRequest(request)));
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="2">
<title>${escapeHtml(origin)}</title>
<style>
body { font: 14px/1.5 system-ui, sans-serif; margin: 2em; color: #222; background: #fff }
table { border-collapse: collapse } td, th { text-align: left; padding: 0 1.5em 0 0 } pre { font: 13px/1.5 monospace }
@media (prefers-color-scheme: dark) { body { color: #ddd; background: #1b1b1b } }
</style>
</head>
<body>
<h1>Simulated PBX at ${escapeHtml(origin)}</h1>
<h2>Extensions: ${ids.length}${ids.length > MAX_ROWS ? `, the first ${MAX_ROWS}` : ""}</h2>
<table>
<tr><th>ID</th><th>Type</th><th>UserID</th><th>Enabled</th><th>Password</th><th>LastIPAddress</th></tr>
${rows.join("\n")}
</table>
<h2>Last requests</h2>
<pre>${lines.length === 0 ? "none yet" : lines.join("\n")}</pre>
</body>
</html>
`;
  return {
    status: 200,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      "Cache-Control": "no-store",
    },
    body,
  };
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escapeHtml(text: string): string {
  return visibleText(text).replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
