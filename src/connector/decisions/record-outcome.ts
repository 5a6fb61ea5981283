/** What is written to the ledger for the outcome of a request, or for the conclusion about one of unknown outcome. Pure. */
import { differingFields, type SettingsContent } from '../../domain/derived-credential-settings.js';
import type { ConnectionFacts, GraphAttempt, GraphLink, LedgerWrite } from '../../domain/graph-ledger.js';
import type { GraphObject, GraphProblem, WriteOutcome } from '../client/graph-api.js';
import { storedProblem } from '../worker/stored-problem.js';
import type { Conclusion, Listed } from './plan-attempt.js';

export interface OutcomeContext {
  readonly attempt: GraphAttempt;
  readonly link: GraphLink | null;
  readonly connection: ConnectionFacts;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Nothing if the outcome is not known: then the attempt stays open. */
export function writesForOutcome(outcome: WriteOutcome, context: OutcomeContext): readonly LedgerWrite[] {
  const { attempt, at } = context;
  switch (outcome.kind) {
    case 'done':
      return writesForDone(outcome.object, context);
    case 'forked':
      return writesForTwo('forked', [attempt.graphId ?? '', outcome.object.id], context);
    case 'unknown':
    case 'not found':
      return [];
    case 'refused':
      if (isIdRefused(outcome.problem.message, context)) {
        return [closed(context, 'not done', storedProblem(outcome.problem, at)), learned(context, { keepsIds: false })];
      }
      return [closed(context, 'refused', storedProblem(outcome.problem, at))];
    case 'not sent':
    case 'not done':
      return [closed(context, outcome.kind, storedProblem(outcome.problem, at))];
  }
}

export function writesForConclusion(conclusion: Conclusion, context: OutcomeContext): readonly LedgerWrite[] {
  switch (conclusion.outcome) {
    case 'open':
      return [];
    case 'conflict':
    case 'forked':
      return writesForTwo(conclusion.outcome, conclusion.graphIds, context);
    case 'confirmed':
      return writesForFound(conclusion.object, context);
    default:
      return [closed(context, conclusion.outcome, null)];
  }
}

/** Graph named a conflict, and nothing was found after the settling time: it has refused the request. */
export function writesForConflict(problem: GraphProblem, context: OutcomeContext): readonly LedgerWrite[] {
  return [closed(context, 'refused', { ...storedProblem(problem, context.at), code: 'REFUSED' })];
}

function writesForDone(object: GraphObject | null, context: OutcomeContext): readonly LedgerWrite[] {
  const { attempt, connection } = context;
  // Whether an update made a new object can only be seen in a list after the settling time.
  if (attempt.operation === 'update' && connection.updatesInPlace === null) return [];
  const listed = object && { graphId: object.id, content: object.content };
  const writes = writesForFound(listed, context, true);
  if (attempt.operation !== 'create' || object === null || connection.keepsIds !== null) return writes;
  return [...writes, learned(context, { keepsIds: object.id.toLowerCase() === attempt.settingsId })];
}

/** The request was done, and this is the object then; null after a deletion. `answered`: by Graph's answer to the request. */
function writesForFound(object: Listed | null, context: OutcomeContext, answered = false): readonly LedgerWrite[] {
  const { attempt, connection, at } = context;
  const close = closed(context, 'confirmed', null);
  if (attempt.operation === 'delete') return [close, ...writesForDeleted(context)];
  if (object === null || attempt.content === null) return [close];
  // What a look found may have been edited since by somebody else: then only what was sent is known to be ours.
  const isBase = answered || attempt.operation === 'update';
  const shown = isBase ? object : { ...object, content: attempt.content };
  const link = linkAfter(attempt, attempt.content, shown, context.link, at);
  const writes: LedgerWrite[] = [close, { write: 'link', link }, { write: 'settle', about: attempt.settingsId }];
  const learns = attempt.operation === 'update' && connection.updatesInPlace === null;
  return learns ? [...writes, learned(context, { updatesInPlace: true })] : writes;
}

/** An object that is not here was deleted by a person's decision, which that ends. */
function writesForDeleted({ attempt, link }: OutcomeContext): readonly LedgerWrite[] {
  const settle = { write: 'settle', about: attempt.graphId ?? attempt.settingsId } as const;
  if (link === null || link.graphId !== attempt.graphId) return [settle];
  return [{ write: 'unlink', settingsId: attempt.settingsId }, settle];
}

/** A field that was not sent keeps its base, so that what somebody else changed there stays visible as drift. */
function linkAfter(
  attempt: GraphAttempt,
  wanted: SettingsContent,
  object: Listed,
  before: GraphLink | null,
  at: number,
): GraphLink {
  const base = before?.confirmed ?? null;
  const sent = attempt.operation === 'create' ? null : differingFields(base, wanted);
  const shown = object.content ?? wanted;
  const fields = sent === null ? shown : Object.fromEntries(sent.map((field) => [field, shown[field]]));
  return {
    settingsId: attempt.settingsId,
    graphId: object.graphId,
    confirmed: { ...wanted, ...fields },
    confirmedVersion: attempt.version,
    confirmedAt: at,
    linkedAt: before?.linkedAt ?? at,
    linkedBy: before?.linkedBy ?? 'created',
  };
}

/** Two objects where one is wanted: a person decides. */
function writesForTwo(
  outcome: 'forked' | 'conflict',
  graphIds: readonly string[],
  context: OutcomeContext,
): readonly LedgerWrite[] {
  const kind = outcome === 'forked' ? 'NOT_UPDATED_IN_PLACE' : 'FOUND_TWICE';
  const decision = { about: context.attempt.settingsId, kind, graphIds, since: context.at } as const;
  const writes: LedgerWrite[] = [closed(context, outcome, null), { write: 'decide', decision }];
  return outcome === 'forked' ? [...writes, learned(context, { updatesInPlace: false })] : writes;
}

/** Graph refused the create because of the id that was sent along: the same without an id may be sent at once. */
function isIdRefused(message: string, { attempt, connection }: OutcomeContext): boolean {
  return attempt.operation === 'create' && connection.keepsIds === null && /\bid\b/i.test(message);
}

function closed(
  { attempt, at }: OutcomeContext,
  outcome: NonNullable<GraphAttempt['outcome']>,
  problem: GraphAttempt['problem'],
) {
  return { write: 'close', seq: attempt.seq, outcome, at, problem } as const;
}

function learned({ connection }: OutcomeContext, facts: Partial<ConnectionFacts>) {
  return { write: 'connection', facts: { ...connection, ...facts } } as const;
}
