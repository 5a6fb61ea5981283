/** `GET …/derivedCredentials/{id}/graphStatus`: how an object stands in Intune, also if its deletion is still pending there. */
import { COLLECTION } from '../../graph/vocabulary.js';
import type { EndpointHandler } from '../messages.js';
import { readOptions } from '../query-options.js';
import { statusToJson } from '../status-json.js';
import { notFound } from './collection.js';

export const getGraphStatus: EndpointHandler = async (_service, request, id) => {
  readOptions(request.query, ['format']);
  const status = await request.connection.status(request.call, id);
  if (status === null) throw notFound();
  const context = `${request.root}/$metadata#${COLLECTION}('${status.settingsId}')/graphStatus`;
  return { status: 200, body: { '@odata.context': context, ...statusToJson(status) } };
};
