/** How far a change has got, from what is kept of its object. */
import { expect, test } from 'vitest';
import { type DeliveryFacts, deriveDelivery } from '../../src/connector/decisions/derive-delivery.js';
import type { GraphState, GraphStatus } from '../../src/domain/graph-connection.js';
import type { GraphAttempt, GraphLink } from '../../src/domain/graph-ledger.js';
import { notConnected } from '../../src/domain/not-connected.js';
import { CONTENT, uuid } from '../support/domain/changes.js';

const ID = uuid(1);

function sent(
  version: number,
  outcome: GraphAttempt['outcome'],
  outcomeAt: number | null = version * 10,
): GraphAttempt {
  const intent = {
    settingsId: ID,
    version,
    operation: 'update',
    reason: 'change',
    content: CONTENT,
    graphId: 'graph',
  } as const;
  return {
    ...intent,
    idsBefore: [],
    clientRequestId: 'request',
    at: version,
    seq: version,
    fence: 1,
    outcome,
    outcomeAt,
    problem: null,
  };
}

function linked(confirmedVersion: number): GraphLink {
  const at = { confirmedAt: 99, linkedAt: 1, linkedBy: 'created' } as const;
  return { settingsId: ID, graphId: 'graph', confirmed: CONTENT, confirmedVersion, ...at };
}

function standing(state: GraphState, wantedVersion: number): GraphStatus {
  return { ...notConnected(ID), state, wantedVersion };
}

function delivery(version: number, facts: Partial<DeliveryFacts>, origin: 'GRAPHQL' | 'REPLICATION' = 'GRAPHQL') {
  const { state, at } = deriveDelivery(
    { version, origin, at: 5 },
    { attempts: [], link: null, status: null, ...facts },
  );
  return [state, at];
}

test('Graph confirmed it, by an answer or by showing what is wanted', () => {
  const status = standing('IN_SYNC', 1);
  expect(delivery(1, { attempts: [sent(1, 'confirmed')], link: linked(1), status })).toEqual(['CONFIRMED', 10]);
  expect(delivery(1, { link: linked(1), status })).toEqual(['CONFIRMED', 99]);
  // Changed and changed back: nothing had to be sent.
  expect(delivery(3, { link: linked(1), status: standing('IN_SYNC', 3) })).toEqual(['CONFIRMED', 99]);
  expect(delivery(1, {}, 'REPLICATION')).toEqual(['CONFIRMED', 5]);
});

test('a deletion is confirmed although nothing is left of the object', () => {
  expect(delivery(2, { attempts: [sent(2, 'confirmed'), sent(1, 'confirmed')] })).toEqual(['CONFIRMED', 20]);
});

test('a later version took its place, or was refused itself before', () => {
  const status = standing('PENDING', 3);
  expect(delivery(2, { link: linked(1), status })).toEqual(['SUPERSEDED', null]);
  expect(delivery(2, { attempts: [sent(3, 'confirmed')], link: linked(3), status })).toEqual(['SUPERSEDED', 30]);
  expect(delivery(2, { attempts: [sent(2, 'refused')], link: linked(1), status })).toEqual(['REFUSED', 20]);
});

test('an open request is unknown, even if a later version is wanted', () => {
  expect(delivery(2, { attempts: [sent(2, null, null)], status: standing('UNKNOWN', 3) })).toEqual(['UNKNOWN', null]);
});

test.each([
  ['PENDING', 'PENDING'],
  ['DRIFTED', 'PENDING'],
  ['CONFLICT', 'PENDING'],
  ['UNKNOWN', 'UNKNOWN'],
  ['NOT_CONNECTED', 'NOT_CONNECTED'],
] as const)('the latest version of an object that is %s is %s', (state, expected) => {
  expect(delivery(2, { status: standing(state, 2) })).toEqual([expected, null]);
});

test('the latest version was refused, at the time of the answer', () => {
  expect(delivery(2, { attempts: [sent(2, 'refused')], status: standing('REFUSED', 2) })).toEqual(['REFUSED', 20]);
});

test('an object that was deleted before anything was sent has never been connected', () => {
  expect(delivery(1, {})).toEqual(['NOT_CONNECTED', null]);
});
