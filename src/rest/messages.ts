/** Requests and responses of the REST API, independent of the transport: plain HTTP or a step of a `$batch`. */
import type { Call } from '../domain/caller.js';
import type { GraphConnection } from '../domain/graph-connection.js';
import type { SettingsService } from '../domain/settings-service.js';

/** How many OData annotations a JSON response has. */
export const METADATA_LEVELS = ['minimal', 'none', 'full'] as const;
export type MetadataLevel = (typeof METADATA_LEVELS)[number];

export interface RestRequest {
  readonly method: string;
  /** The path below the service root, percent-encoded: `deviceManagement/derivedCredentials`. */
  readonly path: string;
  /** The query string after the question mark, encoded; may be empty. */
  readonly query: string;
  /** The value of a header; `name` must be in lower case. */
  readonly header: (name: string) => string | undefined;
  /** Parses the body; undefined if there is none. Throws if it is invalid: call it after the permission check. */
  readonly body: () => unknown;
  /** The error if the body could not be received. Reported only after the permission check. */
  readonly bodyError?: unknown;
  readonly call: Call;
  readonly requestId: string;
  /** The client's own id for the request, or the same as `requestId`. */
  readonly clientRequestId: string;
  /** Takes a cost from the caller's budget. Throws a `Refusal` if too little is left. */
  readonly charge: (cost: number) => Promise<void>;
  /** The service root, with which absolute links begin: `https://example.org/beta`. */
  readonly root: string;
  readonly connection: GraphConnection;
  /** Waiting ends at this time of the monotonic clock; the same for all steps of a batch. */
  readonly waitsUntil: number;
  /** Logs an error that the client does not get to see. */
  readonly reportFault: (error: unknown) => void;
}

/** Handles an endpoint: decodes the request, calls the service, encodes the response. `id` is that of the object in the path. */
export type EndpointHandler = (service: SettingsService, request: RestRequest, id: string) => Promise<RestResponse>;

export interface RestResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The metadata level of a JSON body; `minimal` if left out. */
  readonly metadata?: MetadataLevel;
  /** Sent as text/plain if it is a string, else as JSON. A buffer holds JSON. */
  readonly body?: unknown;
}
