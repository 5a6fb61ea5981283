/** What a whole list says about an attempt of unknown outcome. */
import { expect, test } from 'vitest';
import { concludeAttempt, type Listed } from '../../src/connector/decisions/plan-attempt.js';
import {
  type ConnectionFacts,
  type GraphAttempt,
  type GraphLink,
  newConnection,
} from '../../src/domain/graph-ledger.js';
import { CONTENT, uuid } from '../support/domain/changes.js';

const OTHER = { ...CONTENT, displayName: 'Other' };
const ATTEMPT: GraphAttempt = {
  seq: 1,
  fence: 1,
  settingsId: uuid(1),
  version: 1,
  operation: 'create',
  reason: 'change',
  content: CONTENT,
  graphId: null,
  idsBefore: ['old'],
  clientRequestId: 'request',
  at: 0,
  outcome: null,
  outcomeAt: null,
  problem: null,
};
const OLD = { graphId: 'old', content: CONTENT };
const NEW = { graphId: 'new', content: CONTENT };
const LINK: GraphLink = {
  settingsId: uuid(1),
  graphId: 'old',
  confirmed: OTHER,
  confirmedVersion: 1,
  confirmedAt: 0,
  linkedAt: 0,
  linkedBy: 'created',
};

function conclude(
  attempt: Partial<GraphAttempt>,
  objects: readonly Listed[],
  final: boolean,
  more: Partial<Look> = {},
) {
  const { links = [], facts = {}, explained = [] } = more;
  const connection = { ...newConnection('target'), ...facts };
  const look = { objects, links, connection, explained: new Set(explained), final };
  return concludeAttempt({ ...ATTEMPT, ...attempt }, look);
}

interface Look {
  readonly links: readonly GraphLink[];
  readonly facts: Partial<ConnectionFacts>;
  readonly explained: readonly string[];
}

test.each<[string, readonly Listed[], boolean, string]>([
  ['one newcomer of our content is ours', [OLD, NEW], false, 'confirmed'],
  ['none, before the settling time, says nothing', [OLD], false, 'open'],
  ['none, by a look after the settling time, is absent', [OLD], true, 'absent'],
  ['one of other content is for a person', [OLD, { graphId: 'new', content: OTHER }], false, 'conflict'],
  ['two newcomers are for a person', [NEW, { graphId: 'new-2', content: OTHER }], true, 'conflict'],
  ['one of unreadable content is for a person', [{ graphId: 'new', content: null }], true, 'conflict'],
  ['one that has our id is ours, whatever its content', [{ graphId: uuid(1), content: OTHER }], false, 'confirmed'],
])('a create: %s', (_name, objects, final, outcome) => {
  expect(conclude({}, objects, final).outcome).toBe(outcome);
});

test('a create: what is linked or explained is no newcomer', () => {
  expect(conclude({}, [NEW], false, { links: [{ ...LINK, settingsId: uuid(2), graphId: 'new' }] }).outcome).toBe(
    'open',
  );
  expect(conclude({}, [NEW], false, { explained: ['new'] }).outcome).toBe('open');
});

test('a create: what was gone and appears again under the id of its own link is found', () => {
  const links = [{ ...LINK, graphId: uuid(1) }];
  expect(conclude({}, [{ graphId: uuid(1), content: CONTENT }], false, { links }).outcome).toBe('confirmed');
});

test('an update: a newcomer is no new object of ours once Graph is known to update in place', () => {
  const more = { links: [LINK], facts: { updatesInPlace: true } };
  const newcomer = { graphId: 'new', content: OTHER };
  const update = { operation: 'update', graphId: 'old' } as const;
  expect(conclude(update, [OLD, newcomer], true, more).outcome).toBe('confirmed');
});

test.each<[string, readonly Listed[], boolean, boolean | null, string]>([
  ['a newcomer means that it made a new object', [OLD, NEW], false, null, 'forked'],
  ['shown, but not known yet whether in place, waits', [OLD], false, null, 'open'],
  ['shown, after the settling time, is confirmed', [OLD], true, null, 'confirmed'],
  ['shown, known to be in place, is confirmed at once', [OLD], false, true, 'confirmed'],
  ['not shown, before the settling time, says nothing', [{ ...OLD, content: OTHER }], false, true, 'open'],
  ['not shown, after the settling time, is absent', [{ ...OLD, content: OTHER }], true, true, 'absent'],
  ['missing, before the settling time, says nothing', [], false, true, 'open'],
  ['missing, after the settling time, is gone', [], true, true, 'gone'],
])('an update: %s', (_name, objects, final, updatesInPlace, outcome) => {
  const attempt = { operation: 'update', graphId: 'old' } as const;
  expect(conclude(attempt, objects, final, { links: [LINK], facts: { updatesInPlace } }).outcome).toBe(outcome);
});

test.each<[string, readonly Listed[], boolean, string]>([
  ['missing, before the settling time, says nothing', [], false, 'open'],
  ['missing, after the settling time, is done', [], true, 'confirmed'],
  ['still there, before the settling time, says nothing', [OLD], false, 'open'],
  ['still there, after the settling time, was not done', [OLD], true, 'absent'],
])('a deletion: %s', (_name, objects, final, outcome) => {
  const attempt = { operation: 'delete', graphId: 'old', content: null } as const;
  expect(conclude(attempt, objects, final, { links: [LINK] }).outcome).toBe(outcome);
});
