/** Which statements a write of the ledger takes. Runs nothing. */
import type { GraphLease, LedgerWrite } from '../../../domain/graph-ledger.js';
import {
  connectionToRow,
  decisionToRow,
  intentToRow,
  linkToRow,
  observedToJson,
  problemToJson,
} from '../../sql/ledger-rows.js';
import type { Statement } from '../connections/statement.js';
import { WRITING } from './ledger-statements.js';

/** A statement and its values without the tenant. */
export type LedgerCall = readonly [statement: Statement, values: readonly unknown[]];

export function callsFor({ fence }: GraphLease, write: LedgerWrite): readonly LedgerCall[] {
  switch (write.write) {
    case 'begin':
      return [[WRITING.begin, [fence, write.intent.at, ...intentToRow(write.intent)]]];
    case 'close':
      return [[WRITING.close, [write.seq, write.outcome, write.at, problemToJson(write.problem)]]];
    case 'link':
      return [[WRITING.link, linkToRow(write.link)]];
    case 'unlink':
      return [[WRITING.unlink, [write.settingsId]]];
    case 'observe':
      return observing(write);
    case 'decide':
      return [[WRITING.decide, decisionToRow(write.decision)]];
    case 'settle':
      return [[WRITING.settle, [write.about]]];
    case 'connection':
      return [
        ...WRITING.discard.map((statement): LedgerCall => [statement, [write.facts.target]]),
        [WRITING.connect, connectionToRow(write.facts)],
      ];
  }
}

function observing({ at, objects }: Extract<LedgerWrite, { write: 'observe' }>): readonly LedgerCall[] {
  // The last one of an id counts: a statement cannot write a row twice.
  const seen = new Map(objects.map((object) => [object.graphId, observedToJson(object)]));
  const ids = [...seen.keys()];
  return [
    [WRITING.see, [ids, [...seen.values()], at]],
    [WRITING.miss, [ids, at]],
    [WRITING.forget, []],
  ];
}
