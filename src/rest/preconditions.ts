/** Evaluates `If-Match` and `If-None-Match`, and reads `Prefer: return`. */
import type { DerivedCredentialSettings } from '../domain/derived-credential-settings.js';
import { etagOf } from '../graph/entity-json.js';
import { literal } from '../graph/literal.js';
import { badRequest, RestError } from './errors.js';
import type { RestRequest } from './messages.js';

/** The ETags in a header; `*` matches every version. */
type Condition = '*' | readonly string[];

/** The conditions of a request; undefined if the header is missing. */
export interface Conditions {
  readonly ifMatch: Condition | undefined;
  readonly ifNoneMatch: Condition | undefined;
}

const TAGS = /^(?:W\/)?"[^"]*"(?:\s*,\s*(?:W\/)?"[^"]*")*$/i;

/** Throws 400 if a header is empty or malformed: ignoring it would let a write replace a version that the client never read. */
export function conditionsOf(request: RestRequest): Conditions {
  return { ifMatch: conditionIn(request, 'If-Match'), ifNoneMatch: conditionIn(request, 'If-None-Match') };
}

/** The version that a write must replace; undefined for any. Throws 412 if a condition fails. */
export function versionToReplace(conditions: Conditions, current: DerivedCredentialSettings): number | undefined {
  const version = matchedVersion(conditions, current);
  const { ifNoneMatch } = conditions;
  if (ifNoneMatch === undefined) return version;
  if (matches(ifNoneMatch, current)) {
    throw preconditionFailed('The object has the version that If-None-Match excludes. Read it again.');
  }
  // Require the compared version, because the excluded one could be written before this write.
  return current.version;
}

/** Whether to answer a read with 304, as the client has this version already. Throws 412 if `If-Match` fails. */
export function isNotModified(conditions: Conditions, current: DerivedCredentialSettings): boolean {
  matchedVersion(conditions, current);
  return conditions.ifNoneMatch !== undefined && matches(conditions.ifNoneMatch, current);
}

/** `Prefer: return=…`: the kind of response to a write that the client prefers; undefined if it does not say. */
export function preferredReturn(request: RestRequest): 'minimal' | 'representation' | undefined {
  const match = /(?:^|[,;\s])return\s*=\s*"?(minimal|representation)"?(?=$|[,;\s])/i.exec(
    request.header('prefer') ?? '',
  );
  const preference = match?.[1]?.toLowerCase();
  return preference === 'minimal' || preference === 'representation' ? preference : undefined;
}

function conditionIn(request: RestRequest, name: string): Condition | undefined {
  const text = request.header(name.toLowerCase())?.trim();
  if (text === undefined || text === '*') return text;
  if (TAGS.test(text)) return text.match(/"[^"]*"/g) ?? [];
  const wrong = text === '' ? 'is empty' : `is ${literal(text)}, which is not an ETag`;
  throw badRequest(`${name} ${wrong}. Send an ETag as it was read, such as W/"3", or leave the header out.`);
}

function matchedVersion({ ifMatch }: Conditions, current: DerivedCredentialSettings): number | undefined {
  if (ifMatch === undefined || ifMatch === '*') return undefined;
  if (matches(ifMatch, current)) return current.version;
  throw preconditionFailed('The object has another version than If-Match asks for. Read it again.');
}

function matches(condition: Condition, current: DerivedCredentialSettings): boolean {
  return condition === '*' || condition.includes(etagOf(current).replace('W/', ''));
}

function preconditionFailed(message: string): RestError {
  return new RestError(412, 'PreconditionFailed', message);
}
