/** What a connected tenant's ledger says: statuses, deliveries and the state of the connection. Changes nothing. */
import type { RecordedChange } from '../../domain/change.js';
import type { ConnectionStatus, GraphDelivery, GraphState, GraphStatus } from '../../domain/graph-connection.js';
import type { GraphLedger, TenantLedger } from '../../domain/graph-ledger.js';
import { notConnected } from '../../domain/not-connected.js';
import { deriveDelivery } from '../decisions/derive-delivery.js';
import { deriveStatus, shown } from '../decisions/derive-state.js';
import type { ConnectorClock, ConnectorOptions } from '../options.js';
import type { ObjectView, TenantView } from '../worker/tenant-view.js';
import type { TenantWorker } from '../worker/tenant-worker.js';

export type Statuses = ReadonlyMap<string, GraphStatus>;
type Clock = Pick<ConnectorClock, 'now'>;

/** By settings id: every object that exists, and every deleted one whose deletion is pending. */
export async function readStatuses(worker: TenantWorker, clock: Clock): Promise<Statuses> {
  const view = await worker.view();
  return statusesIn(view, view.objects, worker, clock);
}

function statusesIn(view: TenantView, objects: readonly ObjectView[], worker: TenantWorker, clock: Clock): Statuses {
  const now = clock.now();
  const judged = worker.judge(view, objects);
  return new Map(
    judged.map(({ object, judgement }) => [object.wanted.settingsId, deriveStatus(object, judgement, view, now)]),
  );
}

/** The status of each object, in the order of the ids: also of one that is deleted on both sides or was never used. */
export async function readStatusesOf(
  worker: TenantWorker,
  clock: Clock,
  settingsIds: readonly string[],
): Promise<readonly GraphStatus[]> {
  const view = await worker.view();
  const wanted = new Set(settingsIds);
  const objects = view.objects.filter(({ wanted: { settingsId } }) => wanted.has(settingsId));
  const statuses = statusesIn(view, objects, worker, clock);
  return settingsIds.map((id) => statuses.get(id) ?? statusWithoutObject(id, view.ledger));
}

/** Of an object that is deleted, only the last attempt is kept. */
function statusWithoutObject(settingsId: string, { latest }: TenantLedger): GraphStatus {
  const last = latest.find((attempt) => attempt.settingsId === settingsId);
  if (last?.operation !== 'delete' || last.outcome !== 'confirmed') return notConnected(settingsId);
  return { ...notConnected(settingsId), state: 'IN_SYNC', confirmedVersion: last.version, confirmedAt: last.outcomeAt };
}

export async function readDeliveries(
  worker: TenantWorker,
  ledger: Pick<GraphLedger, 'attemptsOf'>,
  clock: Clock,
  changes: readonly RecordedChange[],
): Promise<readonly GraphDelivery[]> {
  const ids = [...new Set(changes.map(({ settingsId }) => settingsId))];
  const attempts = await ledger.attemptsOf(worker.tenantId, ids);
  const statuses = await readStatuses(worker, clock);
  const links = new Map((await worker.view()).ledger.links.map((link) => [link.settingsId, link]));
  return changes.map((change) => {
    const { settingsId: id } = change;
    return deriveDelivery(change, {
      attempts: attempts.filter(({ settingsId }) => settingsId === id),
      link: links.get(id) ?? null,
      status: statuses.get(id) ?? null,
    });
  });
}

export async function readConnection(
  worker: TenantWorker,
  clock: Clock,
  { cloud, mode }: { readonly cloud: string; readonly mode: ConnectorOptions['mode'] },
): Promise<ConnectionStatus> {
  const { connection: facts } = await worker.view();
  const states = [...(await readStatuses(worker, clock)).values()].map(({ state }) => state);
  const count = (state: GraphState) => states.filter((each) => each === state).length;
  const problem = facts.problem && shown(facts.problem, true);
  const hasBeenRead = facts.lastWholeReadAt !== null;
  return {
    mode: mode.toUpperCase() as ConnectionStatus['mode'],
    cloud,
    reachable: problem === null ? hasBeenRead || null : problem.code !== 'UNREACHABLE',
    lastReadAt: facts.lastWholeReadAt,
    lastWholeReadAt: facts.lastWholeReadAt,
    lag: count('PENDING') + count('UNKNOWN'),
    pending: count('PENDING'),
    unknown: count('UNKNOWN'),
    refused: count('REFUSED'),
    drifted: count('DRIFTED'),
    conflicts: count('CONFLICT'),
    adopted: facts.adoptedAt !== null && facts.reviewed,
    keepsIds: facts.keepsIds,
    updatesInPlace: facts.updatesInPlace,
    problem,
  };
}
