/** `…/delta`: what exists, then the change log in pages, each object as its last change in the page left it. */
import { type RecordedChange, settingsAfter } from '../../domain/change.js';
import type { DerivedCredentialSettings } from '../../domain/derived-credential-settings.js';
import { EVERYTHING, type Order, SCAN_COST, type SettingsKey, settingsKey } from '../../domain/query.js';
import { decodeSettingsCursor, encodeSettingsCursor } from '../../domain/settings-cursor.js';
import type { SettingsService } from '../../domain/settings-service.js';
import { decodeChangeCursor, encodeChangeCursor } from '../../feed/change-cursor.js';
import { settingsToGraphJson } from '../../graph/entity-json.js';
import type { Property } from '../../graph/vocabulary.js';
import { invalidQuery } from '../errors.js';
import { contextUrl, nextLink } from '../links.js';
import type { RestRequest, RestResponse } from '../messages.js';
import { pageSizeOf } from '../page-size.js';
import { type RawOptions, readOptions, selectOf } from '../query-options.js';

const BY_ID: Order = [{ field: 'id', direction: 'ASC' }];

/** Where a page begins: behind a change of the log, or in the list of what existed when the reader began. */
type Start =
  | { readonly of: 'changes'; readonly after: number }
  | { readonly of: 'objects'; readonly asOf: number; readonly after: SettingsKey | null };

/** What a page holds, and what the next one begins with: another page, or what will have changed by then. */
interface Part {
  readonly value: readonly object[];
  readonly token: string;
  readonly hasNext: boolean;
}

/**
 * Without a token the objects that exist, with one what has changed since it was given out; `$deltatoken=latest` skips to
 * the end. The reader follows `@odata.nextLink` to the end and keeps the `@odata.deltaLink` found there for the next time.
 */
export async function deltaSettings(settings: SettingsService, request: RestRequest): Promise<RestResponse> {
  const options = readOptions(request.query, ['select', 'top', 'skiptoken', 'deltatoken', 'format']);
  const select = selectOf(options);
  const start = await startOf(settings, request, options);
  const { size, headers } = pageSizeOf(request, options);
  await request.charge(size + (start.of === 'objects' ? SCAN_COST : 0));
  const { value, token, hasNext } =
    start.of === 'objects'
      ? await objectsFrom(settings, request, start, size, select)
      : await changesAfter(settings, request, start.after, size, select);
  const link = hasNext
    ? { '@odata.nextLink': nextLink(request, 'skiptoken', token) }
    : { '@odata.deltaLink': nextLink(request, 'deltatoken', token) };
  const context = `${contextUrl(request, select)}/$delta`;
  return { status: 200, headers, body: { '@odata.context': context, ...link, value } };
}

/** Every page is of the same moment, so that the changes behind it complete them, whatever is written meanwhile. */
async function objectsFrom(
  settings: SettingsService,
  { call }: RestRequest,
  { asOf, after }: Extract<Start, { of: 'objects' }>,
  size: number,
  select: readonly Property[],
): Promise<Part> {
  const page = { size, from: 'start', after, before: null } as const;
  const query = { filter: EVERYTHING, order: BY_ID, page };
  const { items, hasNext } = await settings.list(call, query, { position: asOf });
  const last = items.at(-1);
  const end = encodeChangeCursor(call.caller.tenantId, asOf);
  const token = hasNext && last ? `${end}.${encodeSettingsCursor(settingsKey(last, BY_ID), BY_ID)}` : end;
  return { value: items.map((item) => present(item, select)), token, hasNext };
}

async function changesAfter(
  settings: SettingsService,
  { call }: RestRequest,
  after: number,
  size: number,
  select: readonly Property[],
): Promise<Part> {
  const page = { size, from: 'start', after, before: null } as const;
  const { items, hasNext } = await settings.listChanges(call, { filter: {}, page });
  const token = encodeChangeCursor(call.caller.tenantId, items.at(-1)?.position ?? after);
  return { value: lastOfEach(items).map((change) => entry(change, select)), token, hasNext };
}

async function startOf(settings: SettingsService, { call }: RestRequest, options: RawOptions): Promise<Start> {
  const [skip, delta] = [options.get('skiptoken'), options.get('deltatoken')];
  if (skip !== undefined && delta !== undefined) throw invalidQuery("Give '$skiptoken' or '$deltatoken', not both.");
  const token = skip ?? delta;
  if (token === undefined) return { of: 'objects', asOf: await settings.position(call), after: null };
  if (delta === 'latest') return { of: 'changes', after: await settings.position(call) };
  const [change = '', object, ...others] = token.split('.');
  const position = decodeChangeCursor(call.caller.tenantId, change);
  const after = object === undefined ? null : decodeSettingsCursor(object, BY_ID);
  if (position === null || others.length > 0 || (object !== undefined && after === null)) {
    throw invalidQuery('The token is not of this collection. Follow the links as they are.');
  }
  return after === null ? { of: 'changes', after: position } : { of: 'objects', asOf: position, after };
}

/** Each object as its last change left it, without those that came and went in between, which the reader never saw. */
function lastOfEach(changes: readonly RecordedChange[]): RecordedChange[] {
  const absent = new Set<string>();
  // Setting a key again keeps its first place, so it is removed before.
  const last = new Map<string, RecordedChange>();
  for (const change of changes) {
    if (!last.has(change.settingsId) && change.before === null) absent.add(change.settingsId);
    last.delete(change.settingsId);
    last.set(change.settingsId, change);
  }
  return [...last.values()].filter(({ settingsId, after }) => after !== null || !absent.has(settingsId));
}

function entry(change: RecordedChange, select: readonly Property[]) {
  const settings = settingsAfter(change);
  return settings === null ? { id: change.settingsId, '@removed': { reason: 'deleted' } } : present(settings, select);
}

function present(settings: DerivedCredentialSettings, select: readonly Property[]) {
  return { ...settingsToGraphJson(settings, select), id: settings.id };
}
