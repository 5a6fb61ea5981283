/** Reads code blocks, tables, links and anchors out of Markdown pages, and compares tables. */

/** The code blocks of one language, in order. */
export function codeBlocks(page: string, language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, text]) => text ?? '',
  );
}

/** The rows of the table under a header row, cells trimmed. */
export function tableRows(page: string, header: string): string[][] {
  const lines = page.slice(page.indexOf(header)).split('\n').slice(2);
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(0, end).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** The rows that a table lacks (`missing`) and those it has but should not (`not so`), as Markdown. */
export function differences(found: readonly string[][], wanted: readonly string[][]): string[] {
  const [have, want] = [found, wanted].map((rows) => rows.map((cells) => `| ${cells.join(' | ')} |`));
  return [
    ...(want ?? []).filter((row) => !have?.includes(row)).map((row) => `missing: ${row}`),
    ...(have ?? []).filter((row) => !want?.includes(row)).map((row) => `not so: ${row}`),
  ];
}

/** The targets of links and pictures within the repository, relative to the page, such as `../limits.md#cost`. */
export function linksOf(page: string): string[] {
  const text = withoutCode(page);
  const linked = [
    ...text.matchAll(/\]\((?!https?:)([^)]+)\)/g),
    ...text.matchAll(/ src(?:set)?="(?!https?:)([^"]+)"/g),
  ];
  return linked.map(([, target]) => target ?? '');
}

/** The anchors of a page's headings, as GitHub makes them. Expects no two headings with the same text. */
export function anchorsOf(page: string): string[] {
  return [...withoutCode(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function withoutCode(page: string): string {
  return page.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, (code) => code.replace(/[\]()]/g, ''));
}
