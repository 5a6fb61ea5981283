/** Proves that texts of Graph cannot hide anything on a terminal, and which sides a table shows. */
import { expect, test } from 'vitest';
import type { Difference } from '../../../src/cli/graph/read-report.js';
import { showDifference } from '../../../src/cli/graph/show-drift.js';
import { uuid } from '../../support/domain/changes.js';

const IN_GRAPH = {
  displayName: 'Field\u202estaff\u001b[31m',
  helpUrl: null,
  issuer: 'INTERCEDE',
  notificationType: 'EMAIL',
  renewalThresholdPercentage: 20,
} as const;
const STRANGER: Difference = {
  id: 'graph-drift:1',
  kind: 'ONLY_IN_GRAPH',
  graphId: `${uuid(1)}\n`,
  since: '2026-11-26T08:00:00.000Z',
  settings: null,
  inGraph: IN_GRAPH,
  differences: [],
  faults: [],
};

test('an object that only Intune has is shown without hidden characters, and without a value here', () => {
  expect(showDifference(STRANGER)).toBe(`ONLY_IN_GRAPH in Intune ${uuid(1)}�, since 2026-11-26T08:00:00.000Z
                                here  in Intune
    displayName                 -     "Field�staff\\u001b[31m"
    helpUrl                     -     null
    issuer                      -     INTERCEDE
    notificationType            -     EMAIL
    renewalThresholdPercentage  -     20
`);
});

test('an object that cannot be read is shown with the reason', () => {
  const faults = ["issuer: The value 'new\u0007' is none of intercede."];
  expect(showDifference({ ...STRANGER, kind: 'UNREADABLE', inGraph: null, faults })).toBe(
    `UNREADABLE in Intune ${uuid(1)}�, since 2026-11-26T08:00:00.000Z\n    issuer: The value 'new�' is none of intercede.\n`,
  );
});
