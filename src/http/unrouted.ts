/** What fails before a route is found, in the form of the API at whose address it fails. Knows the form of none. */
import { failureBody } from './failures.js';

/** What a client is told of a failure where there is no request. */
export interface SocketFailure {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** An answer to a failure, apart from its status. */
export interface ToldFailure {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Tells a failure at an address of an API, as the client wrote it; null if the address is of no API that tells its own. */
export type TellUnrouted = (address: string, failure: SocketFailure, requestId: string) => ToldFailure | null;

/** The answer to a failure at an address; in the service's own form if no API has another for it. */
export function toldFailure(
  tell: TellUnrouted,
  address: string,
  failure: SocketFailure,
  requestId: string,
): ToldFailure {
  const told = tell(address, failure, requestId);
  if (told !== null) return told;
  const text = JSON.stringify(failureBody(failure, requestId));
  return { headers: { 'content-type': 'application/json; charset=utf-8' }, text };
}
