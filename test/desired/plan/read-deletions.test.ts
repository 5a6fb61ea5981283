/** Proves that the latest deletion of every id is found, however long the log of deletions is. */
import { expect, test } from 'vitest';
import { readDeletions } from '../../../src/desired/plan/read-deletions.js';
import { serviceOf } from '../../support/cli/desired-tenant.js';
import { uuid } from '../../support/domain/changes.js';
import { applyAll, creations, manyObject } from '../../support/graphql/many-changes.js';
import { boot } from '../../support/service/boot.js';

const DELETIONS = 130;

test('each deleted id has its latest deletion, and no other id has one', async () => {
  const booted = await boot();
  const service = await serviceOf(booted);
  await applyAll(booted, creations(3));
  const [often, once, never] = [uuid(0), uuid(1), uuid(2)];
  await applyAll(booted, [{ delete: { id: once } }, { delete: { id: often } }]);
  // More deletions than a page holds come after those of the other object.
  const again = [{ revert: { id: often, toVersion: 1 } }, { delete: { id: often } }];
  await applyAll(booted, Array(DELETIONS).fill(again).flat());
  const others = Array.from({ length: 120 }, (_, number) => uuid(1000 + number));

  const deleted = await readDeletions(service, [often, never, ...others, once]);
  expect([...deleted.keys()].toSorted()).toEqual([often, once]);
  const { id: _id, ...content } = manyObject(0);
  expect(deleted.get(often)).toMatchObject({ id: often, version: 2 + 2 * DELETIONS, content });
  expect(deleted.get(once)).toMatchObject({ id: once, version: 2, content: { displayName: 'Object 0001' } });
  // Both in one question, so that the pages of one have to be gone through for the other.
  expect([...(await readDeletions(service, [once, often])).keys()].toSorted()).toEqual([often, once]);
  expect((await readDeletions(service, [])).size).toBe(0);
});
