/** Tests the history: every change with its content, and searches by object, kind, actor and time. */
import { describe, expect, test } from 'vitest';
import { changeId } from '../../../src/domain/change.js';
import type { ChangesFilter } from '../../../src/domain/query.js';
import { uuid } from '../../support/domain/changes.js';
import { matchesChange } from '../../support/domain/history-oracle.js';
import { LIVED } from '../../support/domain/varied-log.js';
import { send } from '../../support/graphql/send.js';
import { changeInGraphql, serviceWithVariedLog, timeOf } from '../../support/graphql/service-with-varied-log.js';
import { dataOf, EXAMPLE, type Input, settingsClient } from '../../support/graphql/settings-client.js';
import { CHANGES_LIST, pagesBackward, pagesForward, settingsLists } from '../../support/graphql/settings-lists.js';
import { boot } from '../../support/service/boot.js';

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
  ['an actor', { actor: { subject: { eq: 'bob' } } }, { subjects: ['bob'] }],
  ['an actor in capitals', { actor: { subject: { eq: 'BOB' } } }, { subjects: ['BOB'] }],
  ['several actors', { actor: { subject: { in: ['alice', 'carol'] } } }, { subjects: ['alice', 'carol'] }],
  ['no condition on the actor', { actor: { subject: {} } }, {}],
  ['a client', { actor: { clientId: { eq: 'portal' } } }, { clientIds: ['portal'] }],
  ['people', { actor: { kind: { eq: 'USER' } } }, { actorKinds: ['USER'] }],
  ['applications or people', { actor: { kind: { in: ['APPLICATION', 'USER'] } } }, {}],
  [
    'a person by a client',
    { actor: { subject: { eq: 'bob' }, clientId: { in: ['portal', 'robot'] }, kind: { eq: 'USER' } } },
    { subjects: ['bob'], clientIds: ['portal'] },
  ],
  ['an application that is a person', { actor: { subject: { eq: 'carol' }, kind: { eq: 'USER' } } }, { subjects: [] }],
  ['an origin', { origin: { eq: 'REST' } }, { origins: ['REST'] }],
  ['several origins', { origin: { in: ['CLI', 'REST', 'REPLICATION'] } }, { origins: ['CLI', 'REST'] }],
  ['no origin', { origin: { in: [] } }, { origins: [] }],
  ['one of several moments', { at: { in: [timeOf(3500), timeOf(1000), timeOf(1001)] } }, { times: [1000, 3500] }],
  ['one of several moments in a range', { at: { in: [timeOf(1000), timeOf(3500)], gt: timeOf(1000) } }, at(3500, 3500)],
  ['none of no moments', { at: { in: [] } }, { times: [] }],
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
      actor: { subject: { eq: 'bob' } },
      at: { gte: timeOf(1200) },
    },
    { settingsIds: [FIRST, SECOND, THIRD], kinds: ['CREATED', 'DELETED'], subjects: ['bob'], from: 1200 },
  ],
];

