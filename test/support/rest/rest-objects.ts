/** Five objects that differ in every property, for tests of lists. */

import { uuid } from '../domain/changes.js';
import { boot } from '../service/boot.js';
import { type EntityList, type RestClient, restClient } from './rest-client.js';

/** By the last digit of their ids. Without `$orderby`, a list is sorted by id. */
export const OBJECTS = [
  {
    displayName: 'Alpha',
    helpUrl: 'https://example.com/a',
    issuer: 'intercede',
    notificationType: 'none',
    renewalThresholdPercentage: 5,
  },
  {
    displayName: 'beta',
    helpUrl: 'https://example.com/B',
    issuer: 'entrustDatacard',
    notificationType: 'email',
    renewalThresholdPercentage: 20,
  },
  {
    displayName: "Gamma's",
    helpUrl: 'https://example.org/',
    issuer: 'purebred',
    notificationType: 'companyPortal',
    renewalThresholdPercentage: 50,
  },
  {
    displayName: 'Émile 100% + 1',
    helpUrl: null,
    issuer: 'xTec',
    notificationType: 'companyPortal,email',
    renewalThresholdPercentage: 99,
  },
  {
    displayName: 'ALPHA two',
    helpUrl: null,
    issuer: 'intercede',
    notificationType: 'email',
    renewalThresholdPercentage: 20,
  },
] as const;
export const EVERY = '12345';

/** A service with these objects, and a client of their tenant. */
export async function withObjects(): Promise<{ client: RestClient; root: string }> {
  const service = await boot();
  const client = restClient(service);
  for (const [index, content] of OBJECTS.entries()) await client.create({ ...content, id: uuid(index + 1) });
  return { client, root: service.url };
}

/** The last digits of the ids of a page's objects. */
export const digits = ({ value }: EntityList) => value.map(({ id }) => id.at(-1)).join('');
