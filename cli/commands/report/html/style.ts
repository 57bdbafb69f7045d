/** The style of the page. Colours are named by their use, and defined for light, dark and paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f4f6f9; --surface: #ffffff; --text: #1b2230; --muted: #596377; --line: #dde2ea; --accent: #1f5bd0;
  --good: #14693c; --good-soft: #e0f4e8; --bad: #b3261e; --bad-soft: #fdeae8;
  --managed: #2f6fde; --differs: #e08600; --stranger: #c2352b; --missing: #c2352b; --used: #2f6fde; --excluded: #9aa4b5;
  --free: #c9d0db; --hatch: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f131a; --surface: #181e28; --text: #e7eaf0; --muted: #9fa9ba; --line: #2b3342; --accent: #84aeff;
    --good: #7fdca6; --good-soft: #12311f; --bad: #ff9c94; --bad-soft: #3d1a1a;
    --managed: #5f97ff; --differs: #f0a53a; --stranger: #f2746a; --missing: #f2746a; --used: #5f97ff; --excluded: #6a7588;
    --free: #3a4455; --hatch: #181e28;
  }
}
*, *::before, *::after { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2rem 1.25rem 3rem; max-width: 76rem; background: var(--page); color: var(--text);
  font: 0.95rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere;
}
h1, h2, h3, p, ul, dl, dd, figure { margin: 0; padding: 0; }
ul { list-style: none; }
h1 { font-size: 1.9rem; line-height: 1.2; letter-spacing: -0.02em; }
h2 { font-size: 1.25rem; line-height: 1.3; margin-bottom: 0.75rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 0.25rem; }
h2 + h3 { margin-top: 0; }
code { font: 0.9em ui-monospace, "Cascadia Mono", "Segoe UI Mono", "Liberation Mono", Menlo, Consolas, monospace; }
a { color: inherit; text-decoration: none; }
a:focus-visible, .scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
section p, .empty { color: var(--muted); max-width: 60rem; }
.about { display: flex; flex-wrap: wrap; gap: 0.25rem 1.75rem; margin: 0.5rem 0 1.25rem; }
.about div { display: flex; gap: 0.4rem; }
.about dt { color: var(--muted); }
.about dd { font-weight: 600; }
.verdict { padding: 0.8rem 1.1rem; border-radius: 10px; border-left: 5px solid var(--muted); background: var(--surface); font-weight: 600; }
.verdict.good { border-color: var(--good); background: var(--good-soft); color: var(--good); }
.verdict.bad { border-color: var(--bad); background: var(--bad-soft); color: var(--bad); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 0.75rem; margin: 1rem 0; }
.figures li { border: 1px solid var(--line); border-radius: 10px; background: var(--surface); }
.figures a { display: block; height: 100%; padding: 0.8rem 1rem; border-radius: 10px; }
.figures .label, .figures .detail { display: block; color: var(--muted); font-size: 0.82rem; line-height: 1.35; }
.figures strong { display: block; font-size: 1.55rem; line-height: 1.35; font-variant-numeric: tabular-nums; }
.figures .good strong { color: var(--good); }
.figures .bad strong { color: var(--bad); }
section { margin-top: 1rem; padding: 1.25rem 1.35rem 1.4rem; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); }
.count { display: inline-block; min-width: 1.6em; padding: 0 0.5em; border-radius: 1em; background: var(--page); color: var(--muted); font-size: 0.8rem; text-align: center; }
.scroll { overflow-x: auto; margin-top: 0.6rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th { color: var(--muted); font-size: 0.8rem; font-weight: 600; white-space: nowrap; }
th, td { padding: 0.4rem 1rem 0.4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; min-width: 6.5rem; }
th:first-child { width: 11rem; }
th:nth-child(2) { width: 14rem; }
td:first-child { font-weight: 600; }
td.words { color: var(--muted); }
tbody tr:last-child td { border-bottom: 0; }
.defs { position: absolute; }
.legend { display: flex; flex-wrap: wrap; gap: 0.3rem 1.25rem; margin: 0.6rem 0 1.1rem; font-size: 0.85rem; }
.legend li { display: flex; align-items: center; gap: 0.45rem; }
.legend svg { width: 0.95rem; height: 0.95rem; }
.ranges { display: grid; gap: 0.85rem; }
figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; font-size: 0.85rem; font-variant-numeric: tabular-nums; }
figcaption span, section .gap { color: var(--muted); font-size: 0.82rem; }
section .gap { max-width: none; padding: 0.1rem 0; border-top: 1px dashed var(--line); border-bottom: 1px dashed var(--line); text-align: center; }
.strip { display: grid; grid-template-columns: repeat(10, 1fr); gap: 2px 4px; margin-top: 0.2rem; }
.strip svg { display: block; width: 100%; }
.free { fill: none; stroke: var(--free); stroke-width: 1; }
.back { fill: var(--surface); }
.managed { fill: var(--managed); }
.used { fill: var(--used); }
.differs { fill: var(--differs); }
.excluded { fill: var(--excluded); }
.stranger { fill: url(#hatch); stroke: var(--stranger); stroke-width: 1; }
.hatch-back { fill: var(--stranger); }
.hatch-line { fill: var(--hatch); }
.missing { fill: none; stroke: var(--missing); stroke-width: 2; stroke-dasharray: 2.5 1.5; }
.ids { columns: 14rem; font-size: 0.85rem; color: var(--muted); }
.ids span { color: var(--text); font-weight: 600; }
footer { margin-top: 1.5rem; color: var(--muted); font-size: 0.82rem; }
@media (max-width: 60rem) { .strip { grid-template-columns: repeat(5, 1fr); } }
@media (max-width: 34rem) {
  body { padding: 1.25rem 0.75rem 2rem; }
  section { padding: 1rem; }
  .strip { grid-template-columns: repeat(2, 1fr); }
  .figures { grid-template-columns: 1fr 1fr; }
  td, th { padding-right: 0.7rem; }
  th:first-child, th:nth-child(2) { width: auto; }
}
@media print {
  :root {
    color-scheme: light;
    --page: #ffffff; --surface: #ffffff; --text: #000000; --muted: #4a5261; --line: #cbd1da; --accent: #1f5bd0;
    --good: #14693c; --good-soft: #ffffff; --bad: #b3261e; --bad-soft: #ffffff;
    --managed: #2f6fde; --differs: #e08600; --stranger: #c2352b; --missing: #c2352b; --used: #2f6fde; --excluded: #9aa4b5;
    --free: #b4bcc9; --hatch: #ffffff;
  }
  @page { margin: 14mm; }
  body { padding: 0; max-width: none; font-size: 9.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  section { padding: 0; border: 0; border-radius: 0; margin-top: 1.4rem; }
  .scroll { overflow: visible; }
  .strip { grid-template-columns: repeat(10, 1fr); }
  .figures { grid-template-columns: repeat(3, 1fr); }
  .figures li, figure, tr, .verdict { break-inside: avoid; }
  h2, h3, h3 + p { break-after: avoid; }
  thead { display: table-header-group; }
}
`;
