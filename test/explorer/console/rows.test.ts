/** The long list: it loads what is shown and no more, and after a change what is shown again. */
import { expect, test } from 'vitest';
import { type Page, Rows } from '../../../src/explorer/page/console/settings/rows.js';

/** A list of numbers in pages of ten, and the cursors with which it was asked. */
function numbers(total: number) {
  const asked: (string | null)[] = [];
  const world = { total, isDown: false };
  const load = async (after: string | null): Promise<Page<number> | null> => {
    if (world.isDown) return null;
    asked.push(after);
    const start = Number(after ?? -1) + 1;
    const rows = Array.from({ length: Math.min(10, world.total - start) }, (_, index) => start + index);
    return { rows, end: String(rows.at(-1) ?? after), hasNext: start + 10 < world.total, total: world.total };
  };
  return { world, asked, rows: new Rows(load, () => {}) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

test('only the pages up to the window are loaded', async () => {
  const { rows, asked } = numbers(100);
  expect(rows.total).toBeNull();
  rows.show(0, 15);
  await settled();
  expect(asked).toEqual([null, '9']);
  expect([rows.total, rows.at(14), rows.at(19), rows.at(20)]).toEqual([100, 14, 19, null]);
});

test('after a change only the pages in the window are loaded again', async () => {
  const { rows, asked } = numbers(100);
  rows.show(0, 35);
  await settled();
  rows.show(21, 28);
  asked.length = 0;
  rows.refresh();
  await settled();
  expect(asked).toEqual(['19']);
  rows.show(0, 5);
  await settled();
  expect(asked).toEqual(['19', null]);
});

test('a page that fails is loaded when it is needed again', async () => {
  const { rows, world } = numbers(30);
  world.isDown = true;
  rows.show(0, 5);
  await settled();
  expect(rows.total).toBeNull();
  world.isDown = false;
  rows.refresh();
  await settled();
  expect(rows.at(3)).toBe(3);
});

test('a list that has become empty says so', async () => {
  const { rows, world } = numbers(3);
  rows.show(0, 5);
  await settled();
  world.total = 0;
  rows.refresh();
  await settled();
  expect([rows.total, rows.at(0)]).toEqual([0, null]);
});
