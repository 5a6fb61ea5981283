/** What fails at an address of Graph's, or near one, before a route is found: in Graph's envelope, with the way to `/beta`. */

import { COLLECTION } from '../graph/vocabulary.js';
import type { TellUnrouted } from '../http/unrouted.js';
import { jsonType } from './annotations.js';
import { errorResponse, RestError } from './errors.js';

// With or without the host in front, as HTTP allows both.
const GRAPHS = /^(?:https?:\/\/[^/?]*)?\/+(?:v\d[\w.]*|beta|deviceManagement|\$batch|\$metadata)(?=[/?#]|$)/i;
const WAY = `The API is at /beta/${COLLECTION}.`;

export const tellUnrouted: TellUnrouted = (address, { status, message }, requestId) => {
  if (!GRAPHS.test(address)) return null;
  const ids = { requestId, clientRequestId: requestId };
  const code = status === 404 ? 'ResourceNotFound' : 'BadRequest';
  const { body } = errorResponse(new RestError(status, code, `${message} ${WAY}`), ids);
  const headers = {
    'content-type': jsonType('minimal'),
    'odata-version': '4.0',
    'request-id': requestId,
    'client-request-id': requestId,
  };
  return { headers, text: JSON.stringify(body) };
};
