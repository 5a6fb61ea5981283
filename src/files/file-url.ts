/** `file:` URLs as the configuration uses them: `file:data/a.sqlite`, `file:///var/lib/a.sqlite`. Opens no file. */

const FILE_URL = /^file:(?:\/\/(?=\/))?([^?#]+)$/;

/** The path of a `file:` URL; null for any other URL. */
export function pathOfFileUrl(address: string): string | null {
  return FILE_URL.exec(address)?.[1] ?? null;
}
