/**
 * The operations that the service's own clients were built with. A manifest, as GraphQL Code Generator's client preset
 * writes it, maps hashes to documents; a client may send the hash alone, and other documents may be refused.
 */
import { readFileSync } from 'node:fs';
import { Refusal, SetupError } from '../../domain/errors.js';
import { NO_PERSISTED_QUERIES } from './errors.js';

/** `log` reports documents that are not in the manifest, `enforce` refuses them. */
export type TrustMode = 'off' | 'log' | 'enforce';

/**
 * Puts the document in the place of its hash, and judges documents that are sent in full. Persisted queries that clients
 * register themselves are not supported, in no mode: of a hash that comes with its text only the text counts.
 */
export type ResolveDocument = (body: unknown, onUntrusted: (hash: string | null) => void) => unknown;

// A client may send anything in the place of a hash, and the log shall not hold all of it.
const MAX_HASH_LENGTH = 200;
const UNTRUSTED = 'This operation is not one of those that the service was set up to answer.';

/** Reads the manifest. Throws a `SetupError` where it is none. */
export function trustedDocuments(mode: TrustMode, manifestFile: string | null): ResolveDocument {
  const manifest = mode === 'off' || manifestFile === null ? null : readManifest(manifestFile);
  const documents = new Set(manifest?.values());
  return (body, onUntrusted) => {
    if (!isRecord(body)) return body;
    const { documentId, extensions, ...rest } = body;
    const { persistedQuery = {}, ...others } = isRecord(extensions) ? extensions : {};
    const sha256Hash = Object(persistedQuery)['sha256Hash'];
    const hash = [documentId, sha256Hash].find(isText) ?? null;
    const query = (hash === null ? undefined : manifest?.get(bare(hash))) ?? rest['query'];
    if (manifest !== null && !(isText(query) && documents.has(query))) {
      onUntrusted(hash?.slice(0, MAX_HASH_LENGTH).toWellFormed() ?? null);
      if (mode === 'enforce') throw new Refusal('FORBIDDEN', UNTRUSTED);
    }
    // Clients send the text when they are told this, and leave out the hash from then on.
    if (isText(sha256Hash) && (query == null || query === '')) throw NO_PERSISTED_QUERIES;
    return { ...rest, query, extensions: isRecord(extensions) ? others : extensions };
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
  const manifest = new Map<string, string>();
  for (const [name, document] of entries) {
    const hash = bare(name);
    if ((manifest.get(hash) ?? document) !== document) {
      throw new SetupError(`TRUSTED_DOCUMENTS ${file} maps the hash ${hash} to two documents.`);
    }
    manifest.set(hash, document);
  }
  return manifest;
}

/** Some tools write the algorithm before a hash, and some leave it out. */
function bare(hash: string): string {
  return hash.replace(/^sha256:/i, '');
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
