/** Proves what the history tells: every change with what it changed, searched by object, kind, actor and time. */
import { describe, expect, test } from 'vitest';
import type { ChangesFilter } from '../../src/domain/query.js';
import { uuid } from '../support/changes.js';
import { matchesChange } from '../support/history-oracle.js';
import { LIVED } from '../support/lived-log.js';
import { changeInGraphql, livedService, timeOf } from '../support/lived-service.js';
import { send } from '../support/send.js';
import { EXAMPLE, type Input, settingsClient } from '../support/settings-client.js';
import { CHANGES_LIST, pagesBackward, pagesForward, settingsLists } from '../support/settings-lists.js';

const [FIRST = '', SECOND = '', THIRD = ''] = LIVED;
const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const at = (from: number, upTo: number) => ({ from, upTo });
const [LAST, ALL] = [8.64e15, at(-8.64e15, 8.64e15)];

type Search = readonly [title: string, filter: Input | null, meaning: ChangesFilter];
const SEARCHES: readonly Search[] = [
  ['nothing in particular', {}, {}],
  ['null', null, {}],
  ['an object', { settingsId: { eq: THIRD } }, { settingsIds: [THIRD] }],
  ['an object in capitals', { settingsId: { eq: THIRD.toUpperCase() } }, { settingsIds: [THIRD] }],
  ['several objects', { settingsId: { in: [THIRD, FIRST.toUpperCase()] } }, { settingsIds: [FIRST, THIRD] }],
  ['no object', { settingsId: { in: [] } }, { settingsIds: [] }],
  ['an object that is none', { settingsId: { eq: 'none' } }, { settingsIds: [] }],
  ['an object of a list', { settingsId: { eq: THIRD, in: [FIRST, THIRD] } }, { settingsIds: [THIRD] }],
  ['an object of a list without it', { settingsId: { eq: THIRD, in: [FIRST] } }, { settingsIds: [] }],
  ['no condition on an object', { settingsId: {} }, {}],
  ['a kind', { kind: { eq: 'DELETED' } }, { kinds: ['DELETED'] }],
  ['several kinds', { kind: { in: ['CREATED', 'DELETED'] } }, { kinds: ['CREATED', 'DELETED'] }],
  ['no kind', { kind: { in: [] } }, { kinds: [] }],
  ['an actor', { actor: { eq: 'bob' } }, { subjects: ['bob'] }],
  ['an actor in capitals', { actor: { eq: 'BOB' } }, { subjects: ['BOB'] }],
  ['several actors', { actor: { in: ['alice', 'carol'] } }, { subjects: ['alice', 'carol'] }],
  ['after a moment', { at: { gt: timeOf(2500) } }, at(2501, LAST)],
  ['from a moment on', { at: { gte: timeOf(2500) } }, at(2500, LAST)],
  ['before a moment', { at: { lt: timeOf(2000) } }, at(-LAST, 1999)],
  ['up to a moment', { at: { lte: timeOf(2000) } }, at(-LAST, 2000)],
  ['at a moment', { at: { eq: timeOf(3500) } }, at(3500, 3500)],
  ['at a moment of another zone', { at: { eq: '1970-01-01T02:00:03.500+02:00' } }, at(3500, 3500)],
  ['between moments', { at: { gt: timeOf(1000), lte: timeOf(3000) } }, at(1001, 3000)],
  [
    'the closest of several limits',
    { at: { gt: timeOf(999), gte: timeOf(2000), lt: timeOf(3500), eq: timeOf(3000) } },
    at(3000, 3000),
  ],
  ['limits that leave nothing', { at: { gt: timeOf(3000), lt: timeOf(3000) } }, at(3001, 2999)],
  ['no condition on the time', { at: {} }, ALL],
  ['the first of all times', { at: { gte: '0000-01-01T00:00:00.000Z' } }, ALL],
  ['the last of all times', { at: { gt: '9999-12-31T23:59:59.999Z' } }, at(LAST, LAST)],
  [
    'everything together',
    {
      settingsId: { in: [FIRST, SECOND, THIRD] },
      kind: { in: ['CREATED', 'DELETED'] },
      actor: { eq: 'bob' },
      at: { gte: timeOf(1200) },
    },
    { settingsIds: [FIRST, SECOND, THIRD], kinds: ['CREATED', 'DELETED'], subjects: ['bob'], from: 1200 },
  ],
];

