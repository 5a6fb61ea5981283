/** A row is read as it was written, and every value is checked. */
import { describe, expect, test } from 'vitest';
import { EMPTY_HEAD, type RecordedChange, record, settingsAfter } from '../../../src/domain/change.js';
import { DamagedRow } from '../../../src/store/sql/damaged-row.js';
import { CHANGE, HEAD, type ReadRowKind, SETTINGS, type Value } from '../../../src/store/sql/rows.js';
import { creation, deletion, OTHER_TENANT, TENANT, update, uuid } from '../../support/domain/changes.js';

const created = record(creation(uuid(1)), EMPTY_HEAD);
const settings = settingsAfter(created);
if (settings === null) throw new Error('The object is missing.');
const updated = record(update(settings, { helpUrl: null }), created);
const deleted = record(deletion(settings), updated);

const KEY = 12;
const HASH = '-'.repeat(44);
const head = { position: 7, at: 1000, size: 2 };
const withoutHelp = settingsAfter(updated) ?? settings;

const ROWS: readonly (readonly [title: string, kind: ReadRowKind<unknown>, item: unknown, values: readonly Value[]])[] =
  [
    ['settings', SETTINGS, settings, SETTINGS.write(settings)],
    ['settings without a help URL', SETTINGS, withoutHelp, SETTINGS.write(withoutHelp)],
    ['a creation', CHANGE, created, [...CHANGE.write(created, KEY), HASH]],
    ['an update', CHANGE, updated, [...CHANGE.write(updated, KEY), HASH]],
    ['a deletion', CHANGE, deleted, [...CHANGE.write(deleted, KEY), HASH]],
    ['the head of a log', HEAD, head, HEAD.write(head)],
  ];

describe.each(ROWS)('a row of %s', (_title, kind, item, values) => {
  const written = [TENANT, ...values];
  const row = kind === CHANGE ? selected(written, item as RecordedChange) : written;

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

/** What the database finds: the subject of the actor, no hash, and what the row of the version before has. */
function selected(written: readonly Value[], { actor, before }: RecordedChange): readonly Value[] {
  const row = written.with(written.indexOf(KEY), actor.subject);
  return row.with(-1, before && JSON.stringify(before));
}
