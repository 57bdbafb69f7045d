import type { Cell, ReportSection, ReportTable } from "../sections";
import type { Html } from "./markup";
import { html, prose } from "./markup";

/** A section with its tables. */
export function section({ id, title, tables }: ReportSection): Html {
  return html`<section id="${id}">
<h2>${title}</h2>
${tables.map((each) => tablePart(each, tables.length > 1))}</section>
`;
}

function tablePart({ title, about, columns, rows, whenEmpty }: ReportTable, isTitled: boolean): Html {
  const count = html` <span class="count">${rows.length}</span>`;
  const heading = isTitled ? html`<h3>${title}${rows.length === 0 ? "" : count}</h3>\n` : "";
  if (rows.length === 0) {
    return html`${heading}<p class="empty">${prose(whenEmpty)}</p>\n`;
  }
  // Keyboards can scroll what has a tabindex.
  return html`${heading}<p>${prose(about)}</p>
<div class="scroll" role="region" aria-label="${title}" tabindex="0">
<table>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => html`<tr>${row.map(cell)}</tr>\n`)}</tbody>
</table>
</div>
`;
}

function cell(content: Cell): Html {
  return typeof content === "string" ? html`<td>${content}</td>` : html`<td class="words">${prose(content.words)}</td>`;
}
