/** The step that sends one request to Graph: makes its intent durable, sends it, and records the outcome. Never repeats it. */
import type { AttemptIntent, GraphAttempt } from '../../domain/graph-ledger.js';
import type { Span } from '../../domain/tracing.js';
import type { WriteOutcome } from '../client/graph-api.js';
import type { Step } from '../decisions/plan-step.js';
import { writesForOutcome } from '../decisions/record-outcome.js';
import { waitAfterFailure } from './read-graph.js';
import type { TenantView } from './tenant-view.js';
import { type Again, outcomeContext, reportAttempt, type WorkerContext } from './worker-context.js';

const CONFLICT = 409;

type SendStep = Extract<Step, { do: 'send' }>;

export function sendRequest(context: WorkerContext, step: SendStep, view: TenantView): Promise<Again> {
  const fields = step.judgement.is === 'update' ? step.judgement.fields : [];
  return send(context, intentOf(context, step, view), fields, view);
}

/** Deletes an object that only Graph has. It has no settings id, so the attempt is kept under its Graph id. */
export function deleteInGraph(context: WorkerContext, graphId: string, view: TenantView): Promise<Again> {
  const about = { settingsId: graphId, version: 0, graphId, content: null } as const;
  const intent = { ...about, operation: 'delete', reason: 'resolve', ...circumstances(context, view) } as const;
  return send(context, intent, [], view);
}

async function send(
  context: WorkerContext,
  intent: AttemptIntent,
  fields: readonly string[],
  view: TenantView,
): Promise<Again> {
  const { lease, memory } = context;
  const { clock } = context.parts;
  const seq = await lease.write([{ write: 'begin', intent }]);
  if (seq === null) throw new Error('The ledger gave the attempt no number.');
  const attempt = { ...intent, seq, fence: lease.fence, outcome: null, outcomeAt: null, problem: null };
  const span = beginDelivery(context, attempt);
  const began = clock.elapsed();
  const outcome = await request(context, attempt, fields, view, span);
  memory.haveWritten(attempt.settingsId, seq);
  if (span !== null) endDelivery(context, attempt, span, outcome);
  return finish(context, attempt, outcome, view, clock.elapsed() - began);
}

/** In the trace of the request that made the change, if this process knows it. */
function beginDelivery(
  { tenantId, parts: { tracing, changeSpans } }: WorkerContext,
  { settingsId, version, operation }: GraphAttempt,
): Span | null {
  const attributes = { 'derived_credentials.operation': operation };
  const origin = changeSpans?.find({ tenantId, settingsId, version });
  return origin?.child('delivery', attributes) ?? tracing?.begin('delivery', () => attributes) ?? null;
}

function endDelivery(
  { tenantId, parts }: WorkerContext,
  { settingsId, version }: GraphAttempt,
  span: Span,
  { kind }: WriteOutcome,
): void {
  const outcome = kind.replaceAll(' ', '_');
  span.set({ 'derived_credentials.outcome': outcome });
  // What restores the object much later belongs to no request.
  if (kind === 'done') parts.changeSpans?.forget({ tenantId, settingsId, version });
  else span.fail(outcome);
  span.end();
}

function intentOf(context: WorkerContext, { object, judgement }: SendStep, view: TenantView): AttemptIntent {
  const { wanted, link } = object;
  const restore = (judgement.is === 'create' || judgement.is === 'update') && judgement.restore;
  return {
    settingsId: wanted.settingsId,
    version: wanted.version,
    operation: judgement.is as GraphAttempt['operation'],
    // A link that a person rebased has no confirmed version.
    reason: restore ? 'restore' : link?.confirmedVersion === 0 ? 'resolve' : 'change',
    content: wanted.content,
    graphId: judgement.is === 'create' ? null : (link?.graphId ?? null),
    ...circumstances(context, view),
  };
}

function circumstances({ parts }: WorkerContext, view: TenantView) {
  return {
    idsBefore: view.present.map(({ graphId }) => graphId),
    clientRequestId: parts.newId(),
    at: parts.clock.now(),
  };
}

function request(
  { tenantId, lease, parts: { graph, ending: signal } }: WorkerContext,
  { settingsId, content, graphId, clientRequestId }: GraphAttempt,
  fields: readonly string[],
  view: TenantView,
  span: Span | null,
): Promise<WriteOutcome> {
  // Checked right before the request leaves: the fence guards the ledger, not Graph.
  const call = { tenantId, clientRequestId, signal, span, maySend: () => lease.maySend() };
  if (graphId === null) {
    if (content === null) throw new Error('A create has no content.');
    return graph.create(call, mayNameId(view, settingsId) ? settingsId : null, content);
  }
  if (content === null) return graph.delete(call, graphId);
  const changed = Object.fromEntries(Object.entries(content).filter(([field]) => fields.includes(field)));
  return graph.update(call, graphId, changed);
}

/** Graph may not accept an id again that it had once, and refuses one that it does not keep. */
function mayNameId({ connection, ledger }: TenantView, settingsId: string): boolean {
  const latest = ledger.latest.find((attempt) => attempt.settingsId === settingsId) ?? null;
  const wasThere = latest !== null && (latest.operation !== 'create' || latest.outcome === 'confirmed');
  return connection.keepsIds !== false && !wasThere && latest?.problem?.status !== CONFLICT;
}

async function finish(
  context: WorkerContext,
  attempt: GraphAttempt,
  outcome: WriteOutcome,
  view: TenantView,
  ms: number,
): Promise<Again> {
  const { lease, memory } = context;
  const writes = writesForOutcome(outcome, outcomeContext(context, attempt, view));
  const problem = 'problem' in outcome ? outcome.problem : null;
  await lease.write(writes);
  const close = writes.find((write) => write.write === 'close');
  reportAttempt(context, attempt, close?.outcome ?? 'unknown', outcome, ms);
  if (problem === null || close?.outcome === 'refused') return 0;
  if (close === undefined) {
    if (problem.status === CONFLICT) memory.haveMetConflict(attempt.seq, problem);
    if (problem.retryAfterMs !== null) memory.block(problem.retryAfterMs);
    return Math.max(1, memory.nextLookMs(attempt), memory.blockedMs);
  }
  // Graph refused the id only: send again without it.
  if (outcome.kind === 'refused') return 0;
  return waitAfterFailure(context, problem, (await context.view()).connection);
}
