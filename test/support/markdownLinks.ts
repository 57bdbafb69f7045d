/** The targets of the links and images of a Markdown page, outside of code. */
export function linksIn(page: string): string[] {
  const prose = withoutBlocks(page).replace(/`[^`\n]*`/g, (code) => "x".repeat(code.length));
  return [...prose.matchAll(/\]\(<?([^)>]+)>?\)/g)].map(([, target = ""]) => target);
}

/** The anchors of the headings of a Markdown page, as GitHub makes them. */
export function anchorsOf(page: string): string[] {
  const seen = new Map<string, number>();
  return [...withoutBlocks(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) => {
    const anchor = heading
      .replace(/\]\([^)]*\)/g, "")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{Mn}\p{Pc} -]/gu, "")
      .replaceAll(" ", "-");
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
}

function withoutBlocks(page: string): string {
  return page.replace(/^( *)```[\s\S]*?^\1```$/gm, "");
}
