/** Formats failures outside of any route like Graph, if the URL looks like one of Graph's; names the correct path. */
import { COLLECTION } from '../graph/vocabulary.js';
import type { FormatUnrouted } from '../http/unrouted.js';
import { jsonType } from './annotations.js';
import { errorResponse, RestError } from './errors.js';

// HTTP allows a request target with or without scheme and host.
const GRAPH_URL = /^(?:https?:\/\/[^/?]*)?\/+(?:v\d[\w.]*|beta|deviceManagement|\$batch|\$metadata)(?=[/?#]|$)/i;
const HINT = `The API is at /beta/${COLLECTION}.`;

export const formatUnrouted: FormatUnrouted = (address, { status, message }, requestId) => {
  if (!GRAPH_URL.test(address)) return null;
  const ids = { requestId, clientRequestId: requestId };
  const code = status === 404 ? 'ResourceNotFound' : 'BadRequest';
  const { body } = errorResponse(new RestError(status, code, `${message} ${HINT}`), ids);
  const headers = {
    'content-type': jsonType('minimal'),
    'odata-version': '4.0',
    'request-id': requestId,
    'client-request-id': requestId,
  };
  return { headers, text: JSON.stringify(body) };
};
