/** The result of looking at a database for `doctor`, the same for every kind of database. */

export interface StoreCheck {
  /** In the order to print them. A `fault` keeps the service from working as it should; a `note` does not. */
  readonly sentences: readonly (readonly [state: 'ok' | 'note' | 'fault', text: string])[];
  /** Whether there is a database at all. */
  readonly exists: boolean;
  /** When the latest change was recorded, in milliseconds since the epoch; null if there is none. */
  readonly latestAt: number | null;
  /** The tenants that have recorded a change. */
  readonly tenants: readonly string[];
}
