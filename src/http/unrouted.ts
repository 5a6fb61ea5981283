/** Failures outside of any route, formatted by the API that owns the URL. Knows no API's format itself. */
import { failureBody } from './failures.js';

/** A failure outside of any route. */
export interface UnroutedFailure {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** A response to a failure, without its status. */
export interface FormattedFailure {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Formats a failure in an API's error format. `address` is the request target as sent; null if it is not the API's. */
export type FormatUnrouted = (address: string, failure: UnroutedFailure, requestId: string) => FormattedFailure | null;

/** Formats a failure: as `format` does, or in the default format if that returns null. */
export function formatFailure(
  format: FormatUnrouted,
  address: string,
  failure: UnroutedFailure,
  requestId: string,
): FormattedFailure {
  const formatted = format(address, failure, requestId);
  if (formatted !== null) return formatted;
  const text = JSON.stringify(failureBody(failure, requestId));
  return { headers: { 'content-type': 'application/json; charset=utf-8' }, text };
}
