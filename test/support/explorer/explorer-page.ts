/** The explorer as its user sees it. */
/// <reference lib="dom" />
import type { Page } from 'playwright-core';

/** An address that opens a page of the service signed in. */
export function signedIn(url: string, token: string, path = '/'): string {
  return `${url}${path}#token=${token}`;
}

/** Runs what stands in the editor and waits until the answer holds this. */
export async function runOperation(page: Page, answer: string): Promise<void> {
  await page.getByRole('button', { name: /^Execute query/ }).click();
  await responseHolds(page, answer);
}

/** Waits until the answer that is shown holds this, however its lines are broken. */
export async function responseHolds(page: Page, text: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const shown = document.querySelector('.graphiql-response .view-lines')?.textContent ?? '';
      return shown.replace(/\s/g, '').includes(wanted);
    },
    text.replace(/\s/g, ''),
  );
}

export async function openTab(page: Page, title: string): Promise<void> {
  await page.getByRole('list').getByRole('button', { name: title, exact: true }).click();
}

/** Waits until the editor can be used. */
export async function editorIsReady(page: Page): Promise<void> {
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
}
