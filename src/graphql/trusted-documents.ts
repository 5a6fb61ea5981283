/**
 * The operations that the service's own clients were built with. A manifest, as GraphQL Code Generator's client preset
 * writes it, maps hashes to documents; a client may send the hash alone, and other documents may be refused.
 */
import { readFileSync } from 'node:fs';
import { Refusal, SetupError } from '../domain/errors.js';

/** `log` reports documents that are not in the manifest, `enforce` refuses them. */
export type TrustMode = 'off' | 'log' | 'enforce';

/** Puts the document in the place of its hash, and judges documents that are sent in full. */
export type ResolveDocument = (body: unknown, onUntrusted: (hash: string | null) => void) => unknown;

// A client may send anything in the place of a hash, and the log shall not hold all of it.
const MAX_HASH_LENGTH = 200;

interface Sent {
  readonly query?: unknown;
  readonly documentId?: unknown;
  readonly extensions?: { readonly persistedQuery?: { readonly sha256Hash?: unknown } } | null;
}

/** Reads the manifest. Throws a `SetupError` where it is none. */
export function trustedDocuments(mode: TrustMode, manifestFile: string | null): ResolveDocument {
  if (mode === 'off' || manifestFile === null) return (body) => body;
  const manifest = readManifest(manifestFile);
  const documents = new Set(manifest.values());
  return (body, onUntrusted) => {
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
    const { documentId, extensions, ...rest } = body as Sent;
    const { persistedQuery, ...otherExtensions } = extensions ?? {};
    const hash = [documentId, persistedQuery?.sha256Hash].find((given) => typeof given === 'string') ?? null;
    const query = hash === null ? rest.query : (manifest.get(hash) ?? rest.query);
    if (typeof query === 'string' && documents.has(query)) return { ...rest, query, extensions: otherExtensions };
    onUntrusted(hash?.slice(0, MAX_HASH_LENGTH).toWellFormed() ?? null);
    if (mode === 'log') return body;
    throw new Refusal('FORBIDDEN', 'This operation is not one of those that the service was set up to answer.');
  };
}

function readManifest(file: string): ReadonlyMap<string, string> {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new SetupError(`TRUSTED_DOCUMENTS ${file} cannot be read as JSON. Name a manifest of persisted documents.`, {
      cause: error,
    });
  }
  const entries = typeof json === 'object' && json !== null ? Object.entries(json) : [];
  if (entries.length === 0 || !entries.every(([, document]) => typeof document === 'string')) {
    throw new SetupError(`TRUSTED_DOCUMENTS ${file} does not map hashes to documents.`);
  }
  return new Map(entries);
}
