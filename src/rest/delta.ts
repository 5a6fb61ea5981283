/** `…/delta`: the change log in pages, each object as its last change in the page left it. */
import { type RecordedChange, settingsAfter } from '../domain/change.js';
import type { SettingsService } from '../domain/settings-service.js';
import { decodeChangeCursor, encodeChangeCursor } from '../feed/change-cursor.js';
import { settingsToGraphJson } from './entity-json.js';
import { invalidQuery } from './errors.js';
import { contextUrl, nextLink } from './links.js';
import type { RestRequest, RestResponse } from './messages.js';
import { preferredPageSize } from './preconditions.js';
import { type RawOptions, readOptions, selectOf, topOf } from './query-options.js';
import type { Property } from './vocabulary.js';

const PAGE_SIZE = 100;
const MAX_PAGE_SIZE = 999;

/**
 * Without a token from the beginning, with one from where it was given out; `$deltatoken=latest` skips to the end. The
 * reader follows `@odata.nextLink` to the end of the log and keeps the `@odata.deltaLink` found there for the next time.
 */
export async function deltaSettings(settings: SettingsService, request: RestRequest): Promise<RestResponse> {
  const options = readOptions(request.query, ['select', 'top', 'skiptoken', 'deltatoken', 'format']);
  const select = selectOf(options);
  const after = await startOf(settings, request, options);
  const size = Math.min(topOf(options) ?? preferredPageSize(request) ?? PAGE_SIZE, MAX_PAGE_SIZE);
  await request.charge(size);
  const page = { size, from: 'start', after, before: null } as const;
  const { items, hasNext } = await settings.listChanges(request.call, { filter: {}, page });
  const token = encodeChangeCursor(request.call.caller.tenantId, items.at(-1)?.position ?? after);
  const link = hasNext
    ? { '@odata.nextLink': nextLink(request, 'skiptoken', token) }
    : { '@odata.deltaLink': nextLink(request, 'deltatoken', token) };
  const value = lastOfEach(items).map((change) => entry(change, select));
  return { status: 200, body: { '@odata.context': `${contextUrl(request, select)}/$delta`, ...link, value } };
}

async function startOf(settings: SettingsService, { call }: RestRequest, options: RawOptions): Promise<number> {
  const [skip, delta] = [options.get('skiptoken'), options.get('deltatoken')];
  if (skip !== undefined && delta !== undefined) throw invalidQuery("Give '$skiptoken' or '$deltatoken', not both.");
  if (delta === 'latest') return settings.position(call);
  const token = skip ?? delta;
  if (token === undefined) return 0;
  const position = decodeChangeCursor(call.caller.tenantId, token);
  if (position === null) throw invalidQuery('The token is not of this collection. Follow the links as they are.');
  return position;
}

function lastOfEach(changes: readonly RecordedChange[]): RecordedChange[] {
  // Setting a key again keeps its first place, so it is removed before.
  const last = new Map<string, RecordedChange>();
  for (const change of changes) {
    last.delete(change.settingsId);
    last.set(change.settingsId, change);
  }
  return [...last.values()];
}

function entry(change: RecordedChange, select: readonly Property[]) {
  const settings = settingsAfter(change);
  if (settings === null) return { id: change.settingsId, '@removed': { reason: 'deleted' } };
  return { ...settingsToGraphJson(settings, select), id: settings.id };
}
