import { createHash } from "node:crypto";
import type { Report } from "../reportModel";
import { sectionsOf } from "../sections";
import type { Figure } from "../summary";
import { figuresOf } from "../summary";
import { verdict } from "../verdict";
import type { Html } from "./markup";
import { html, unescaped } from "./markup";
import { rangeMap } from "./rangeMap";
import { section } from "./section";
import { STYLE } from "./style";

/** The report as one HTML document, which needs no script and no other file. */
export function htmlReport(report: Report): string {
  const { pbx, stack, connection, version, generatedAt } = report;
  const time = `${generatedAt.slice(0, 16).replace("T", " ")} UTC`;
  const hash = createHash("sha256").update(STYLE).digest("base64");
  const sections = sectionsOf(report);
  const level = stack === null && !report.isDifferent ? "plain" : report.isDifferent ? "bad" : "good";
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>PBX report: ${pbx}</title>
<style>${unescaped(STYLE)}</style>
</head>
<body>
<header>
<h1>PBX report</h1>
<dl class="about">
<div><dt>PBX</dt><dd>${pbx}</dd></div>
${stack === null ? "" : html`<div><dt>Stack</dt><dd>${stack}${connection === null ? "" : `, connection ${connection}`}</dd></div>`}
<div><dt>Written</dt><dd><time datetime="${generatedAt}">${time}</time></dd></div>
</dl>
<p class="verdict ${level}">${verdict(report)}</p>
</header>
<main>
<ul class="figures">
${figuresOf(report).map(figure)}
</ul>
<section id="numbers">
<h2>Numbers</h2>
${rangeMap(report)}
</section>
${sections.map(section)}
</main>
<footer>
<p>Written by pulumi-ozeki ${version}. This report holds no password. It names extensions with weak ones: share it with those only who look after the PBX.</p>
<p>“Registered” means that the PBX holds the address of a phone. The PBX does not report whether that phone is online now.</p>
</footer>
</body>
</html>`.text;
}

function figure({ label, value, detail, level, section: target }: Figure): Html {
  return html`<li class="${level}"><a href="#${target}"><span class="label">${label}</span> <strong>${value}</strong> <span class="detail">${detail}</span></a></li>
`;
}
