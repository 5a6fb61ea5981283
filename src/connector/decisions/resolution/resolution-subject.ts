/** Finds what a person decides about, and checks that it is as the person saw it. Pure. */
import { type Fault, type FaultCode, fault } from '../../../domain/errors.js';
import type { FieldDifference, ResolveInput } from '../../../domain/graph-connection.js';
import type { ObservedObject } from '../../../domain/graph-ledger.js';
import type { ObjectView, TenantView } from '../../worker/tenant-view.js';
import { differencesOf } from '../derive-state.js';
import { isOwnPerhaps } from '../is-own-perhaps.js';

/** An object here, an object that Graph shows, or both. */
export type Subject =
  | { readonly object: ObjectView; readonly graph: ObservedObject | null }
  | { readonly object: null; readonly graph: ObservedObject };

type Found = Subject | { readonly faults: readonly Fault[] };

export function findSubject(tenant: TenantView, input: ResolveInput): Found {
  const { id, graphId, take } = input;
  if (id === null && graphId === null) return faulty('NOT_ALLOWED', 'id', 'Name the object by id or graphId.');
  const object = objectOf(tenant, input);
  if (id !== null && object === null)
    return faulty('NOT_FOUND', 'id', `There is no settings object with the id ${id}.`);
  const graph = tenant.present.find((each) => each.graphId === graphId) ?? null;
  if (graphId !== null && graph === null && object?.link?.graphId !== graphId) {
    return faulty('NOT_FOUND', 'graphId', `Graph showed no object with the id ${graphId} when it was read last.`);
  }
  if (
    object !== null &&
    (take === 'OURS' || take === 'THEIRS') &&
    graphId !== null &&
    object.link?.graphId !== graphId
  ) {
    return faulty('NOT_ALLOWED', 'graphId', 'The two are not linked. LINK them, or decide about one of them.');
  }
  return checkState(tenant, object, graph, input);
}

function objectOf({ objects }: TenantView, { id, graphId }: ResolveInput): ObjectView | null {
  const found = objects.find(({ wanted, link }) =>
    id === null ? link?.graphId === graphId : wanted.settingsId === id,
  );
  return found ?? null;
}

function checkState(
  tenant: TenantView,
  object: ObjectView | null,
  graph: ObservedObject | null,
  { expectedDifferences }: ResolveInput,
): Found {
  const { open } = tenant;
  const isOpen = open !== null && (open.settingsId === object?.wanted.settingsId || open.graphId === graph?.graphId);
  if (isOpen || (graph !== null && isOwnPerhaps(tenant, graph.graphId))) {
    const message = 'Whether Graph did the last request is not known yet. Try again in a few minutes.';
    return faulty('NOT_ALLOWED', object === null ? 'graphId' : 'id', message);
  }
  const differences = object === null ? [] : differencesOf(object);
  if (expectedDifferences !== null && textOf(differences) !== textOf(expectedDifferences)) {
    return faulty('VERSION_CONFLICT', 'expectedDifferences', 'The differences are others now. Read them again.');
  }
  if (object !== null) return { object, graph };
  return graph === null ? faulty('NOT_FOUND', 'graphId', 'There is no such object.') : { object, graph };
}

function textOf(differences: readonly Omit<FieldDifference, 'confirmed'>[]): string {
  return JSON.stringify(differences.map(({ field, here, inGraph }) => [field, here, inGraph]).toSorted());
}

function faulty(code: FaultCode, field: string, message: string): { readonly faults: readonly Fault[] } {
  return { faults: [fault(code, field, message)] };
}
