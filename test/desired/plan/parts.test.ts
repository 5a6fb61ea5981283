/** Proves how changes are divided into transactions, and that the service takes the largest. */
import { expect, test } from 'vitest';
import { splitIntoParts } from '../../../src/desired/plan/parts.js';
import type { PlanStep } from '../../../src/desired/plan/plan-steps.js';
import { send } from '../../../src/desired/plan/send-changes.js';
import { serviceOf } from '../../support/cli/desired-tenant.js';
import { CONTENT, uuid } from '../../support/domain/changes.js';
import { boot } from '../../support/service/boot.js';

const object = (number: number) => {
  const at = '2026-11-22T09:30:00.000Z';
  return { ...CONTENT, id: uuid(number), version: number + 1, createdAt: at, updatedAt: at };
};
const creation = (number: number, content = CONTENT): PlanStep => {
  return { kind: 'create', path: [number], id: uuid(number), isNamed: false, content };
};
const deletion = (number: number): PlanStep => ({ kind: 'delete', path: null, current: object(number) });
const replacement = (number: number): PlanStep => {
  return {
    kind: 'replace',
    path: [number],
    current: object(number),
    id: uuid(1000 + number),
    isNamed: true,
    content: CONTENT,
  };
};
const update = (number: number): PlanStep => {
  return { kind: 'update', path: [number], current: object(number), content: { ...CONTENT, helpUrl: null } };
};
/** A restore; with other content than the object had, also an update of what it brings back. */
const restore = (number: number, content = CONTENT): PlanStep => {
  const deleted = { id: uuid(number), version: 7, at: '2026-11-22T09:30:00.000Z', content: CONTENT };
  return { kind: 'restore', path: [number], id: uuid(number), deleted, content };
};
const otherwise = (number: number) => restore(number, { ...CONTENT, helpUrl: null });
const many = (count: number, step: (number: number) => PlanStep) =>
  Array.from({ length: count }, (_, number) => step(number));

test('deletions come first, restores before updates and creations last, each with the version that was read', () => {
  const steps = [creation(1), replacement(2), update(3), deletion(4), otherwise(5), restore(6)];
  const [part = [], ...others] = splitIntoParts(steps);
  expect(others).toEqual([]);
  expect(part.map(({ change }) => change)).toEqual([
    { delete: { id: uuid(4), expectedVersion: 5 } },
    { delete: { id: uuid(2), expectedVersion: 3 } },
    { revert: { id: uuid(5), toVersion: 6, expectedVersion: 7 } },
    { revert: { id: uuid(6), toVersion: 6, expectedVersion: 7 } },
    { update: { id: uuid(3), expectedVersion: 4, helpUrl: null } },
    { update: { id: uuid(5), expectedVersion: 8, helpUrl: null } },
    { create: { ...CONTENT, id: uuid(1002) } },
    { create: { ...CONTENT, id: uuid(1) } },
  ]);
});

const SIZES: readonly (readonly [what: string, steps: readonly PlanStep[], sizes: readonly number[]])[] = [
  ['nothing', [], []],
  ['a hundred changes', many(100, creation), [100]],
  ['a hundred and one', many(101, creation), [100, 1]],
  ['fifty replacements', many(50, replacement), [100]],
  ['restores with other content across a border, which stay whole', [update(99), ...many(50, otherwise)], [99, 2]],
  ['replacements across a border, which stay whole', [deletion(99), ...many(50, replacement)], [99, 2]],
];

test.each(SIZES)('%s makes parts of the right sizes', (_what, steps, sizes) => {
  expect(splitIntoParts(steps).map(({ length }) => length)).toEqual(sizes);
});

test('the service takes parts of the longest content there is', async () => {
  const service = await serviceOf(await boot());
  const start = 'https://example.com/';
  const longest = (number: number) =>
    creation(number, {
      ...CONTENT,
      displayName: '\u{1f600}'.repeat(256),
      helpUrl: start + 'x'.repeat(2048 - start.length),
      notificationType: 'COMPANY_PORTAL_AND_EMAIL',
    });
  const parts = splitIntoParts(many(100, longest));
  expect(parts.length).toBeGreaterThan(1);
  for (const part of parts) expect(await send(service, part, { dryRun: false })).toEqual([]);
});