test('A search of the history finds what it asks for, counts it, and pages through it from either end', async () => {
  const { service, token, log } = await serviceWithVariedLog();
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

test('Newest first is the same list from its other end: pages, cursors and what lies before and after them', async () => {
  const { service, token, log } = await serviceWithVariedLog();
  const { changes, changesOf } = settingsLists(service, token);
  const orderBy = { direction: 'DESC' };
  const lists = [
    [changes, {}, {}],
    [changes, { filter: { kind: { eq: 'UPDATED' } } }, { kinds: ['UPDATED'] }],
    [changes, { filter: { origin: { in: ['REST', 'CLI'] } } }, { origins: ['REST', 'CLI'] }],
    [changesOf(FIRST), {}, { settingsIds: [FIRST] }],
  ] as const;
  for (const [read, args, meaning] of lists) {
    const wanted = log
      .filter((change) => matchesChange(meaning, change))
      .map(changeInGraphql)
      .toReversed();
    const forward = await pagesForward(read, 2, { ...args, orderBy });
    const backward = await pagesBackward(read, 2, { ...args, orderBy });
    for (const pages of [forward, backward]) expect(pages.flatMap(({ nodes }) => nodes)).toEqual(wanted);
    expect(forward.map(({ pageInfo }) => pageInfo.hasPreviousPage)).toEqual(forward.map((_, index) => index > 0));
    expect(forward[0]?.totalCount).toBe(wanted.length);
    // A cursor is a place in the log, whichever way the list runs that it came from.
    const [newest] = forward[0]?.edges ?? [];
    const older = await read({ ...args, first: 100, before: newest?.cursor });
    expect(older.nodes.toReversed()).toEqual(wanted.slice(1));
    expect(older.pageInfo.hasNextPage).toBe(true);
  }
  const [plain, ascending] = [await changes({}), await changes({ orderBy: { direction: 'ASC' } })];
  for (const none of [ascending, await changes({ orderBy: {} }), await changes({ orderBy: null })]) {
    expect(none).toEqual(plain);
  }
});

test('A change links to the current object, and to null after its deletion', async () => {
  const { service, token, log } = await serviceWithVariedLog();
  const query = `{ changes(first: 100) { nodes { id settings { id displayName version } } } }`;
  const { data } = await service.graphql<{ changes: { nodes: unknown[] } }>(query, {}, token);
  const last = new Map(log.map((change) => [change.settingsId, change]));
  const deleted = [...last.values()].filter(({ after }) => after === null);
  expect(deleted.length).toBeGreaterThan(0);
  expect(data?.changes.nodes).toEqual(
    log.map((change) => {
      const { settingsId: id, version, after } = last.get(change.settingsId) ?? change;
      return { id: changeId(change), settings: after && { id, displayName: after.displayName, version } };
    }),
  );
});

test('A change lists the fields it touched as enum values, the same as in the deprecated texts', async () => {
  const service = await boot();
  const tenant = settingsClient(service);
  await tenant.create({ ...EXAMPLE, id: ID });
  const inputs = [{ displayName: 'New' }, { helpUrl: null }, { notificationType: 'NONE' }];
  for (const input of [...inputs, { renewalThresholdPercentage: 21, displayName: 'Newer' }]) {
    await tenant.update({ id: ID, ...input });
  }
  await tenant.remove({ id: ID });
  const { changes } = dataOf(
    await service.graphql<{ changes: { nodes: { fields: string[]; touchedFields: string[] }[] } }>(
      '{ changes { nodes { fields touchedFields } } }',
    ),
  );
  const touched = changes.nodes.map(({ touchedFields }) => touchedFields);
  const every = ['DISPLAY_NAME', 'HELP_URL', 'ISSUER', 'NOTIFICATION_TYPE', 'RENEWAL_THRESHOLD_PERCENTAGE'];
  const single = [['DISPLAY_NAME'], ['HELP_URL'], ['NOTIFICATION_TYPE']];
  expect(touched).toEqual([every, ...single, ['DISPLAY_NAME', 'RENEWAL_THRESHOLD_PERCENTAGE'], every]);
  const spelt = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  expect(changes.nodes.map(({ fields }) => fields.map(spelt))).toEqual(touched);
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
    { actor: { subject: { in: null } } },
    'BAD_USER_INPUT',
    'filter.actor.subject.in is null. Leave it out, or give a value.',
  ],
  ['a null in a list', { actor: { subject: { in: [null] } } }, 'BAD_USER_INPUT', /Expected non-nullable type/],
  ['a null for the time', { at: null }, 'BAD_USER_INPUT', 'filter.at is null. Leave it out, or give a value.'],
  [
    'a null for a limit',
    { at: { lt: null } },
    'BAD_USER_INPUT',
    'filter.at.lt is null. Leave it out, or give a value.',
  ],
  ['a null for the actor', { actor: null }, 'BAD_USER_INPUT', 'filter.actor is null. Leave it out, or give a value.'],
  [
    'a null for a client',
    { actor: { clientId: { eq: null } } },
    'BAD_USER_INPUT',
    'filter.actor.clientId.eq is null. Leave it out, or give a value.',
  ],
  [
    'a null for the origin',
    { origin: null },
    'BAD_USER_INPUT',
    'filter.origin is null. Leave it out, or give a value.',
  ],
  [
    'a null for moments',
    { at: { in: null } },
    'BAD_USER_INPUT',
    'filter.at.in is null. Leave it out, or give a value.',
  ],
  ['an actor as a text', { actor: { eq: 'bob' } }, 'BAD_USER_INPUT', /"eq" is not defined by type "ActorFilter"/],
  [
    '101 moments',
    { at: { in: Array(101).fill(timeOf(1000)) } },
    'LIMIT_EXCEEDED',
    'The filter on at lists more than 100 values.',
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
    { actor: { subject: { in: Array(101).fill('a') } } },
    'LIMIT_EXCEEDED',
    'The filter on actor.subject lists more than 100 values.',
  ],
  [
    '101 kinds',
    { kind: { in: Array(101).fill('CREATED') } },
    'LIMIT_EXCEEDED',
    'The filter on kind lists more than 100 values.',
  ],
  [
    'an actor without end',
    { actor: { subject: { eq: 'a'.repeat(2049) } } },
    'LIMIT_EXCEEDED',
    'The filter on actor.subject is longer than 2048 characters.',
  ],
  [
    'half a surrogate pair',
    { actor: { subject: { in: ['bob', '\ud800'] } } },
    'BAD_USER_INPUT',
    'The filter on actor.subject holds half a surrogate pair.',
  ],
];

test('An invalid search is refused with its fault, and never searches for something else', async () => {
  const { service, token } = await serviceWithVariedLog();
  for (const [title, filter, code, message] of MISTAKES) {
    const headers = { authorization: `Bearer ${token}` };
    const body = { query: CHANGES_LIST, variables: { filter } };
    const { codes, messages } = await send(service, { headers, body });
    expect(codes, title).toEqual([code]);
    expect(messages[0], title).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  }
});

describe('the history of an object', () => {
  test('returns each change with the content before and after, and the changed fields', async () => {
    const { service, token, log } = await serviceWithVariedLog();
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
    const { service, token, log } = await serviceWithVariedLog();
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
  const { service, otherTenantsToken } = await serviceWithVariedLog();
  const { changes } = settingsLists(service, otherTenantsToken);
  const page = await changes({ first: 100, filter: { settingsId: { in: [...LIVED] } } });
  expect(page.nodes.map(({ settingsId, version }) => `${settingsId}:${version}`)).toEqual(LIVED.map((id) => `${id}:1`));
  for (const filter of [
    { actor: { subject: { eq: 'bob' } } },
    { kind: { eq: 'DELETED' } },
    { settingsId: { eq: uuid(99) } },
  ]) {
    expect(await changes({ filter })).toMatchObject({ nodes: [], totalCount: 0, pageInfo: { hasNextPage: false } });
  }
});
