/** The error for data that no release can have written. Each store reports it to clients as damaged storage. */
export class DamagedRow extends Error {
  override readonly name = 'DamagedRow';
}
