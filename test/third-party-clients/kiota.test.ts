/** Proves that the Microsoft Graph SDK for the beta endpoint (Kiota), unmodified, works against the REST API. */
import { HttpMethod, RequestInformation } from '@microsoft/kiota-abstractions';
import { GraphBetaRequestAdapter } from '@microsoft/msgraph-beta-sdk';
import {
  createDeviceManagementDerivedCredentialSettingsCollectionResponseFromDiscriminatorValue as collectionFactory,
  type DeviceManagementDerivedCredentialSettings,
  type DeviceManagementDerivedCredentialSettingsCollectionResponse,
  createDeviceManagementDerivedCredentialSettingsFromDiscriminatorValue as entityFactory,
  serializeDeviceManagementDerivedCredentialSettings,
} from '@microsoft/msgraph-beta-sdk/models/index.js';
import {
  createODataErrorFromDiscriminatorValue,
  type ODataError,
} from '@microsoft/msgraph-beta-sdk/models/oDataErrors/index.js';
import {
  BatchRequestContent,
  GraphAzureIdentityAuthenticationProvider,
  type PageCollection,
  PageIterator,
} from '@microsoft/msgraph-sdk-core';
import { describe, expect, test } from 'vitest';
import { settingsClient } from '../support/graphql/settings-client.js';
import {
  type Connect,
  type Entity,
  EXAMPLE_ENTITY,
  graphClientContract,
  type ListOptions,
  MODES,
} from '../support/rest/graph-client-contract.js';
import { boot } from '../support/service/boot.js';

type Settings = DeviceManagementDerivedCredentialSettings;
type SettingsPage = DeviceManagementDerivedCredentialSettingsCollectionResponse;

// As the SDK's generated request builders write them.
const COLLECTION = '{+baseurl}/deviceManagement/derivedCredentials{?%24filter,%24orderby,%24select,%24top}';
const ENTITY = '{+baseurl}/deviceManagement/derivedCredentials/{id}';
const ERRORS = { XXX: createODataErrorFromDiscriminatorValue };

function adapterOf(url: string, token: string): GraphBetaRequestAdapter {
  const credential = { getToken: async () => ({ token, expiresOnTimestamp: Number.MAX_SAFE_INTEGER }) };
  const hosts = new Set([new URL(url).hostname]);
  const adapter = new GraphBetaRequestAdapter(
    new GraphAzureIdentityAuthenticationProvider(credential, ['.default'], undefined, hosts),
  );
  adapter.baseUrl = `${url}/beta`;
  return adapter;
}

function requestTo({ baseUrl }: GraphBetaRequestAdapter, method: HttpMethod, id?: string): RequestInformation {
  const [template, path] = id === undefined ? [COLLECTION, {}] : [ENTITY, { id }];
  const request = new RequestInformation(method, template, { baseurl: baseUrl, ...path });
  request.headers.tryAdd('Accept', 'application/json');
  return request;
}

/** The entity as the SDK's model, in which flags are a list. */
function modelOf(content: Entity): Settings {
  const { notificationType } = content;
  const flags = typeof notificationType === 'string' && { notificationType: notificationType.split(',') };
  return { ...content, ...flags } as Settings;
}

function withBody(adapter: GraphBetaRequestAdapter, request: RequestInformation, content: Entity): RequestInformation {
  const model = modelOf(content);
  request.setContentFromParsable(
    adapter,
    'application/json',
    model,
    serializeDeviceManagementDerivedCredentialSettings,
  );
  return request;
}

async function firstPage(adapter: GraphBetaRequestAdapter, options: ListOptions): Promise<SettingsPage> {
  const { filter, orderby, select, top } = options;
  const request = requestTo(adapter, HttpMethod.GET);
  const order = orderby && [`${orderby.property} ${orderby.descending ? 'desc' : 'asc'}`];
  request.queryParameters = {
    '%24filter': filter,
    '%24orderby': order,
    '%24select': select && [...select],
    '%24top': top,
  };
  return answered(await adapter.send<SettingsPage>(request, collectionFactory, ERRORS));
}

