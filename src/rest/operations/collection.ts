/** The operations on `deviceManagement/derivedCredentials`: decode, one call of the service, encode. */

import { canonicalId, type DerivedCredentialSettings } from '../../domain/derived-credential-settings.js';
import { needsScan, needsSort, type Order, SCAN_COST, settingsKey } from '../../domain/query.js';
import { decodeSettingsCursor, encodeSettingsCursor } from '../../domain/settings-cursor.js';
import type { Outcome, SettingsService } from '../../domain/settings-service.js';
import { etagOf, settingsToGraphJson } from '../../graph/entity-json.js';
import { PROPERTIES } from '../../graph/vocabulary.js';
import { createInputOf, updateInputOf } from '../entity-body.js';
import { errorOfFaults, RestError } from '../errors.js';
import { contextUrl, entityUrl, nextLink } from '../links.js';
import type { RestRequest, RestResponse } from '../messages.js';
import { pageSizeOf } from '../page-size.js';
import { type Conditions, conditionsOf, isNotModified, preferredReturn, versionToReplace } from '../preconditions.js';
import { countOf, filterOf, orderOf, readOptions, selectOf, skipOf } from '../query-options.js';
import { continued, encodeSkipToken, notOfThisList } from '../skip-token.js';

const LIST_OPTIONS = ['filter', 'orderby', 'select', 'top', 'skip', 'skiptoken', 'count', 'search', 'format'] as const;

export async function createSettings(settings: SettingsService, request: RestRequest): Promise<RestResponse> {
  readOptions(request.query, ['format']);
  const created = succeeded(await settings.create(request.call, createInputOf(request.body())));
  return written(request, created, 201);
}

export async function listSettings(settings: SettingsService, request: RestRequest): Promise<RestResponse> {
  const { options, cursor } = continued(readOptions(request.query, LIST_OPTIONS));
  const [filter, order, select] = [filterOf(options), orderOf(options), selectOf(options)];
  const after = cursor === null ? null : decodeSettingsCursor(cursor, order);
  if (cursor !== null && after === null) throw notOfThisList();
  const { size, headers } = pageSizeOf(request, options);
  const skip = skipOf(options);
  // What is passed over is read as well.
  const beside = needsScan(filter) || needsSort(order) ? SCAN_COST : Math.min(skip, SCAN_COST);
  await request.charge(size + beside);
  const page = { size, from: 'start', after, before: null, skip, withTotalCount: countOf(options) } as const;
  const found = await settings.list(request.call, { filter, order, page });
  const last = found.items.at(-1);
  const more = found.hasNext && last !== undefined ? cursorOf(last, order) : undefined;
  return {
    status: 200,
    headers,
    body: {
      '@odata.context': contextUrl(request, select),
      ...(found.totalCount !== undefined && { '@odata.count': found.totalCount }),
      ...(more !== undefined && { '@odata.nextLink': nextLink(request, 'skiptoken', encodeSkipToken(options, more)) }),
      value: found.items.map((item) => settingsToGraphJson(item, select)),
    },
  };
}

function cursorOf(settings: DerivedCredentialSettings, order: Order): string {
  return encodeSettingsCursor(settingsKey(settings, order), order);
}

export async function countSettings(settings: SettingsService, request: RestRequest): Promise<RestResponse> {
  const filter = filterOf(readOptions(request.query, ['filter', 'search']));
  if (needsScan(filter)) await request.charge(SCAN_COST);
  return { status: 200, body: String(await settings.count(request.call, filter)) };
}

export async function getSettings(settings: SettingsService, request: RestRequest, id: string): Promise<RestResponse> {
  const select = selectOf(readOptions(request.query, ['select', 'format']));
  const conditions = conditionsOf(request);
  const found = await existing(settings, request, id);
  if (isNotModified(conditions, found)) return { status: 304, headers: { etag: etagOf(found) } };
  const context = { '@odata.context': `${contextUrl(request, select)}/$entity` };
  return { status: 200, headers: { etag: etagOf(found) }, body: { ...context, ...settingsToGraphJson(found, select) } };
}

export async function updateSettings(
  settings: SettingsService,
  request: RestRequest,
  id: string,
): Promise<RestResponse> {
  readOptions(request.query, ['format']);
  checkId(id);
  const conditions = conditionsOf(request);
  const input = updateInputOf(id, request.body());
  const version = await requiredVersion(settings, request, id, conditions);
  const updated = succeeded(await settings.update(request.call, { ...input, expectedVersion: version }));
  return written(request, updated, 200);
}

export async function deleteSettings(
  settings: SettingsService,
  request: RestRequest,
  id: string,
): Promise<RestResponse> {
  readOptions(request.query, []);
  checkId(id);
  const version = await requiredVersion(settings, request, id, conditionsOf(request));
  succeeded(await settings.delete(request.call, { id, expectedVersion: version }));
  return { status: 204 };
}

/** The service checks the version again as it writes; reading first only tells which of several tags is meant. */
async function requiredVersion(
  settings: SettingsService,
  request: RestRequest,
  id: string,
  conditions: Conditions,
): Promise<number | undefined> {
  if (conditions.ifMatch === undefined && conditions.ifNoneMatch === undefined) return undefined;
  return versionToReplace(conditions, await existing(settings, request, id));
}

async function existing(
  settings: SettingsService,
  { call }: RestRequest,
  id: string,
): Promise<DerivedCredentialSettings> {
  const found = await settings.find(call, id);
  if (found === null) throw notFound();
  return found;
}

/** In a path, what is no id at all is one more id that does not exist. */
function checkId(id: string): void {
  if (canonicalId(id) === null) throw notFound();
}

function notFound(): RestError {
  return new RestError(404, 'ResourceNotFound', 'There is no settings object with this id.');
}

function succeeded(outcome: Outcome): DerivedCredentialSettings {
  if (outcome.ok) return outcome.settings;
  throw errorOfFaults(outcome.faults);
}

function written(request: RestRequest, settings: DerivedCredentialSettings, status: 200 | 201): RestResponse {
  const preference = preferredReturn(request);
  const headers = {
    etag: etagOf(settings),
    ...(status === 201 && { location: entityUrl(request, settings.id) }),
    ...(preference && { 'preference-applied': `return=${preference}` }),
  };
  if (preference === 'minimal')
    return { status: 204, headers: { ...headers, 'odata-entityid': entityUrl(request, settings.id) } };
  const context = { '@odata.context': `${contextUrl(request, PROPERTIES)}/$entity` };
  return { status, headers, body: { ...context, ...settingsToGraphJson(settings) } };
}
