/** Creates, lists, updates and deletes settings with the Microsoft Graph SDK (Kiota). Environment: SERVICE_URL, TOKEN. */
import { HttpMethod, RequestInformation } from '@microsoft/kiota-abstractions';
import { GraphBetaRequestAdapter } from '@microsoft/msgraph-beta-sdk';
import {
  createDeviceManagementDerivedCredentialSettingsCollectionResponseFromDiscriminatorValue as collection,
  createDeviceManagementDerivedCredentialSettingsFromDiscriminatorValue as entity,
  serializeDeviceManagementDerivedCredentialSettings as serialize,
} from '@microsoft/msgraph-beta-sdk/models/index.js';
import { createODataErrorFromDiscriminatorValue } from '@microsoft/msgraph-beta-sdk/models/oDataErrors/index.js';
import { GraphAzureIdentityAuthenticationProvider, PageIterator } from '@microsoft/msgraph-sdk-core';

const { SERVICE_URL = 'http://127.0.0.1:4000', TOKEN } = process.env;

// Any credential of @azure/identity works here. The SDK sends tokens over https, and over http only to this machine.
const credential = { getToken: async () => ({ token: TOKEN, expiresOnTimestamp: Date.now() + 3_600_000 }) };
const hosts = new Set([new URL(SERVICE_URL).hostname]);
const adapter = new GraphBetaRequestAdapter(
  new GraphAzureIdentityAuthenticationProvider(credential, ['.default'], undefined, hosts),
);
adapter.baseUrl = `${SERVICE_URL}/beta`;

const errors = { XXX: createODataErrorFromDiscriminatorValue };
const settings = '{+baseurl}/deviceManagement/derivedCredentials{?%24filter,%24orderby,%24select,%24top}';
const item = '{+baseurl}/deviceManagement/derivedCredentials/{id}';

function request(method, template, id) {
  return new RequestInformation(method, template, { baseurl: adapter.baseUrl, id });
}

const post = request(HttpMethod.POST, settings);
const model = {
  displayName: 'Field staff (Kiota)',
  helpUrl: 'https://example.com/help',
  issuer: 'purebred',
  notificationType: ['companyPortal', 'email'],
};
post.setContentFromParsable(adapter, 'application/json', model, serialize);
const created = await adapter.send(post, entity, errors);

const list = request(HttpMethod.GET, settings);
list.queryParameters['%24filter'] = "contains(displayName,'Kiota')";
list.queryParameters['%24orderby'] = ['displayName desc'];
list.queryParameters['%24top'] = 50;
const names = [];
const page = await adapter.send(list, collection, errors);
await new PageIterator(adapter, page, ({ displayName }) => names.push(displayName) > 0, collection, errors).iterate();

// Send only what changes: the SDK reads flags enums such as notificationType as an empty list and would write that back.
const patch = request(HttpMethod.PATCH, item, created.id);
patch.setContentFromParsable(adapter, 'application/json', { renewalThresholdPercentage: 30 }, serialize);
patch.headers.add('If-Match', created.additionalData['@odata.etag']);
const { renewalThresholdPercentage } = await adapter.send(patch, entity, errors);

await adapter.sendNoResponseContent(request(HttpMethod.DELETE, item, created.id), errors);
process.stdout.write(`${JSON.stringify({ names, renewalThresholdPercentage })}\n`);
