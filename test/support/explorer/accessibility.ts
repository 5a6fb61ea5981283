/** Runs axe, which checks the accessibility of a page. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, NodeResult } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Every violation, one line for each element: rule, selector, HTML. Text in the color of its background is one too. */
export async function findings(page: Page): Promise<string[]> {
  // Evaluated through the browser's debugger: the page's CSP forbids it as a script.
  await page.evaluate(AXE);
  const { violations, incomplete } = await page.evaluate<AxeResults>('axe.run()');
  // axe is not sure about it, because it can be meant to be invisible. Nothing here is.
  const invisible = incomplete.map(({ nodes, ...rule }) => ({ ...rule, nodes: nodes.filter(isInvisible) }));
  return [...violations, ...invisible].flatMap(({ id, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${target.join(' ')} ${html.slice(0, 160)}`),
  );
}

function isInvisible({ any }: NodeResult): boolean {
  return any.some(({ data }) => data?.messageKey === 'equalRatio');
}
