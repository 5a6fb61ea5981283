/**
 * The hash of a log entry, in RFC 8785 (JCS): form 1. It must give the same result for a stored row for ever. A new form gets a
 * new number and its own function. Reads and writes nothing.
 */
import { hash } from 'node:crypto';
import type { Value } from '../rows.js';

/** An entry as its row has it, without what only the commit knows. */
export interface EntryContent {
  readonly tenantId: string;
  readonly settingsId: string;
  readonly version: number;
  readonly kind: string;
  readonly recordedAt: number;
  /** `commitmentTo` the subject: the entry stays valid if the subject is erased. */
  readonly actor: string;
  readonly clientId: Value;
  readonly actorKind: string;
  readonly origin: string;
  readonly requestId: string;
  readonly snapshotFormat: number;
  /** The stored text, which is JSON with its members in alphabetical order and without spaces. */
  readonly after: string | null;
}

/** What an entry gets from the log at the commit. */
export interface EntryPlace {
  readonly position: number;
  readonly at: number;
  readonly createdAt: number;
}

const FORM = 1;

/** SHA-256 of what is known before the commit, in base64. The members are in the order that RFC 8785 asks for. */
export function contentHash(entry: EntryContent): string {
  const { actor, actorKind, after, clientId, kind, origin, recordedAt } = entry;
  const { requestId, settingsId, snapshotFormat, tenantId, version } = entry;
  const text =
    `{"actor":"${actor}","actorKind":"${actorKind}","after":${after},"clientId":${json(clientId)},"form":${FORM},` +
    `"kind":"${kind}","origin":"${origin}","recordedAt":${recordedAt},"requestId":${json(requestId)},` +
    `"settingsId":${json(settingsId)},"snapshotFormat":${snapshotFormat},"tenantId":${json(tenantId)},"version":${version}}`;
  return sha256(text);
}

/** The hash of an entry after the one with the hash `previous`; null for the first entry. PostgreSQL has the same as `log_hash`. */
export function entryHash(previous: string | null, { position, at, createdAt }: EntryPlace, content: string): string {
  return sha256(
    `{"at":${at},"content":"${content}","createdAt":${createdAt},"position":${position},"previous":${json(previous)}}`,
  );
}

/** What entries contain instead of a subject. It says nothing about the subject without the salt. */
export function commitmentTo(subject: string, salt: string): string {
  return sha256(`{"salt":${json(salt)},"subject":${json(subject)}}`);
}

function sha256(text: string): string {
  return hash('sha256', text, 'base64');
}

/** Half a surrogate pair is no character: a database stores U+FFFD instead. */
function json(value: Value): string {
  return JSON.stringify(typeof value === 'string' ? value.toWellFormed() : value);
}
