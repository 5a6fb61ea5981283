/** Which objects belong together when a tenant is connected first. */
import { expect, test } from 'vitest';
import { listDrift } from '../../src/connector/decisions/list-drift.js';
import { planAdoption } from '../../src/connector/decisions/plan-adoption.js';
import { tenantView } from '../../src/connector/worker/tenant-view.js';
import type { SettingsContent } from '../../src/domain/derived-credential-settings.js';
import { newConnection, type TenantLedger } from '../../src/domain/graph-ledger.js';
import { CONTENT, uuid } from '../support/domain/changes.js';

const OTHER = { ...CONTENT, displayName: 'Other' };

function view(here: readonly SettingsContent[], there: readonly (readonly [string, SettingsContent | null])[]) {
  const wanted = here.map((content, index) => ({ settingsId: uuid(index + 1), version: 1, content, at: index }));
  const observed = there.map(([graphId, content]) => ({
    graphId,
    content,
    faults: [],
    raw: {},
    firstSeenAt: 1,
    missingSince: null,
  }));
  const ledger: TenantLedger = {
    connection: { ...newConnection('target'), lastWholeReadAt: 1 },
    links: [],
    observed,
    decisions: [],
    open: null,
    latest: [],
    tries: new Map(),
    restores: new Map(),
    deletions: [],
  };
  return tenantView(ledger, wanted, { target: 'target', settleMs: 1 });
}

test('equal content belongs together, each object once, and the same id first', () => {
  const { pairs, onlyInGraph } = planAdoption(
    view(
      [CONTENT, CONTENT],
      [
        ['a', CONTENT],
        [uuid(2), CONTENT],
        ['b', CONTENT],
      ],
    ),
  );
  expect(pairs.map(({ object, graph }) => [object.wanted.settingsId, graph.graphId])).toEqual([
    [uuid(2), uuid(2)],
    [uuid(1), 'a'],
  ]);
  expect(onlyInGraph.map(({ graphId }) => graphId)).toEqual(['b']);
});

test('what differs is drift of the one side or the other', () => {
  const drift = listDrift(
    view(
      [CONTENT, OTHER],
      [
        ['a', CONTENT],
        ['b', { ...CONTENT, displayName: 'Third' }],
        ['c', null],
        ['d', CONTENT],
      ],
    ),
  );
  expect(drift.map(({ kind, settingsId, graphId }) => [kind, settingsId ?? graphId])).toEqual([
    ['ONLY_HERE', uuid(2)],
    ['ONLY_IN_GRAPH', 'b'],
    ['UNREADABLE', 'c'],
    ['DUPLICATE', 'd'],
  ]);
});
