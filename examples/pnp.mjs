/** Creates, lists, updates and deletes settings with PnPjs. Environment: SERVICE_URL, TOKEN. */
import {
  GraphBrowser,
  GraphCollection,
  GraphInstance,
  GraphQueryable,
  graphDelete,
  graphPatch,
  graphPost,
} from '@pnp/graph';
import { BearerToken, body, InjectHeaders } from '@pnp/queryable';

const { SERVICE_URL = 'http://127.0.0.1:4000', TOKEN } = process.env;

const baseUrl = `${SERVICE_URL}/beta`;
const graph = GraphQueryable(baseUrl).using(GraphBrowser({ baseUrl }), BearerToken(TOKEN));
const settings = () => GraphCollection(graph, 'deviceManagement/derivedCredentials');
const item = (id) => GraphInstance(settings(), id);

const content = {
  displayName: 'Field staff (PnP)',
  helpUrl: 'https://example.com/help',
  issuer: 'purebred',
  notificationType: 'companyPortal,email',
};
const created = await graphPost(settings(), body(content));

const names = [];
for await (const page of settings().filter("contains(displayName,'PnP')").orderBy('displayName', false).top(50)) {
  names.push(...page.map(({ displayName }) => displayName));
}

const unchanged = InjectHeaders({ 'If-Match': created['@odata.etag'] });
const changes = { renewalThresholdPercentage: 30 };
const { renewalThresholdPercentage } = await graphPatch(item(created.id).using(unchanged), body(changes));

await graphDelete(item(created.id));
process.stdout.write(`${JSON.stringify({ names, renewalThresholdPercentage })}\n`);
