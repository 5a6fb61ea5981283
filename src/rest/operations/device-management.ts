/** `deviceManagement`: the one object that holds the collection, for clients that walk the model from its root. */
import type { SettingsService } from '../../domain/settings-service.js';
import { invalidQuery } from '../errors.js';
import type { RestRequest, RestResponse } from '../messages.js';
import { readOptions } from '../query-options.js';

const NAME = 'deviceManagement';

/** Tells nothing but which tenant the caller's token is of, so it asks for no permission. */
export async function getDeviceManagement(_settings: SettingsService, request: RestRequest): Promise<RestResponse> {
  const select = readOptions(request.query, ['select', 'format']).get('select') ?? 'id';
  if (!/^(?:id|\*)$/i.test(select.trim())) throw invalidQuery(`'${NAME}' has no property but 'id' to select.`);
  const { root, call } = request;
  const annotations = {
    '@odata.context': `${root}/$metadata#${NAME}/$entity`,
    '@odata.type': `#microsoft.graph.${NAME}`,
  };
  return { status: 200, body: { ...annotations, id: call.caller.tenantId } };
}
