/** `If-Match`, `If-None-Match` and `Prefer`: what a request makes its answer depend on. */
import type { DerivedCredentialSettings } from '../domain/derived-credential-settings.js';
import { etagOf } from '../graph/entity-json.js';
import { literal } from '../graph/literal.js';
import { badRequest, RestError } from './errors.js';
import type { RestRequest } from './messages.js';

/** The versions that a header names; all of them if it is `*`. */
type Condition = '*' | readonly string[];

/** What a request depends on; undefined for a header that is not there. */
export interface Conditions {
  readonly ifMatch: Condition | undefined;
  readonly ifNoneMatch: Condition | undefined;
}

const TAGS = /^(?:W\/)?"[^"]*"(?:\s*,\s*(?:W\/)?"[^"]*")*$/i;

/** Throws 400 for a header that is empty or malformed: without it, a write would replace what its client never saw. */
export function conditionsOf(request: RestRequest): Conditions {
  return { ifMatch: conditionIn(request, 'If-Match'), ifNoneMatch: conditionIn(request, 'If-None-Match') };
}

/** The version that a write has to replace; undefined if any will do. Throws 412 if a condition does not hold. */
export function versionToReplace(conditions: Conditions, current: DerivedCredentialSettings): number | undefined {
  const version = matchedVersion(conditions, current);
  const { ifNoneMatch } = conditions;
  if (ifNoneMatch === undefined) return version;
  if (names(ifNoneMatch, current)) {
    throw preconditionFailed('The object has the version that If-None-Match excludes. Read it again.');
  }
  // What was compared is what must be replaced: the excluded version could come to be before the write.
  return current.version;
}

/** Whether a read can be answered with 304: the client has this version already. Throws 412 if `If-Match` fails. */
export function isNotModified(conditions: Conditions, current: DerivedCredentialSettings): boolean {
  matchedVersion(conditions, current);
  return conditions.ifNoneMatch !== undefined && names(conditions.ifNoneMatch, current);
}

/** Which of the two kinds of answer to a write the client prefers, if it says. */
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
  if (names(ifMatch, current)) return current.version;
  throw preconditionFailed('The object has another version than If-Match asks for. Read it again.');
}

function names(condition: Condition, current: DerivedCredentialSettings): boolean {
  return condition === '*' || condition.includes(etagOf(current).replace('W/', ''));
}

function preconditionFailed(message: string): RestError {
  return new RestError(412, 'PreconditionFailed', message);
}
