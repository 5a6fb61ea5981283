/**
 * Finds out on a test tenant how its Graph behaves: creates, reads, updates and deletes one object, and measures how long reads
 * lag. Touches no other object, and removes what it made in any case.
 */
import type { GraphApi, GraphObject, WriteOutcome } from '../../connector/client/graph-api.js';
import type { SettingsContent } from '../../domain/derived-credential-settings.js';
import { Refusal } from '../../domain/errors.js';

export interface ProbeWorld {
  readonly graph: GraphApi;
  readonly tenantId: string;
  /** How long a change may be invisible, in milliseconds. Nothing is waited for longer than that. */
  readonly settleMs: number;
  /** Ends the probe early; what was made is still removed. */
  readonly signal: AbortSignal;
  newId(): string;
  say(text: string): void;
  /** Milliseconds that only grow. */
  elapsed(): number;
  wait(ms: number): Promise<void>;
}

/** Times are in milliseconds since the answer to the write; null if reads did not show it within the settling time. */
export interface Findings {
  readonly keepsIds: boolean;
  readonly updatesInPlace: boolean;
  readonly listedAfterMs: number | null;
  readonly readAfterMs: number | null;
  readonly updateShownAfterMs: number | null;
}

const POLL_MS = 250;
const MIN_REMOVAL_MS = 10_000;

export async function probeGraph(world: ProbeWorld): Promise<Findings> {
  const before = await list(world);
  // Recognises the object in a list, also if Graph gave it another id.
  const mark = `Probe ${world.newId()}`;
  try {
    const content = contentFor(mark, before);
    const { object, keepsIds } = await create(world, content);
    const listedAfterMs = await timeUntil(world, async () => (await marked(world, mark)).length > 0);
    const readAfterMs = await timeUntil(world, async () => (await get(world, object.id)) !== null);
    const updated = await update(world, object.id, mark);
    return { keepsIds, listedAfterMs, readAfterMs, ...updated };
  } finally {
    await remove(world, mark);
  }
}

/** Every object of the tenant. */
export async function list(world: Pick<ProbeWorld, 'graph' | 'tenantId' | 'newId'>): Promise<readonly GraphObject[]> {
  const { graph, tenantId, newId } = world;
  const outcome = await graph.list({ tenantId, clientRequestId: newId() });
  if (outcome.kind === 'read') return outcome.objects;
  throw new Refusal('UNAVAILABLE', `Intune cannot be read. ${outcome.problem.message}`);
}

/** Intune allows one issuer a tenant. */
function contentFor(mark: string, before: readonly GraphObject[]): SettingsContent {
  const issuer = before.find(({ content }) => content !== null)?.content?.issuer ?? 'INTERCEDE';
  const helpUrl = 'https://example.com/probe';
  return { displayName: mark, helpUrl, issuer, notificationType: 'NONE', renewalThresholdPercentage: 20 };
}

async function create(world: ProbeWorld, content: SettingsContent) {
  const { graph, newId } = world;
  const id = newId();
  const withId = await graph.create(callOf(world), id, content);
  // Graph may take no ids at all. If it refused something else, it does so again.
  const outcome = withId.kind === 'refused' ? await graph.create(callOf(world), null, content) : withId;
  const object = done(outcome, 'The object could not be created.');
  return { object, keepsIds: object.id.toLowerCase() === id };
}

async function update(world: ProbeWorld, graphId: string, mark: string) {
  const displayName = `${mark}, changed`;
  const outcome = await world.graph.update(callOf(world), graphId, { displayName });
  if (outcome.kind === 'forked') return { updatesInPlace: false, updateShownAfterMs: null };
  done(outcome, 'The object could not be updated.');
  const updateShownAfterMs = await timeUntil(
    world,
    async () => (await get(world, graphId))?.content?.displayName === displayName,
  );
  return { updatesInPlace: (await marked(world, mark)).length === 1, updateShownAfterMs };
}

/** Deletes the marked objects until none was listed for the settling time, in which a late create can still appear. */
async function remove(world: ProbeWorld, mark: string): Promise<void> {
  const { settleMs, elapsed, wait } = world;
  world.say(`Removes what was made, and watches the list for ${settleMs / 1000} s.`);
  // Time enough for Graph to recover from a fault.
  const end = elapsed() + 3 * settleMs + MIN_REMOVAL_MS;
  for (let cleanSince: number | null = null; elapsed() < end; await wait(POLL_MS)) {
    cleanSince = (await isClean(world, mark)) ? (cleanSince ?? elapsed()) : null;
    if (cleanSince !== null && elapsed() - cleanSince >= settleMs) return;
  }
  throw new Refusal('UNAVAILABLE', `The object "${mark}" may still be in Intune. Delete it there.`);
}

/** Deletes what is listed. False if something was, or if the list could not be read. Not ended by the signal. */
async function isClean({ graph, tenantId, newId }: ProbeWorld, mark: string): Promise<boolean> {
  const listed = await graph.list({ tenantId, clientRequestId: newId() });
  if (listed.kind === 'failed') return false;
  const left = listed.objects.filter((object) => isMarked(object, mark));
  for (const { id } of left) await graph.delete({ tenantId, clientRequestId: newId() }, id);
  return left.length === 0;
}

async function marked(world: ProbeWorld, mark: string): Promise<readonly GraphObject[]> {
  return (await list(world)).filter((object) => isMarked(object, mark));
}

function isMarked({ raw }: GraphObject, mark: string): boolean {
  return String(raw['displayName']).startsWith(mark);
}

async function get(world: ProbeWorld, graphId: string): Promise<GraphObject | null> {
  const outcome = await world.graph.get(callOf(world), graphId);
  if (outcome.kind === 'failed') throw new Refusal('UNAVAILABLE', outcome.problem.message);
  return outcome.kind === 'read' ? outcome.object : null;
}

async function timeUntil(world: ProbeWorld, isShown: () => Promise<boolean>): Promise<number | null> {
  const { elapsed, wait, settleMs, signal } = world;
  const start = elapsed();
  while (elapsed() - start <= settleMs) {
    if (signal.aborted) throw new Refusal('UNAVAILABLE', 'Stopped.');
    const at = elapsed();
    if (await isShown()) return Math.round(at - start);
    await wait(POLL_MS);
  }
  return null;
}

function done(outcome: WriteOutcome, what: string): GraphObject {
  if (outcome.kind === 'done' && outcome.object !== null) return outcome.object;
  const why = 'problem' in outcome ? outcome.problem.message : 'Graph answered with another object.';
  throw new Refusal('UNAVAILABLE', `${what} ${why}`);
}

function callOf({ tenantId, newId, signal }: ProbeWorld) {
  return { tenantId, clientRequestId: newId(), signal };
}
