/** What may follow from a person's decision about one object. Only types, and the refusal that all of them share. */
import type { ChangeRequest } from '../../../domain/draft.js';
import { type Fault, fault } from '../../../domain/errors.js';
import type { LedgerWrite, ObservedObject } from '../../../domain/graph-ledger.js';
import type { ObjectView } from '../../worker/tenant-view.js';

export type Resolution =
  | { readonly do: 'refuse'; readonly faults: readonly Fault[] }
  | { readonly do: 'record'; readonly writes: readonly LedgerWrite[] }
  /** To be committed here; the link follows. */
  | { readonly do: 'change here'; readonly object: ObjectView; readonly requests: readonly ChangeRequest[] }
  /** Only Graph has it. */
  | { readonly do: 'take over'; readonly graph: ObservedObject };

/** Why an object of Graph whose values cannot be read cannot be taken. */
export function unreadableFaults({ faults }: Pick<ObservedObject, 'faults'>): readonly Fault[] {
  return faults.map(({ field, message }) => fault('NOT_ALLOWED', 'take', `${field}: ${message}`));
}

export function refusedAt(field: 'id' | 'graphId' | 'take', message: string): Resolution {
  return { do: 'refuse', faults: [fault('NOT_ALLOWED', field, message)] };
}