async function allPages(adapter: GraphBetaRequestAdapter, options: ListOptions): Promise<readonly Settings[]> {
  const entities: Settings[] = [];
  const take = (entity: Settings) => entities.push(entity) > 0;
  const page = (await firstPage(adapter, options)) as PageCollection<Settings>;
  const iterator = new PageIterator<Settings>(adapter, page, take, collectionFactory as never, ERRORS);
  await iterator.iterate();
  expect(iterator.getPagingState()).toBe('Complete');
  return entities;
}

function answered<Answer>(answer: Answer | undefined): Answer {
  if (answer === undefined) throw new Error('There was no content.');
  return answer;
}

const connect: Connect = (url, token) => {
  const adapter = adapterOf(url, token);
  const send = async (request: RequestInformation): Promise<Entity> => ({
    ...answered(await adapter.send<Settings>(request, entityFactory, ERRORS)),
  });
  return {
    create: (content) => send(withBody(adapter, requestTo(adapter, HttpMethod.POST), content)),
    get: (id) => send(requestTo(adapter, HttpMethod.GET, id)),
    patch: (id, changes, etag) => {
      const request = withBody(adapter, requestTo(adapter, HttpMethod.PATCH, id), changes);
      if (etag !== undefined) request.headers.add('If-Match', etag);
      return send(request);
    },
    remove: (id) => adapter.sendNoResponseContent(requestTo(adapter, HttpMethod.DELETE, id), ERRORS),
    page: async (options) => ((await firstPage(adapter, options)).value ?? []).map((entity) => ({ ...entity })),
    pages: async (options) => (await allPages(adapter, options)).map((entity) => ({ ...entity })),
    etagOf: ({ additionalData }) => String((additionalData as Entity)['@odata.etag']),
    failureOf: async (error) => {
      const { responseStatusCode, errorEscaped } = error as ODataError;
      return { status: responseStatusCode, code: errorEscaped?.code, message: errorEscaped?.message };
    },
  };
};

graphClientContract('the Kiota SDK', connect);

describe.each(MODES)('$mode', ({ environment }) => {
  test('a batch reads, deletes, and reports which step failed', async () => {
    const service = await boot(environment);
    const adapter = adapterOf(service.url, await service.token());
    const id = String((await connect(service.url, await service.token()).create(EXAMPLE_ENTITY))['id']);
    const batch = new BatchRequestContent(adapter, ERRORS);
    const steps = [HttpMethod.GET, HttpMethod.DELETE, HttpMethod.DELETE, HttpMethod.GET];
    for (const [index, method] of steps.entries()) {
      const step = batch.addBatchRequest(requestTo(adapter, method, id), `step ${index}`);
      step.dependsOn = index === 0 ? [] : [`step ${index - 1}`];
    }
    const statuses = await (await batch.postAsync())?.getResponsesStatusCodes();
    expect([...(statuses ?? [])].map(([step, status]) => `${step}: ${status}`)).toEqual([
      'step 0: 200',
      'step 1: 204',
      'step 2: 404',
      'step 3: 424',
    ]);
    expect(await settingsClient(service).list()).toEqual([]);
  });
});

test('an error names the request under which the log knows it', async () => {
  const { url, token } = await boot();
  const failing = connect(url, await token()).get('not-there');
  const error: unknown = await failing.catch((reason: unknown) => reason);
  const { errorEscaped, responseHeaders } = error as ODataError;
  const [requestId = 'none'] = responseHeaders?.['request-id'] ?? [];
  expect(errorEscaped?.innerError).toMatchObject({ requestId, date: expect.any(Date) });
});

test.each([['none'], ['companyPortal'], ['email'], ['companyPortal,email']])(
  'the flags %s are stored as they are sent',
  async (notificationType) => {
    const service = await boot();
    await connect(service.url, await service.token()).create({ ...EXAMPLE_ENTITY, notificationType });
    const stored = notificationType.toUpperCase().replace('COMPANYPORTAL', 'COMPANY_PORTAL').replace(',', '_AND_');
    expect(await settingsClient(service).list()).toMatchObject([{ notificationType: stored }]);
  },
);
