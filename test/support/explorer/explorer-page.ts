/** Actions of a user on the explorer's page. */
/// <reference lib="dom" />
import type { Page } from 'playwright-core';

/** The URL that opens a page of the service signed in. */
export function signedIn(url: string, token: string, path = '/'): string {
  return `${url}${path}#token=${token}`;
}

/** Runs the operation in the editor and waits until the response contains a text. */
export async function runOperation(page: Page, answer: string): Promise<void> {
  await page.getByRole('button', { name: /^Execute query/ }).click();
  await responseHolds(page, answer);
}

/** Waits until the response that is shown contains a text, ignoring white space. */
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
