/** What `doctor` says of migrations that the next start applies. */

/** `space`: a clause that says how much they need. */
export function migrationsDue(count: number, space: string): string {
  const what = count === 1 ? 'a migration' : `${count} migrations`;
  return `The next start applies ${what}, ${space}, and only a backup leads back to an earlier release: make one first.`;
}

/** Rounded up. */
export function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1_000_000)} MB`;
}
