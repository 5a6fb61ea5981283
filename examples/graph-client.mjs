/** Creates, lists, updates and deletes settings with Microsoft's Graph client. Environment: SERVICE_URL, TOKEN. */
import {
  Client,
  HTTPMessageHandler,
  PageIterator,
  ResponseType,
  RetryHandler,
} from '@microsoft/microsoft-graph-client';

const { SERVICE_URL = 'http://127.0.0.1:4000', TOKEN } = process.env;
const settings = '/deviceManagement/derivedCredentials';

/** Over https the client only needs the host, to which it then sends the token. */
function secureClient() {
  return Client.init({
    baseUrl: SERVICE_URL,
    defaultVersion: 'beta',
    customHosts: new Set([new URL(SERVICE_URL).hostname]),
    authProvider: (done) => done(null, TOKEN),
  });
}

/** Over http (local mode) the client's own middleware never sends a token, so add one that does. */
function localClient() {
  const signing = {
    setNext: (next) => {
      signing.next = next;
    },
    execute: (context) => {
      context.options.headers = { ...context.options.headers, Authorization: `Bearer ${TOKEN}` };
      return signing.next.execute(context);
    },
  };
  const middleware = [signing, new RetryHandler(), new HTTPMessageHandler()];
  return Client.initWithMiddleware({ baseUrl: SERVICE_URL, defaultVersion: 'beta', middleware });
}

const client = SERVICE_URL.startsWith('https:') ? secureClient() : localClient();

const response = await client.api(settings).responseType(ResponseType.RAW).post({
  displayName: 'Field staff (Graph client)',
  helpUrl: 'https://example.com/help',
  issuer: 'purebred',
  notificationType: 'companyPortal,email',
});
if (!response.ok) throw new Error(await response.text());
const created = await response.json();
// With it a read shows at least this write, also from a replica.
const position = response.headers.get('x-tenant-position');

const names = [];
const list = client
  .api(settings)
  .filter("contains(displayName,'Graph client')")
  .orderby('displayName desc')
  .top(50)
  .header('x-tenant-position', position);
// The iterator follows only https links; over http, remove the service's address from a link and pass the rest to api().
await new PageIterator(client, await list.get(), ({ displayName }) => names.push(displayName) > 0).iterate();

const item = `${settings}/${created.id}`;
const changes = { renewalThresholdPercentage: 30 };
const { renewalThresholdPercentage } = await client.api(item).header('If-Match', created['@odata.etag']).patch(changes);

await client.api(item).delete();
process.stdout.write(`${JSON.stringify({ names, renewalThresholdPercentage })}\n`);
