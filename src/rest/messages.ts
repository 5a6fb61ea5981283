/** Requests and answers of the REST face, apart from how they travel: alone over HTTP, or as steps of a batch. */
import type { Call } from '../domain/caller.js';

/** How much an answer of JSON says about itself. */
export const METADATA_LEVELS = ['minimal', 'none', 'full'] as const;
export type MetadataLevel = (typeof METADATA_LEVELS)[number];

export interface RestRequest {
  readonly method: string;
  /** The path below the service root, still percent-encoded: `deviceManagement/derivedCredentials`. */
  readonly path: string;
  /** What follows the question mark, still encoded; empty where there is none. */
  readonly query: string;
  /** A header's value, whatever the letter case of its name. */
  readonly header: (name: string) => string | undefined;
  /** The parsed body; undefined if there is none. Throws if it cannot be read, which permission is asked before. */
  readonly body: () => unknown;
  /** Why the body did not arrive; left out if it did. Refused with this once the permission is known. */
  readonly unread?: unknown;
  readonly call: Call;
  readonly requestId: string;
  /** The client's own id for the request, or the same as `requestId`. */
  readonly clientRequestId: string;
  /** Takes the cost of the operation from the caller's budget, or throws a `Refusal`. */
  readonly charge: (cost: number) => Promise<void>;
  /** What absolute links begin with: `https://example.org/beta`. */
  readonly root: string;
}

export interface RestResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** How much a body of JSON says about itself; `minimal` if left out. */
  readonly metadata?: MetadataLevel;
  /** Sent as JSON, or as it is where it is a text. */
  readonly body?: unknown;
}
