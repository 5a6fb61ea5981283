/** A row is read as it was written, and every value is checked. */
import { describe, expect, test } from 'vitest';
import { EMPTY_HEAD, type RecordedChange, record, settingsAfter } from '../../../src/domain/change.js';
import { DamagedRow } from '../../../src/store/sql/damaged-row.js';
import { CHANGE, HEAD, type RowKind, SETTINGS } from '../../../src/store/sql/rows.js';
import { creation, deletion, OTHER_TENANT, TENANT, update, uuid } from '../../support/domain/changes.js';

const created = record(creation(uuid(1)), EMPTY_HEAD);
const settings = settingsAfter(created);
if (settings === null) throw new Error('The object is missing.');
const updated = record(update(settings, { helpUrl: null }), created);
const deleted = record(deletion(settings), updated);

const ROWS: readonly (readonly [title: string, kind: RowKind<unknown>, item: unknown])[] = [
  ['settings', SETTINGS, settings],
  ['settings without a help URL', SETTINGS, settingsAfter(updated)],
  ['a creation', CHANGE, created],
  ['an update', CHANGE, updated],
  ['a deletion', CHANGE, deleted],
  ['the head of a log', HEAD, { position: 7, at: 1000, size: 2 }],
];

describe.each(ROWS)('a row of %s', (_title, kind, item) => {
  const written = [TENANT, ...kind.write(item)];
  const row = kind === CHANGE ? [...written, beforeOf(item as RecordedChange)] : written;

  test('has a value for each column and is read as it was written', () => {
    expect(written).toHaveLength(kind.columns.length);
    expect(row).toHaveLength(kind.selection.length);
    expect(kind.read(TENANT, row)).toEqual(item);
  });

  test('is damaged where any of its values is one that no release writes', () => {
    for (const index of row.keys()) {
      for (const value of [undefined, Buffer.from('text'), 0.5, 2 ** 53, true]) {
        expect(() => kind.read(TENANT, row.with(index, value as never))).toThrow(DamagedRow);
      }
    }
  });

  test('is damaged if its tenant is not the tenant of the query', () => {
    expect(() => kind.read(OTHER_TENANT, row)).toThrow(DamagedRow);
  });
});

/** What the database finds in the row of the version before a change. */
function beforeOf({ before }: RecordedChange): string | null {
  return before && JSON.stringify(before);
}
