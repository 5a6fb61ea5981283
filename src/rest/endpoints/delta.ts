/** `…/delta`: first all objects, then pages of the change log that contain each changed object once, in its latest state. */
import { type RecordedChange, settingsAfter } from '../../domain/change.js';
import type { DerivedCredentialSettings } from '../../domain/derived-credential-settings.js';
import { EVERYTHING, type Order, type SettingsKey, settingsKey } from '../../domain/query.js';
import { scanCost } from '../../domain/scans.js';
import { decodeSettingsCursor, encodeSettingsCursor } from '../../domain/settings-cursor.js';
import type { SettingsService } from '../../domain/settings-service.js';
import { decodeChangeCursor, encodeChangeCursor } from '../../feed/change-cursor.js';
import { settingsToGraphJson } from '../../graph/entity-json.js';
import type { Property } from '../../graph/vocabulary.js';
import { invalidQuery } from '../errors.js';
import { contextUrl, nextLink } from '../links.js';
import type { EndpointHandler, RestRequest } from '../messages.js';
import { pageSizeOf } from '../page-size.js';
import { type RawOptions, readOptions, selectOf } from '../query-options.js';

const BY_ID: Order = [{ field: 'id', direction: 'ASC' }];

/** Where a page starts: after a position in the change log, or in the list of objects as of the position `asOf`. */
type DeltaStart =
  | { readonly of: 'changes'; readonly after: number }
  | { readonly of: 'objects'; readonly asOf: number; readonly after: SettingsKey | null };

/** The entries of a page, and the token of what follows: the next page if `hasNext`, or else the changes from now on. */
interface DeltaPage {
  readonly value: readonly object[];
  readonly token: string;
  readonly hasNext: boolean;
}

/**
 * Without a token: all objects. With a token: the changes since it was issued. The last page has an `@odata.deltaLink`, with
 * which the client asks for later changes. `$deltatoken=latest` returns this link at once, without objects.
 */
export const deltaSettings: EndpointHandler = async (service, request) => {
  const options = readOptions(request.query, ['select', 'top', 'skiptoken', 'deltatoken', 'format']);
  const select = selectOf(options);
  const start = await startOf(service, request, options);
  const { size, headers } = pageSizeOf(request, options);
  await request.charge(size + (start.of === 'objects' ? scanCost((await service.extent(request.call)).changes) : 0));
  const { value, token, hasNext } =
    start.of === 'objects'
      ? await objectPage(service, request, start, size, select)
      : await changePage(service, request, start.after, size, select);
  const link = hasNext
    ? { '@odata.nextLink': nextLink(request, 'skiptoken', token) }
    : { '@odata.deltaLink': nextLink(request, 'deltatoken', token) };
  const context = `${contextUrl(request, select)}/$delta`;
  return { status: 200, headers, body: { '@odata.context': context, ...link, value } };
};

/** All pages show the state as of one position, so the change log after it contains every write made meanwhile. */
async function objectPage(
  service: SettingsService,
  { call }: RestRequest,
  { asOf, after }: Extract<DeltaStart, { of: 'objects' }>,
  size: number,
  select: readonly Property[],
): Promise<DeltaPage> {
  const page = { size, from: 'start', after, before: null } as const;
  const query = { filter: EVERYTHING, order: BY_ID, page };
  const { items, hasNext } = await service.list(call, query, { position: asOf });
  const last = items.at(-1);
  const end = encodeChangeCursor(call.caller.tenantId, asOf);
  const token = hasNext && last ? `${end}.${encodeSettingsCursor(settingsKey(last, BY_ID), BY_ID)}` : end;
  return { value: items.map((item) => objectToJson(item, select)), token, hasNext };
}

async function changePage(
  service: SettingsService,
  { call }: RestRequest,
  after: number,
  size: number,
  select: readonly Property[],
): Promise<DeltaPage> {
  const page = { size, from: 'start', after, before: null } as const;
  const { items, hasNext } = await service.listChanges(call, { filter: {}, page });
  const token = encodeChangeCursor(call.caller.tenantId, items.at(-1)?.position ?? after);
  return { value: lastChangeOfEach(items).map((change) => changeToJson(change, select)), token, hasNext };
}

async function startOf(service: SettingsService, { call }: RestRequest, options: RawOptions): Promise<DeltaStart> {
  const [skip, delta] = [options.get('skiptoken'), options.get('deltatoken')];
  if (skip !== undefined && delta !== undefined) throw invalidQuery("Use '$skiptoken' or '$deltatoken', not both.");
  const token = skip ?? delta;
  if (token === undefined) return { of: 'objects', asOf: await service.position(call), after: null };
  if (delta === 'latest') return { of: 'changes', after: await service.position(call) };
  const [change = '', object, ...others] = token.split('.');
  const position = decodeChangeCursor(call.caller.tenantId, change);
  const after = object === undefined ? null : decodeSettingsCursor(object, BY_ID);
  if (position === null || others.length > 0 || (object !== undefined && after === null)) {
    throw invalidQuery('The token does not belong to this collection. Follow the links unchanged.');
  }
  return after === null ? { of: 'changes', after: position } : { of: 'objects', asOf: position, after };
}

/** The last change of each object, without objects that were both created and deleted in these changes. */
function lastChangeOfEach(changes: readonly RecordedChange[]): RecordedChange[] {
  const absent = new Set<string>();
  // A Map keeps the first position of a key that is set again, so delete it before.
  const last = new Map<string, RecordedChange>();
  for (const change of changes) {
    if (!last.has(change.settingsId) && change.before === null) absent.add(change.settingsId);
    last.delete(change.settingsId);
    last.set(change.settingsId, change);
  }
  return [...last.values()].filter(({ settingsId, after }) => after !== null || !absent.has(settingsId));
}

function changeToJson(change: RecordedChange, select: readonly Property[]) {
  const settings = settingsAfter(change);
  return settings === null
    ? { id: change.settingsId, '@removed': { reason: 'deleted' } }
    : objectToJson(settings, select);
}

function objectToJson(settings: DerivedCredentialSettings, select: readonly Property[]) {
  return { ...settingsToGraphJson(settings, select), id: settings.id };
}
