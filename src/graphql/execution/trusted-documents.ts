/**
 * The documents of known clients. A manifest, as GraphQL Code Generator's client preset writes it, maps hashes to documents.
 * A client may send the hash instead of the document, and documents that are not in the manifest can be refused.
 */
import { readFileSync } from 'node:fs';
import { Refusal, SetupError } from '../../domain/errors.js';
import { NO_PERSISTED_QUERIES } from './errors.js';

/** `log` logs documents that are not in the manifest, `enforce` refuses them. */
export type TrustMode = 'off' | 'log' | 'enforce';

/**
 * Replaces a hash by its document, and checks documents against the manifest. Clients cannot register documents (automatic
 * persisted queries) in any mode: if a request has a hash that is not in the manifest and a document, the hash is ignored.
 */
export type ResolveDocument = (body: unknown, onUntrusted: (hash: string | null) => void) => unknown;

// Bounds what a client can write to the log.
const MAX_HASH_LENGTH = 200;
const UNTRUSTED = 'This operation is not one of those that the service was set up to answer.';

/** Reads the manifest. Throws a `SetupError` if it is not one. */
export function trustedDocuments(mode: TrustMode, manifestFile: string | null): ResolveDocument {
  const manifest = mode === 'off' || manifestFile === null ? null : readManifest(manifestFile);
  const documents = new Set(manifest?.values());
  return (body, onUntrusted) => {
    if (!isRecord(body)) return body;
    const mayHaveHash = body['documentId'] !== undefined || body['extensions'] !== undefined;
    if (manifest === null && !mayHaveHash) return body;
    const { documentId, extensions, ...rest } = body;
    const { persistedQuery = {}, ...others } = isRecord(extensions) ? extensions : {};
    const sha256Hash = Object(persistedQuery)['sha256Hash'];
    const hash = [documentId, sha256Hash].find(isText) ?? null;
    const query = (hash === null ? undefined : manifest?.get(bare(hash))) ?? rest['query'];
    if (manifest !== null && !(isText(query) && documents.has(query))) {
      onUntrusted(hash?.slice(0, MAX_HASH_LENGTH).toWellFormed() ?? null);
      if (mode === 'enforce') throw new Refusal('FORBIDDEN', UNTRUSTED);
    }
    // On this error, clients send the document and stop sending hashes.
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

/** Some tools prefix the hash with its algorithm. */
function bare(hash: string): string {
  return hash.replace(/^sha256:/i, '');
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
