/** Addresses of files, as settings name them: `file:data/a.sqlite`, `file:///var/lib/a.sqlite`. Opens none. */

const FILE_URL = /^file:(?:\/\/(?=\/))?([^?#]+)$/;

/** The path in an address; null if it is the address of no file. */
export function pathOfFileUrl(address: string): string | null {
  return FILE_URL.exec(address)?.[1] ?? null;
}
