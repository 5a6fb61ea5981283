/** Proves what an export may look like, and which texts are none. */
import { expect, test } from 'vitest';
import { readImport } from '../../src/cli/import-file.js';
import { DataError } from '../../src/domain/errors.js';
import { uuid } from '../support/changes.js';
import { EXAMPLE_BODY } from '../support/rest-client.js';

const object = (number: number) => ({ ...EXAMPLE_BODY, id: uuid(number) });
const page = (...value: readonly object[]) => ({
  '@odata.context': 'https://graph.microsoft.com/beta/$metadata',
  value,
});

const SHAPES: readonly (readonly [what: string, content: unknown])[] = [
  ['a page', page(object(1), object(2))],
  ['several pages', [page(object(1)), page(), page(object(2))]],
  ['objects', [object(1), object(2)]],
  ['pages and objects', [page(object(1)), object(2)]],
  ['lists in lists', [[object(1)], [[object(2)]]]],
];

test('objects are found in every shape of an export, in their order', () => {
  for (const [what, content] of SHAPES) {
    const ids = readImport(JSON.stringify(content)).map((entry) => 'input' in entry && entry.input.id);
    expect(ids, what).toEqual([uuid(1), uuid(2)]);
  }
});

test('an object without an id gets one from its whole name, always the same', () => {
  const { id: _left, ...content } = object(1);
  const idOf = (displayName: string) => {
    const [entry] = readImport(JSON.stringify({ ...content, displayName }));
    return entry !== undefined && 'input' in entry ? entry.input.id : undefined;
  };
  const long = 'x'.repeat(255);
  expect(idOf('Name')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(idOf('Name')).toBe(idOf('Name'));
  expect(new Set([idOf('Name'), idOf('name'), idOf(`${long}1`), idOf(`${long}2`)]).size).toBe(4);
});

const UNUSABLE: readonly (readonly [text: string, told: RegExp])[] = [
  ['', /^The file is not JSON\. /],
  ['{"value": [', /^The file is not JSON\. /],
  ['{} {}', /^The file is not JSON\. /],
  ['[]', /^The file holds no settings\. /],
  ['{"value": []}', /^The file holds no settings\. /],
  ['5', /^The file holds something other than objects\./],
  ['null', /^The file holds something other than objects\./],
  ['["a"]', /^The file holds something other than objects\./],
  ['{"value": [null]}', /^The file holds something other than objects\./],
];

test('a text that is no export is refused with the reason', () => {
  for (const [text, told] of UNUSABLE) {
    expect(() => readImport(text), text).toThrow(DataError);
    expect(() => readImport(text), text).toThrow(told);
  }
});
