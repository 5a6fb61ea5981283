/** Several changes made together, over a real database: each upon what those before it leave, all of them or none. */
import { describe, expect, test } from 'vitest';
import type { Issuer } from '../../src/domain/derived-credential-settings.js';
import type { ChangeRequest } from '../../src/domain/draft.js';
import type { CreateInput } from '../../src/domain/plans.js';
import type { BatchOutcome, SettingsService } from '../../src/domain/settings-service.js';
import { uuid } from '../support/domain/changes.js';
import { CALL, openService, type ServiceOptions } from '../support/domain/open-service.js';
import { scratchFolder } from '../support/files/scratch.js';

const [A, B, C] = [uuid(101), uuid(102), uuid(103)];
const INPUT = {
  displayName: 'Name',
  helpUrl: 'https://example.com/',
  issuer: 'PUREBRED',
  notificationType: 'NONE',
  renewalThresholdPercentage: 20,
} as const;
const SINGLE = { singleIssuer: true };

const create = (id: string | null, given: Partial<CreateInput> = {}) => ({ create: { ...INPUT, id, ...given } });
const update = (id: string, displayName: string, expectedVersion?: number) => ({
  update: { id, displayName, expectedVersion },
});
const remove = (id: string, expectedVersion?: number) => ({ delete: { id, expectedVersion } });
const revert = (id: string, toVersion: number) => ({ revert: { id, toVersion } });
const spelled = ({ id, displayName, version }: { id: string; displayName: string; version: number }) =>
  `${id} ${displayName} ${version}`;

function opened(options: ServiceOptions = {}): Promise<SettingsService> {
  return openService(scratchFolder(), options);
}

async function logOf(service: SettingsService): Promise<string[]> {
  const page = { size: 100, from: 'start', after: null, before: null } as const;
  const { items } = await service.listChanges(CALL, { filter: {}, page });
  expect(items.map(({ position }) => position)).toEqual(items.map((_, index) => index + 1));
  return items.map(({ kind, settingsId, version }) => `${kind} ${settingsId}:${version}`);
}

/** The faults of a batch that was refused, as `index.field CODE`. */
function faultsOf(outcome: BatchOutcome): string[] {
  return outcome.ok ? [] : outcome.faults.map(({ index, field, code }) => `${index}.${field} ${code}`);
}

function resultsOf(outcome: BatchOutcome) {
  if (!outcome.ok) throw new Error(`It was refused: ${JSON.stringify(outcome.faults)}`);
  return outcome.results;
}

describe('changes made together', () => {
  test('see what those before them leave: an object is created, updated and deleted at once', async () => {
    const service = await opened();
    const results = resultsOf(
      await service.apply(CALL, [create(A), update(A, 'Second', 1), update(A, 'Second', 2), remove(A, 2)]),
    );
    expect(results.map(({ settings }) => spelled(settings))).toEqual([
      `${A} Name 1`,
      `${A} Second 2`,
      `${A} Second 2`,
      `${A} Second 2`,
    ]);
    expect(results.map(({ change }) => change && `${change.position} ${change.kind}`)).toEqual([
      '1 CREATED',
      '2 UPDATED',
      null,
      '3 DELETED',
    ]);
    expect(await logOf(service)).toEqual([`CREATED ${A}:1`, `UPDATED ${A}:2`, `DELETED ${A}:3`]);
    expect(await service.find(CALL, A)).toBeNull();
  });

  test('stand in the log in their order, at one time, under one request', async () => {
    const service = await opened();
    await service.apply(CALL, [create(C), create(A), update(C, 'Second'), create(B), remove(A)]);
    expect(await logOf(service)).toEqual([
      ...[`CREATED ${C}:1`, `CREATED ${A}:1`, `UPDATED ${C}:2`, `CREATED ${B}:1`, `DELETED ${A}:2`],
    ]);
    const page = { size: 100, from: 'start', after: null, before: null } as const;
    const { items } = await service.listChanges(CALL, { filter: {}, page });
    expect(new Set(items.map(({ at, requestId }) => `${at} ${requestId}`)).size).toBe(1);
  });

  test('may be retried: creations that were made already are left as they are', async () => {
    const service = await opened();
    const batch = [create(A), create(B)];
    const first = resultsOf(await service.apply(CALL, batch));
    const again = resultsOf(await service.apply(CALL, batch));
    expect(again).toEqual(first.map(({ settings }) => ({ settings, change: null })));
    expect(await logOf(service)).toHaveLength(2);
    expect(faultsOf(await service.apply(CALL, [create(C), create(A, { displayName: 'Other' })]))).toEqual([
      '1.id ALREADY_EXISTS',
    ]);
    expect(await service.find(CALL, C)).toBeNull();
  });

  test('may hold one creation twice, which is made once', async () => {
    const service = await opened();
    const results = resultsOf(
      await service.apply(CALL, [create(A), create(A.toUpperCase()), update(A, 'New'), create(A)]),
    );
    expect(results.map(({ change }) => change?.version ?? null)).toEqual([1, null, 2, null]);
    expect(results.map(({ settings }) => settings.displayName)).toEqual(['Name', 'Name', 'New', 'New']);
    expect(await logOf(service)).toHaveLength(2);
  });

  test('that come to nothing record nothing', async () => {
    const service = await opened();
    expect(resultsOf(await service.apply(CALL, []))).toEqual([]);
    await service.apply(CALL, [create(A)]);
    const results = resultsOf(await service.apply(CALL, [update(A, 'Name'), create(A)]));
    expect(results.map(({ change }) => change)).toEqual([null, null]);
    expect(await logOf(service)).toHaveLength(1);
  });

  test('take new ids for objects that name none', async () => {
    const service = await opened({ firstId: 7 });
    const results = resultsOf(await service.apply(CALL, [create(null), create(null), update(uuid(7), 'Known')]));
    expect(results.map(({ settings }) => spelled(settings))).toEqual([
      `${uuid(7)} Name 1`,
      `${uuid(8)} Name 1`,
      `${uuid(7)} Known 2`,
    ]);
  });

  test('restore versions, also those of changes before them and of objects that they delete', async () => {
    const service = await opened();
    const requests = [create(A), update(A, 'Second'), revert(A, 1), remove(A), revert(A, 2), update(A, 'Sixth', 5)];
    const results = resultsOf(await service.apply(CALL, requests));
    expect(results.map(({ settings }) => settings.displayName)).toEqual([
      ...['Name', 'Second', 'Name', 'Name', 'Second', 'Sixth'],
    ]);
    expect((await logOf(service)).slice(3)).toEqual([`DELETED ${A}:4`, `CREATED ${A}:5`, `UPDATED ${A}:6`]);
  });
});