test('A search of the history finds what it asks for, counts it, and pages through it from either end', async () => {
  const { service, token, log } = await livedService();
  const { changes } = settingsLists(service, token);
  let found = 0;
  for (const [title, filter, meaning] of SEARCHES) {
    const wanted = log.filter((change) => matchesChange(meaning, change)).map(changeInGraphql);
    const [forward, backward] = [
      await pagesForward(changes, 4, { filter }),
      await pagesBackward(changes, 4, { filter }),
    ];
    for (const pages of [forward, backward]) {
      expect(
        pages.flatMap(({ nodes }) => nodes),
        title,
      ).toEqual(wanted);
      for (const { totalCount } of pages) expect(totalCount, title).toBe(wanted.length);
    }
    found += wanted.length;
  }
  expect(found).toBeGreaterThan(100);
});

const MISTAKES: readonly (readonly [title: string, filter: Input, code: string, message: string | RegExp])[] = [
  [
    'a null for the object',
    { settingsId: null },
    'BAD_USER_INPUT',
    'filter.settingsId is null. Leave it out, or give a value.',
  ],
  [
    'a null for the kind',
    { kind: { eq: null } },
    'BAD_USER_INPUT',
    'filter.kind.eq is null. Leave it out, or give a value.',
  ],
  [
    'a null for a list',
    { actor: { in: null } },
    'BAD_USER_INPUT',
    'filter.actor.in is null. Leave it out, or give a value.',
  ],
  ['a null in a list', { actor: { in: [null] } }, 'BAD_USER_INPUT', /Expected non-nullable type/],
  ['a null for the time', { at: null }, 'BAD_USER_INPUT', 'filter.at is null. Leave it out, or give a value.'],
  [
    'a null for a limit',
    { at: { lt: null } },
    'BAD_USER_INPUT',
    'filter.at.lt is null. Leave it out, or give a value.',
  ],
  ['a time that is none', { at: { lt: 'yesterday' } }, 'BAD_USER_INPUT', /DateTime/],
  ['a day that is none', { at: { lt: '2026-02-31T00:00:00Z' } }, 'BAD_USER_INPUT', /./],
  ['a number for a time beyond all', { at: { lt: 1e300 } }, 'BAD_USER_INPUT', /./],
  ['an unknown kind', { kind: { eq: 'RENAMED' } }, 'BAD_USER_INPUT', /does not exist in "ChangeKind" enum/],
  ['a field that is none', { issuer: { eq: 'PUREBRED' } }, 'BAD_USER_INPUT', /not defined by type/],
  [
    '101 objects',
    { settingsId: { in: Array(101).fill(ID) } },
    'LIMIT_EXCEEDED',
    'The filter on settingsId lists more than 100 values.',
  ],
  [
    '101 actors',
    { actor: { in: Array(101).fill('a') } },
    'LIMIT_EXCEEDED',
    'The filter on actor lists more than 100 values.',
  ],
  [
    '101 kinds',
    { kind: { in: Array(101).fill('CREATED') } },
    'LIMIT_EXCEEDED',
    'The filter on kind lists more than 100 values.',
  ],
  [
    'an actor without end',
    { actor: { eq: 'a'.repeat(2049) } },
    'LIMIT_EXCEEDED',
    'The filter on actor is longer than 2048 characters.',
  ],
  [
    'half a surrogate pair',
    { actor: { in: ['bob', '\ud800'] } },
    'BAD_USER_INPUT',
    'The filter on actor holds half a surrogate pair.',
  ],
];

