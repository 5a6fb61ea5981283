/** Carries out a person's decision about one object: in the ledger for the worker, or here through the service of the settings. */
import type { Call } from '../../domain/caller.js';
import type { Fault } from '../../domain/errors.js';
import type { ResolveInput } from '../../domain/graph-connection.js';
import type { ObservedObject } from '../../domain/graph-ledger.js';
import { planResolution, type ResolutionContext, writesForTheirs } from '../decisions/resolution/plan-resolution.js';
import type { Resolution } from '../decisions/resolution/resolution.js';
import type { TenantWorker } from '../worker/tenant-worker.js';
import { linksForTakenOver, type Target, takeOver } from './take-over.js';
import { recordDecision } from './tenant-access.js';

/** The object that was decided about, if it is one here. */
export type Resolved =
  | { readonly ok: true; readonly settingsId: string | null }
  | { readonly ok: false; readonly faults: readonly Fault[] };

export async function resolve(
  worker: TenantWorker,
  target: Target,
  call: Call,
  input: ResolveInput & ResolutionContext,
): Promise<Resolved> {
  const view = await worker.view();
  const resolution = planResolution(view, input, input);
  const byGraphId = view.ledger.links.find(({ graphId }) => graphId === input.graphId)?.settingsId ?? null;
  const settingsId = input.id ?? byGraphId;
  switch (resolution.do) {
    case 'refuse':
      return { ok: false, faults: resolution.faults };
    case 'record':
      return record(worker, input, settingsId);
    case 'change here':
      return changeHere(worker, target, call, resolution);
    case 'take over':
      return takeOverOne(worker, target, call, resolution.graph, input.now);
  }
}

/** Plans again on the state under the lease, which may have changed since. */
async function record(
  worker: TenantWorker,
  input: ResolveInput & ResolutionContext,
  settingsId: string | null,
): Promise<Resolved> {
  let faults: readonly Fault[] = [];
  await recordDecision(worker, (current) => {
    const resolution = planResolution(current, input, input);
    if (resolution.do === 'refuse') faults = resolution.faults;
    return resolution.do === 'record' ? resolution.writes : [];
  });
  return faults.length > 0 ? { ok: false, faults } : { ok: true, settingsId };
}

/** If the process ends before the link is recorded, both sides are equal already, and the worker records that. */
async function changeHere(
  worker: TenantWorker,
  { settings }: Target,
  call: Call,
  { object, requests }: Extract<Resolution, { do: 'change here' }>,
): Promise<Resolved> {
  const { settingsId } = object.wanted;
  const outcome = requests.length === 0 ? null : await settings.apply(call, requests);
  if (outcome?.ok === false) return { ok: false, faults: outcome.faults.map(aboutTheirs) };
  const last = outcome?.results.at(-1);
  const version = last?.change?.version ?? last?.settings.version ?? object.wanted.version;
  await recordDecision(worker, (current) => writesForTheirs(object, version, current));
  return { ok: true, settingsId };
}

async function takeOverOne(
  worker: TenantWorker,
  target: Target,
  call: Call,
  graph: ObservedObject,
  now: number,
): Promise<Resolved> {
  const { taken, refused } = await takeOver(target, call, [graph], false);
  const faults = refused.get(graph.graphId);
  if (faults !== undefined) return { ok: false, faults: faults.map(aboutTheirs) };
  await recordDecision(worker, (current) => [
    ...linksForTakenOver(taken, current, 'adopted', now),
    { write: 'settle', about: graph.graphId },
  ]);
  return { ok: true, settingsId: taken[0]?.settingsId ?? null };
}

/** The input of the decision has none of the fields that a rule names. */
function aboutTheirs({ code, field, message }: Fault): Fault {
  return { code, field: 'take', message: field === 'take' ? message : `${field}: ${message}` };
}
