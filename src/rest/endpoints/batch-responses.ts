/** The responses of a `$batch` so far, within the limits of size and time that all its steps share. Runs no step. */
import { Refusal } from '../../domain/errors.js';
import type { RestResponse } from '../messages.js';

// Those of one step more at the most: it has run before its response can be measured.
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_MS = 30_000;
const NOT_RUN = 'This step was not run. Send it in another batch';
const [OPEN, COMMA, CLOSE] = [Buffer.from('{"responses":['), Buffer.from(','), Buffer.from(']}')];

export class BatchResponses {
  readonly #endsAt = performance.now() + MAX_MS;
  readonly #statuses = new Map<string, number>();
  // Serialised one by one, because all of them together would block the event loop for long.
  readonly #serialised: Buffer[] = [];
  #bytes = 0;

  add(id: string, { status, headers = {}, body }: RestResponse): void {
    const type = typeof body === 'string' ? 'text/plain' : 'application/json';
    const shown = {
      id,
      status,
      headers: { ...(body !== undefined && { 'Content-Type': type }), ...headers },
      ...(body !== undefined && { body }),
    };
    const serialised = Buffer.from(JSON.stringify(shown));
    this.#statuses.set(id, status);
    this.#serialised.push(serialised);
    this.#bytes += serialised.length;
  }

  hasFailed(id: string): boolean {
    return (this.#statuses.get(id) ?? 0) >= 400;
  }

  /** Why no other step may be run; null if one may. */
  refusal(): Refusal | null {
    if (this.#bytes >= MAX_BYTES) {
      const message = `The responses before this one have ${MAX_BYTES / 1024 / 1024} MiB already. ${NOT_RUN}.`;
      return new Refusal('RATE_LIMITED', message);
    }
    if (performance.now() < this.#endsAt) return null;
    return new Refusal('UNAVAILABLE', `The batch has taken ${MAX_MS / 1000} seconds already. ${NOT_RUN}.`);
  }

  /** The body of the response to the batch. */
  toJson(): Buffer {
    const separated = this.#serialised.flatMap((each, index) => (index === 0 ? [each] : [COMMA, each]));
    return Buffer.concat([OPEN, ...separated, CLOSE]);
  }
}