describe('one fault among them', () => {
  const bad: readonly (readonly [title: string, requests: readonly ChangeRequest[], faults: readonly string[]])[] = [
    ['a broken rule', [create(A), create(B, { displayName: '' }), create(C)], ['1.displayName BLANK']],
    [
      'faults in several, all of which are told in their order',
      [create(A, { displayName: '', helpUrl: 'x' }), create(B), update(B, ''), remove(C), update('none', 'x')],
      ['0.displayName BLANK', '0.helpUrl MALFORMED', '2.displayName BLANK', '3.id NOT_FOUND', '4.id MALFORMED'],
    ],
    ['an update of what was deleted before it', [create(A), remove(A), update(A, 'x')], ['2.id NOT_FOUND']],
    ['a deletion of what was deleted before it', [create(A), remove(A), remove(A)], ['2.id NOT_FOUND']],
    ['a creation of what was deleted before it', [create(A), remove(A), create(A)], ['2.id ALREADY_EXISTS']],
    ['an update before the creation', [update(A, 'x'), create(A)], ['0.id NOT_FOUND']],
    [
      'a version that those before it have passed',
      [create(A), update(A, 'x', 1), update(A, 'y', 1)],
      ['2.expectedVersion VERSION_CONFLICT'],
    ],
    [
      'a dry run of one alone',
      [create(A), { create: { ...INPUT, id: B, dryRun: true } }, { delete: { id: A, dryRun: true } }],
      ['1.dryRun NOT_ALLOWED', '2.dryRun NOT_ALLOWED'],
    ],
    [
      'a dry run of one alone beside a broken rule',
      [create(A, { displayName: '' }), { create: { ...INPUT, id: B, dryRun: true } }],
      ['1.dryRun NOT_ALLOWED', '0.displayName BLANK'],
    ],
    ['a version that is not there', [create(A), revert(A, 2)], ['1.toVersion NOT_FOUND']],
  ];
  test.each(bad)('refuses all: %s', async (_, requests, faults) => {
    const service = await opened();
    for (const dryRun of [true, false]) {
      expect(faultsOf(await service.apply(CALL, requests, { dryRun }))).toEqual(faults);
    }
    expect(await logOf(service)).toEqual([]);
    expect(await service.count(CALL, { op: 'and', filters: [] })).toBe(0);
  });

  test('refuses all if only the last of a hundred causes it', async () => {
    const service = await opened();
    const requests = Array.from({ length: 99 }, (_, index) => create(uuid(200 + index)));
    expect(faultsOf(await service.apply(CALL, [...requests, update(C, 'x')]))).toEqual(['99.id NOT_FOUND']);
    expect(await logOf(service)).toEqual([]);
    expect(resultsOf(await service.apply(CALL, [...requests, create(C)]))).toHaveLength(100);
    expect(await logOf(service)).toHaveLength(100);
  });

  test('is that there are more than a hundred', async () => {
    const service = await opened();
    const requests = Array.from({ length: 101 }, (_, index) => create(uuid(200 + index)));
    for (const dryRun of [true, false]) {
      await expect(service.apply(CALL, requests, { dryRun })).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    }
    expect(await logOf(service)).toEqual([]);
  });

  test('is not reported to a caller who may not write', async () => {
    const service = await opened();
    const reader = { ...CALL, caller: { ...CALL.caller, permissions: ['DeviceManagementServiceConfig.Read.All'] } };
    const many = Array.from({ length: 101 }, () => create(null));
    for (const requests of [[], [create(A)], [create(A, { displayName: '' })], many]) {
      for (const dryRun of [true, false]) {
        await expect(service.apply(reader, requests, { dryRun })).rejects.toMatchObject({ code: 'FORBIDDEN' });
      }
    }
  });

  test('is gone after it is corrected', async () => {
    const service = await opened();
    expect(faultsOf(await service.apply(CALL, [update(A, 'x')]))).toEqual(['0.id NOT_FOUND']);
    resultsOf(await service.apply(CALL, [create(A), update(A, 'x')]));
  });
});

