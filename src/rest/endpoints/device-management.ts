/** `deviceManagement`: the singleton that contains the collection, for clients that navigate from the service root. */
import { invalidQuery } from '../errors.js';
import type { EndpointHandler } from '../messages.js';
import { readOptions } from '../query-options.js';

const NAME = 'deviceManagement';

/** Needs no permission, as it only returns the tenant id, which is in the caller's token. */
export const getDeviceManagement: EndpointHandler = async (_service, request) => {
  const select = readOptions(request.query, ['select', 'format']).get('select') ?? 'id';
  if (!/^(?:id|\*)$/i.test(select.trim())) throw invalidQuery(`'${NAME}' has only the property 'id'.`);
  const { root, call } = request;
  const annotations = {
    '@odata.context': `${root}/$metadata#${NAME}/$entity`,
    '@odata.type': `#microsoft.graph.${NAME}`,
  };
  return { status: 200, body: { ...annotations, id: call.caller.tenantId } };
};
