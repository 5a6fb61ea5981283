/** Proves that `$metadata` is well-formed CSDL, describes the entity as the API does, and needs no token. */
import { expect, test } from 'vitest';
import { parseXml, type XmlElement } from '../support/rest/parse-xml.js';
import { EXAMPLE_BODY, restClient } from '../support/rest/rest-client.js';
import { boot } from '../support/service/boot.js';

const NAMESPACE = 'microsoft.graph';
const ENTITY = 'deviceManagementDerivedCredentialSettings';
const ISSUER = 'deviceManagementDerivedCredentialIssuer';
const NOTIFICATION_TYPE = 'deviceManagementDerivedCredentialNotificationType';

async function schema(address: string): Promise<XmlElement> {
  const service = await boot();
  const response = await fetch(`${service.url}${address}`);
  expect([response.status, response.headers.get('content-type'), response.headers.get('odata-version')]).toEqual([
    200,
    'application/xml',
    '4.0',
  ]);
  const root = parseXml(await response.text());
  expect([root.name, root.attributes['Version']]).toEqual(['edmx:Edmx', '4.0']);
  const found = root.children[0]?.children[0];
  if (found === undefined) throw new Error('The document holds no schema.');
  expect([found.name, found.attributes['Namespace']]).toEqual(['Schema', NAMESPACE]);
  return found;
}

function named(parent: XmlElement, kind: string, name: string): XmlElement {
  const found = parent.children.find((child) => child.name === kind && child.attributes['Name'] === name);
  if (found === undefined) throw new Error(`There is no ${kind} ${name}.`);
  return found;
}

const attributesOf = ({ children }: XmlElement) => children.map(({ attributes }) => attributes);

test.each(['/$metadata', '/beta/$metadata'])('%s names the enums with their values', async (address) => {
  const model = await schema(address);
  const issuer = named(model, 'EnumType', ISSUER);
  expect(issuer.attributes['IsFlags']).toBeUndefined();
  expect(attributesOf(issuer)).toEqual([
    { Name: 'intercede', Value: '0' },
    { Name: 'entrustDatacard', Value: '1' },
    { Name: 'purebred', Value: '2' },
    { Name: 'xTec', Value: '3' },
  ]);
  const notificationType = named(model, 'EnumType', NOTIFICATION_TYPE);
  expect(notificationType.attributes['IsFlags']).toBe('true');
  expect(attributesOf(notificationType)).toEqual([
    { Name: 'none', Value: '0' },
    { Name: 'companyPortal', Value: '1' },
    { Name: 'email', Value: '2' },
  ]);
});

test('the model names the entity, its key, and the collection that is contained in deviceManagement', async () => {
  const model = await schema('/beta/$metadata');
  const base = named(model, 'EntityType', 'entity');
  expect(base.children[0]).toMatchObject({ name: 'Key', children: [{ attributes: { Name: 'id' } }] });
  const entity = named(model, 'EntityType', ENTITY);
  expect(entity.attributes['BaseType']).toBe(`${NAMESPACE}.entity`);
  expect(attributesOf(entity)).toEqual([
    { Name: 'displayName', Type: 'Edm.String', Nullable: 'false' },
    { Name: 'helpUrl', Type: 'Edm.String' },
    { Name: 'issuer', Type: `${NAMESPACE}.${ISSUER}`, Nullable: 'false' },
    { Name: 'notificationType', Type: `${NAMESPACE}.${NOTIFICATION_TYPE}`, Nullable: 'false' },
    { Name: 'renewalThresholdPercentage', Type: 'Edm.Int32', Nullable: 'false' },
  ]);
  const container = named(model, 'EntityContainer', 'GraphService');
  expect(named(container, 'Singleton', 'deviceManagement').attributes['Type']).toBe(`${NAMESPACE}.deviceManagement`);
  const management = named(model, 'EntityType', 'deviceManagement');
  expect(named(management, 'NavigationProperty', 'derivedCredentials').attributes).toMatchObject({
    Type: `Collection(${NAMESPACE}.${ENTITY})`,
    ContainsTarget: 'true',
  });
  expect(named(model, 'Function', 'delta').attributes['IsBound']).toBe('true');
});

test('every property of an answer is in the model, and every type of the model is declared', async () => {
  const model = await schema('/beta/$metadata');
  const client = restClient(await boot());
  const properties = ['entity', ENTITY].flatMap((name) =>
    named(model, 'EntityType', name)
      .children.filter((child) => child.name === 'Property')
      .map(({ attributes }) => attributes['Name']),
  );
  const answered = Object.keys(await client.create(EXAMPLE_BODY)).filter((name) => !name.startsWith('@'));
  expect(properties.sort()).toEqual(answered.sort());

  const declared = model.children.map(({ attributes }) => `${NAMESPACE}.${attributes['Name']}`);
  const all = (element: XmlElement): XmlElement[] => [element, ...element.children.flatMap(all)];
  const used = all(model).flatMap(({ attributes }) => [attributes['Type'], attributes['BaseType']]);
  const ours = used.flatMap((type) => /microsoft\.graph\.\w+/.exec(type ?? '') ?? []);
  expect(ours.length).toBeGreaterThan(5);
  for (const type of ours) expect(declared).toContain(type);
});
