/// <reference lib="dom" />
/** Ten thousand settings in a real browser, also with Intune: nothing blocks the page, which holds only what it shows. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { CONNECTED_TENANT, connectedService } from '../../support/connector/connected-service.js';
import { uuid } from '../../support/domain/changes.js';
import { visit } from '../../support/explorer/browser.js';
import { signedIn } from '../../support/explorer/explorer-page.js';
import { measuring } from '../../support/explorer/long-tasks.js';
import { applyAll, creations, updates } from '../../support/graphql/many-changes.js';
import { type Booted, boot } from '../../support/service/boot.js';

const COUNT = 10_000;
const PARTS = 20;
const PATIENCE_MS = 600_000;
const VIEWPORT = { width: 1280, height: 1000 };
const ROW_PX = 52;
// In each list of decisions.
const DECISIONS = 300;

const table = (page: Page) => page.getByRole('region', { name: 'Table of settings' });

/** Scrolls from one row to another, so many rows with each frame. */
function scroll(page: Page, from: number, to: number, rows: number): Promise<void> {
  const [top, end, step] = [from * ROW_PX, to * ROW_PX, rows * ROW_PX];
  return table(page).evaluate(
    async (list, way) => {
      for (let at = way.top; at <= way.end; at += way.step) {
        list.scrollTop = at;
        await new Promise(requestAnimationFrame);
      }
    },
    { top, end, step },
  );
}

async function press(page: Page, key: string, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) await page.keyboard.press(key);
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

async function pressAndReach(page: Page, key: string, times: number, name: string): Promise<void> {
  await press(page, key, times);
  await expect.poll(() => focused(page)).toBe(name);
}

test(
  'the list of 10,000 settings scrolls without a task over 100 ms, with only its window in the page',
  async () => {
    const service = await boot();
    await applyAll(service, creations(COUNT));
    const look = async (page: Page) => {
      const { measure, tooLong } = await measuring(page);
      await measure('loaded', async () => {
        await page.goto('about:blank');
        await page.goto(signedIn(service.url, await service.token(), '/overview'));
        await page.getByRole('link', { name: 'Object 0000' }).waitFor();
      });
      const end = page.getByRole('link', { name: 'Object 9999' });
      for (const [way, rows] of Object.entries({ 'fast, before its rows are loaded': 100, fast: 100, slowly: 15 })) {
        for (let part = 0; part < PARTS; part += 1) {
          const from = (part * COUNT) / PARTS;
          await measure(way, () => scroll(page, from, from + COUNT / PARTS, rows));
        }
        await end.waitFor();
      }
      await table(page).focus();
      await pressAndReach(page, 'Home', 1, 'Object 0000');
      await measure('down by keyboard', () => press(page, 'ArrowDown', 60));
      for (let part = 0; part < PARTS; part += 1) await measure('by pages', () => press(page, 'PageDown', 40));
      await pressAndReach(page, 'PageDown', 1, 'Object 9999');
      await measure('to its start', () => pressAndReach(page, 'Home', 1, 'Object 0000'));
      await measure('to its end', () => pressAndReach(page, 'End', 1, 'Object 9999'));
      let threshold = 40;
      await measure('while it changes', async () => {
        threshold += 1;
        for (let last = 1; last <= 10; last += 1) {
          await applyAll(service, updates([COUNT - last], { renewalThresholdPercentage: threshold }));
        }
        const row = page.getByRole('row').filter({ hasText: 'Object 9990' });
        await row.getByRole('cell', { name: `${threshold} %` }).waitFor();
      });
      expect(tooLong).toEqual([]);
    };
    await visit(service.url, look, { viewport: VIEWPORT });
  },
  PATIENCE_MS,
);

const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index);

/** Reads Intune, and waits until so many objects are in a state. The service, in this process, reads only then. */
async function countIs({ graphql }: Booted, state: 'drifted' | 'conflicts', count: number): Promise<void> {
  await graphql('mutation { syncWithGraph(input: { confirmDeletions: false }) { userErrors { message } } }');
  const counted = async () => {
    const { data } = await graphql<{ readonly graphConnection: Readonly<Record<string, number>> }>(
      `{ graphConnection { ${state} } }`,
    );
    return data?.graphConnection[state];
  };
  await expect.poll(counted, { interval: 500 }).toBe(count);
}

/** Requests of the page by the name of their operation, since the last call. */
function countRequests(page: Page): () => Readonly<Record<string, number>> {
  let counts: Record<string, number> = {};
  page.on('request', (request) => {
    const name = /(?:query|mutation) (\w+)/.exec(request.postData() ?? '')?.[1];
    if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1;
  });
  return () => {
    const counted = counts;
    counts = {};
    return counted;
  };
}

test(
  'with 10,000 statuses and hundreds of decisions in Intune, no view blocks the page or asks for each object',
  async () => {
    const world = await connectedService({ GRAPH_INTERVAL: '3600', GRAPH_MAX_DELETIONS: String(COUNT) });
    const { service, graph } = world;
    const graphToken = await graph.token(CONNECTED_TENANT);
    await applyAll(graph, creations(COUNT), graphToken);
    await applyAll(service, creations(COUNT));
    await world.adopt();
    await applyAll(graph, updates(numbers(2 * DECISIONS), { renewalThresholdPercentage: 33 }), graphToken);
    await countIs(service, 'drifted', 2 * DECISIONS);
    // What was changed there and deleted here is in conflict.
    await applyAll(
      service,
      numbers(DECISIONS).map((number) => ({ delete: { id: uuid(number) } })),
    );
    await countIs(service, 'conflicts', DECISIONS);
    const look = async (page: Page) => {
      const { measure, tooLong } = await measuring(page);
      const requests = countRequests(page);
      const openView = async (name: string) => {
        await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name }).click();
      };
      await page.goto(signedIn(service.url, await service.token(), '/overview'));
      const state = (name: string, word: string) =>
        page.getByRole('row').filter({ hasText: name }).getByText(word).waitFor();
      await state(`Object 0${DECISIONS}`, 'drifted');
      for (let part = 0; part < PARTS; part += 1) {
        const from = (part * (COUNT - DECISIONS)) / PARTS;
        await measure('the list', () => scroll(page, from, from + (COUNT - DECISIONS) / PARTS, 15));
      }
      await state('Object 9999', 'in sync');
      requests();
      await measure('the view of Intune', async () => {
        await openView('Settings');
        await openView('Intune');
        for (const label of ['Changes that do not reach Intune', 'Differences']) {
          const items = page.getByRole('list', { name: label }).getByRole('listitem');
          await items.first().waitFor();
          expect(await items.count()).toBe(20);
        }
      });
      await measure('the insights', async () => {
        await openView('Insights');
        await page.getByRole('link', { name: /^9,700: .*, All$/ }).waitFor();
      });
      // The connection and the differences are loaded every few seconds, whatever the number of objects.
      const all = Object.values(requests()).reduce((sum, count) => sum + count, 0);
      expect(all).toBeLessThan(100);
      let threshold = 40;
      await measure('while hundreds change in Intune', async () => {
        threshold += 1;
        const changes = updates(numbers(DECISIONS, 5_000), { renewalThresholdPercentage: threshold });
        await applyAll(graph, changes, graphToken);
        await countIs(service, 'drifted', 2 * DECISIONS);
      });
      expect(tooLong).toEqual([]);
    };
    await visit(service.url, look, { viewport: VIEWPORT });
  },
  PATIENCE_MS,
);
