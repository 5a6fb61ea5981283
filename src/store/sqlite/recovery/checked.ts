/** What an operator who asks is told of a database, whichever it is. */

export interface Checked {
  /** In the order in which they are to be told. A `fault` keeps the service from working as it should; a `note` does not. */
  readonly sentences: readonly (readonly [state: 'ok' | 'note' | 'fault', text: string])[];
  /** When the latest change was recorded, in milliseconds since the epoch; null if there is none. */
  readonly latestAt: number | null;
}