test('A search that cannot be made is told its fault, and never searches for something else', async () => {
  const { service, token } = await livedService();
  for (const [title, filter, code, message] of MISTAKES) {
    const headers = { authorization: `Bearer ${token}` };
    const body = { query: CHANGES_LIST, variables: { filter } };
    const { codes, messages } = await send(service, { headers, body });
    expect(codes, title).toEqual([code]);
    expect(messages[0], title).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  }
});

describe('the history of an object', () => {
  test('tells each change with what was before, what came after, and which fields that changed', async () => {
    const { service, token, log } = await livedService();
    const { changesOf } = settingsLists(service, token);
    for (const id of [FIRST, SECOND]) {
      const wanted = log.filter(({ settingsId }) => settingsId === id).map(changeInGraphql);
      const [page] = await pagesForward(changesOf(id), 100);
      expect(page?.nodes).toEqual(wanted);
      expect(page?.totalCount).toBe(wanted.length);
    }
    const tenant = settingsClient(service, token);
    await tenant.create({ ...EXAMPLE, id: ID });
    await tenant.update({ id: ID, displayName: 'New', helpUrl: null });
    await tenant.update({ id: ID, renewalThresholdPercentage: 21 });
    await tenant.remove({ id: ID });
    const changes = (await tenant.changes()).filter(({ settingsId }) => settingsId === ID);
    const every = ['displayName', 'helpUrl', 'issuer', 'notificationType', 'renewalThresholdPercentage'];
    expect(changes.map(({ fields }) => fields)).toEqual([
      every,
      ['displayName', 'helpUrl'],
      ['renewalThresholdPercentage'],
      every,
    ]);
    expect(changes.map(({ before }) => before)).toEqual([null, ...changes.slice(0, -1).map(({ after }) => after)]);
    expect(changes.at(-1)?.after).toBeNull();
  });

  test('stays readable after its deletion: from the log, by its node, and from the object as it was', async () => {
    const { service, token, log } = await livedService();
    const wanted = log.filter(({ settingsId }) => settingsId === THIRD).map(changeInGraphql);
    expect(wanted.at(-1)?.kind).toBe('DELETED');
    const query = `query($id: ID!, $node: ID!, $asOf: Moment, $filter: ChangeFilter) {
      now: derivedCredentialSettings(id: $id) { id }
      earlier: derivedCredentialSettings(id: $id, asOf: $asOf) { changes { totalCount nodes { id kind } } }
      node(id: $node) { ... on Change { id kind fields } }
      changes(filter: $filter) { nodes { id kind } }
    }`;
    const variables = {
      id: THIRD,
      node: `${THIRD}:5`,
      asOf: { time: timeOf(1500) },
      filter: { settingsId: { eq: THIRD } },
    };
    const nodes = wanted.map(({ id, kind }) => ({ id, kind }));
    const { data, errors } = await service.graphql(query, variables, token);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      now: null,
      earlier: { changes: { totalCount: 5, nodes } },
      node: { id: `${THIRD}:5`, kind: 'DELETED', fields: wanted.at(-1)?.fields },
      changes: { nodes },
    });
  });
});

test('A search finds no other tenant’s changes, though its ids and actors are theirs', async () => {
  const { service, strangersToken } = await livedService();
  const { changes } = settingsLists(service, strangersToken);
  const page = await changes({ first: 100, filter: { settingsId: { in: [...LIVED] } } });
  expect(page.nodes.map(({ settingsId, version }) => `${settingsId}:${version}`)).toEqual(LIVED.map((id) => `${id}:1`));
  for (const filter of [{ actor: { eq: 'bob' } }, { kind: { eq: 'DELETED' } }, { settingsId: { eq: uuid(99) } }]) {
    expect(await changes({ filter })).toMatchObject({ nodes: [], totalCount: 0, pageInfo: { hasNextPage: false } });
  }
});
