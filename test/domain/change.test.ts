/** A recorded change: its position in the log, and the object after it. */
import { describe, expect, test } from 'vitest';
import { changeId, EMPTY_HEAD, record, settingsAfter } from '../../src/domain/change.js';
import { CONTENT, creation, deletion, uuid } from '../support/domain/changes.js';

const ID = uuid(1);

describe('the place of a change in the log', () => {
  test('is the next one, at its own time or that of the change before it, whichever is later', () => {
    expect(record(creation(ID, {}, { at: 50 }), EMPTY_HEAD)).toMatchObject({ position: 1, at: 50, createdAt: 50 });
    const head = { position: 7, at: 100 };
    expect(record(creation(ID, {}, { at: 50 }), head)).toMatchObject({ position: 8, at: 100, createdAt: 100 });
    const later = creation(ID, {}, { at: 101, createdAt: 3 });
    expect(record(later, head)).toMatchObject({ position: 8, at: 101, createdAt: 3 });
  });

  test('is followed by the object as the change left it', () => {
    const created = record(creation(ID, { helpUrl: null }, { at: 50 }), EMPTY_HEAD);
    const settings = { id: ID, ...CONTENT, helpUrl: null, version: 1, createdAt: 50, updatedAt: 50 };
    expect(settingsAfter(created)).toEqual(settings);
    expect(changeId(created)).toBe(`${ID}:1`);
    expect(settingsAfter(record(deletion(settings), created))).toBeNull();
  });
});
