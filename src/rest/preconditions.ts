/** `If-Match`, `If-None-Match` and `Prefer`: what a request makes its answer depend on. */
import type { DerivedCredentialSettings } from '../domain/derived-credential-settings.js';
import { etagOf } from './entity-json.js';
import { RestError } from './errors.js';
import type { RestRequest } from './messages.js';

/**
 * The version that `If-Match` allows a write to replace; undefined where any will do. Throws 412 where it names none that
 * the object has.
 */
export function expectedVersion(request: RestRequest, current: DerivedCredentialSettings): number | undefined {
  const condition = request.header('if-match');
  if (condition === undefined || condition.trim() === '*') return undefined;
  if (matches(condition, current)) return current.version;
  throw preconditionFailed();
}

/** Whether a read can be answered with 304: the client has this version already. Throws 412 where `If-Match` fails. */
export function isNotModified(request: RestRequest, current: DerivedCredentialSettings): boolean {
  expectedVersion(request, current);
  const condition = request.header('if-none-match');
  return condition !== undefined && (condition.trim() === '*' || matches(condition, current));
}

/** Which of the two kinds of answer to a write the client prefers, if it says. */
export function preferredReturn(request: RestRequest): 'minimal' | 'representation' | undefined {
  const match = /(?:^|[,;\s])return\s*=\s*"?(minimal|representation)"?(?=$|[,;\s])/i.exec(
    request.header('prefer') ?? '',
  );
  const preference = match?.[1]?.toLowerCase();
  return preference === 'minimal' || preference === 'representation' ? preference : undefined;
}

/** The page size that the client prefers, if it says. */
export function preferredPageSize(request: RestRequest): number | undefined {
  const size = /(?:^|[,;\s])(?:odata\.)?maxpagesize\s*=\s*(\d{1,6})(?=$|[,;\s])/i.exec(
    request.header('prefer') ?? '',
  )?.[1];
  return size === undefined ? undefined : Math.max(1, Number(size));
}

function matches(condition: string, current: DerivedCredentialSettings): boolean {
  const wanted = weak(etagOf(current));
  return condition.split(',').some((tag) => weak(tag.trim()) === wanted);
}

function weak(tag: string): string {
  return tag.replace(/^W\//i, '');
}

function preconditionFailed(): RestError {
  return new RestError(
    412,
    'PreconditionFailed',
    'The object has another version than If-Match asks for. Read it again.',
  );
}