describe('where the tenant is kept to one issuer', () => {
  const of = (issuer: Issuer, id: string) => create(id, { issuer });

  test('the last object of one issuer is deleted and one of another created, at once', async () => {
    const service = await opened(SINGLE);
    await service.apply(CALL, [of('PUREBRED', A), of('PUREBRED', B)]);
    const results = resultsOf(await service.apply(CALL, [remove(A), remove(B), of('X_TEC', C)]));
    expect(results[2]?.settings.issuer).toBe('X_TEC');
    expect(await logOf(service)).toHaveLength(5);
  });

  const conflicts: readonly (readonly [title: string, requests: readonly ChangeRequest[], faults: string[]])[] = [
    ['one of the old issuer is left', [remove(A), of('X_TEC', C)], ['1.issuer ISSUER_CONFLICT']],
    ['the old ones go afterwards', [of('X_TEC', C), remove(A), remove(B)], ['0.issuer ISSUER_CONFLICT']],
    [
      'the new ones have two issuers',
      [remove(A), remove(B), of('X_TEC', C), of('INTERCEDE', uuid(104))],
      ['3.issuer ISSUER_CONFLICT'],
    ],
    [
      'an old one is brought back beside a new one',
      [remove(A), remove(B), of('X_TEC', C), revert(A, 1)],
      ['3.toVersion ISSUER_CONFLICT'],
    ],
  ];
  test.each(conflicts)('it is refused where %s', async (_, requests, faults) => {
    const service = await opened(SINGLE);
    await service.apply(CALL, [of('PUREBRED', A), of('PUREBRED', B)]);
    expect(faultsOf(await service.apply(CALL, requests))).toEqual(faults);
    expect(await logOf(service)).toHaveLength(2);
  });

  test('one that was updated before still counts, and one that went is forgotten', async () => {
    const service = await opened(SINGLE);
    await service.apply(CALL, [of('PUREBRED', A)]);
    expect(faultsOf(await service.apply(CALL, [update(A, 'New'), of('X_TEC', B)]))).toEqual([
      '1.issuer ISSUER_CONFLICT',
    ]);
    resultsOf(await service.apply(CALL, [update(A, 'New'), remove(A), of('X_TEC', B), remove(B), of('INTERCEDE', C)]));
    expect(await service.find(CALL, C)).toMatchObject({ issuer: 'INTERCEDE' });
  });
});

describe('a dry run', () => {
  test('foresees exactly what then is recorded', async () => {
    const service = await opened({ clock: () => 1000 });
    await service.apply(CALL, [create(A), create(B)]);
    const requests = [
      update(A, 'Second'),
      remove(B),
      create(C),
      update(C, 'New'),
      create(A),
      revert(B, 1),
      update(B, 'Name'),
    ];
    const foreseen = resultsOf(await service.apply(CALL, requests, { dryRun: true }));
    expect(await logOf(service)).toHaveLength(2);
    const made = resultsOf(await service.apply(CALL, requests));
    expect(foreseen).toEqual(made);
    expect(made.map(({ change }) => change?.position ?? null)).toEqual([3, 4, 5, 6, null, 7, null]);
  });
});
