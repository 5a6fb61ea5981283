/**
 * Port to Microsoft Graph's derived-credential settings, and the closed set of outcomes of a request. Every call resolves; what
 * the caller must not mix up is told apart here: done, not done, refused, not sent, and unknown.
 */
import type { SettingsContent } from '../../domain/derived-credential-settings.js';
import type { Span } from '../../domain/tracing.js';

/** An object as Graph answers it. */
export interface GraphObject {
  /** As Graph spells it. */
  readonly id: string;
  /** Canonical, so that it can be compared; null if Graph's values cannot be read or break our rules. */
  readonly content: SettingsContent | null;
  /** Why there is no content. */
  readonly faults: readonly GraphFault[];
  /** Graph's JSON without annotations, to be kept and shown. */
  readonly raw: Readonly<Record<string, unknown>>;
}

export interface GraphFault {
  /** Graph's name of the property. */
  readonly field: string;
  readonly message: string;
}

export type GraphProblemCode =
  | 'CREDENTIALS'
  | 'PERMISSION'
  | 'THROTTLED'
  | 'UNREACHABLE'
  | 'OUTCOME_UNKNOWN'
  | 'REFUSED'
  | 'NOT_FOUND';

/** What went wrong, fit to be shown: no token, no secret, no address. */
export interface GraphProblem {
  readonly code: GraphProblemCode;
  readonly message: string;
  /** Null if there was no answer. */
  readonly status: number | null;
  /** Graph's code of the error. */
  readonly graphCode: string | null;
  /** Graph's id of the request, for Microsoft's support. */
  readonly requestId: string | null;
  readonly clientRequestId: string;
  /** Milliseconds to wait, as Graph asks; null if it does not say. Counts for the whole tenant. */
  readonly retryAfterMs: number | null;
}

/** How an answer is told from another, whatever it says. */
export interface GraphAnswer {
  readonly status: number;
  readonly requestId: string | null;
  /** Graph's clock: milliseconds since the epoch. */
  readonly date: number | null;
}

/** A read that did not show what Graph holds. Says nothing about absence. */
export interface ReadFailed {
  readonly kind: 'failed';
  readonly problem: GraphProblem;
}

export type ListOutcome =
  | { readonly kind: 'read'; readonly objects: readonly GraphObject[]; readonly answer: GraphAnswer }
  | ReadFailed;

export type GetOutcome =
  | { readonly kind: 'read'; readonly object: GraphObject; readonly answer: GraphAnswer }
  /** Graph's own 404. Proves nothing about a young object. */
  | { readonly kind: 'not found'; readonly problem: GraphProblem }
  | ReadFailed;

export type WriteOutcome =
  /** Graph says so; read it back. The object is null after a deletion. */
  | { readonly kind: 'done'; readonly object: GraphObject | null; readonly answer: GraphAnswer }
  /** An update was answered with another id: Graph made a new object. */
  | { readonly kind: 'forked'; readonly object: GraphObject; readonly answer: GraphAnswer }
  /** Graph may have done it, now or later. Look before anything is sent again. */
  | { readonly kind: 'unknown'; readonly problem: GraphProblem }
  /** Graph never got the request. */
  | { readonly kind: 'not sent'; readonly problem: GraphProblem }
  /** Graph turned the request away without judging it: 429, 401, 403. May be sent again. */
  | { readonly kind: 'not done'; readonly problem: GraphProblem }
  /** Graph judged the request and did nothing. Sending the same again is of no use. */
  | { readonly kind: 'refused'; readonly problem: GraphProblem }
  /** 404 on an update or a deletion. Proves nothing about a young object. */
  | { readonly kind: 'not found'; readonly problem: GraphProblem };

export interface GraphCall {
  readonly tenantId: string;
  /** Sent to Graph as `client-request-id`. */
  readonly clientRequestId: string;
  /** Ends the request, for a shutdown. A write that was under way is unknown then. */
  readonly signal?: AbortSignal;
  /** What the requests belong to. Null or left out if it is not traced. */
  readonly span?: Span | null;
}

export interface GraphWriteCall extends GraphCall {
  /** Asked right before the request leaves, also before a repetition after 401. If false: `not sent`. */
  readonly maySend?: () => boolean;
}

export interface GraphApi {
  /** All objects of the tenant: every page, or `failed`. */
  list(call: GraphCall): Promise<ListOutcome>;
  get(call: GraphCall, graphId: string): Promise<GetOutcome>;
  /** `id` asks Graph to keep this id; null to leave the choice to Graph. */
  create(call: GraphWriteCall, id: string | null, content: SettingsContent): Promise<WriteOutcome>;
  /** Sends only these fields. */
  update(call: GraphWriteCall, graphId: string, changed: Partial<SettingsContent>): Promise<WriteOutcome>;
  delete(call: GraphWriteCall, graphId: string): Promise<WriteOutcome>;
}
