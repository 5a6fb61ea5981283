/** Hostile OData as data: query options, bodies, conditions and batches of the REST API. */
import { type HostileRequest, hostile } from '../../support/http/hostile-request.js';
import { COLLECTION, EXAMPLE_BODY } from '../../support/rest/rest-client.js';

const nest = (open: string, inner: string, close: string, depth: number) =>
  `${open.repeat(depth)}${inner}${close.repeat(depth)}`;

const option = (name: string, value: string, status = 400): HostileRequest =>
  hostile(`${name}=${value.slice(0, 60)}`, status, `${COLLECTION}?${name}=${encodeURIComponent(value)}`);
const filter = (value: string, status = 400) => option('$filter', value, status);

const OPTIONS: readonly HostileRequest[] = [
  filter(''),
  filter('   '),
  filter('displayName'),
  filter('displayName eq'),
  filter("displayName eq 'a"),
  filter("displayName eq 'a''"),
  filter(`displayName eq '${"''".repeat(2_000)}`),
  filter("displayName eq 'a' or"),
  filter("__proto__ eq 'a'"),
  filter("constructor eq 'a'"),
  filter("toString(displayName) eq 'a'"),
  filter("hasOwnProperty(displayName,'a')"),
  filter("tenantId eq 'a'"),
  filter("tenant_id eq 'a'"),
  filter('1 eq 1; DROP TABLE settings'),
  filter("displayName eq 'a' union select * from change"),
  filter("displayName eq '''; DROP TABLE settings; --'", 200),
  filter("displayName eq '%'", 200),
  filter("displayName eq '\u0000'", 200),
  filter("displayName eq '\u202e'", 200),
  filter(nest('(', 'true', ')', 60)),
  filter(nest('(', 'true', ')', 2_000)),
  filter(`${'not '.repeat(60)}true`),
  filter(nest('tolower(', 'displayName', ')', 100)),
  filter(Array(150).fill("displayName eq 'a'").join(' or ')),
  filter(`displayName in (${Array(150).fill("'a'").join(',')})`),
  filter(`displayName eq '${'a'.repeat(3_000)}'`),
  filter(`displayName eq '${'a'.repeat(9_000)}'`),
  filter('renewalThresholdPercentage eq 1e999'),
  filter('renewalThresholdPercentage eq NaN'),
  filter('renewalThresholdPercentage eq INF'),
  filter(`renewalThresholdPercentage eq ${'9'.repeat(400)}`),
  filter('renewalThresholdPercentage eq 1 add 1'),
  filter("issuer eq 'nobody'"),
  filter("issuer eq microsoft.graph.__proto__'intercede'"),
  filter('displayName any x: x eq 1'),
  filter('$it/displayName eq $root/tenant'),
  filter('cast(displayName,Edm.String) eq null'),
  filter('geo.distance(displayName,displayName) lt 1'),
  filter("matchesPattern(displayName,'(a+)+$')"),
  option('$orderby', '__proto__'),
  option('$orderby', 'displayName; DROP TABLE settings'),
  option('$orderby', '(select 1)'),
  option('$orderby', Array(500).fill('displayName').join(',')),
  option('$orderby', 'length(displayName)'),
  option('$select', '__proto__'),
  option('$select', 'tenant_id'),
  option('$select', ''),
  option('$select', Array(3_000).fill('id').join(','), 200),
  ...['-1', '0', '1000', '1e3', 'NaN', '0x10', '99999999999999999999', '1,000', '', ' 1'].map((top) =>
    option('$top', top),
  ),
  ...['-1', '1000001', 'NaN', '9'.repeat(40)].map((skip) => option('$skip', skip)),
  ...['', 'AAAA', '../..', '__proto__', 'a'.repeat(5_000), token('["id","ASC",1,2]'), token('['.repeat(5_000))].map(
    (skiptoken) => option('$skiptoken', skiptoken),
  ),
  option('$skiptoken', token(JSON.stringify({ cursor: token(JSON.stringify(['id', 'ASC', '\u0000', '\u0000'])) }))),
  option('$skiptoken', token(JSON.stringify(['id', 'ASC', '\u0000', '\u0000']))),
  ...['maybe', '1', ''].map((count) => option('$count', count)),
  ...['', 'AND', 'a OR', 'NOT', '"', 'a "b', `"${'\\'.repeat(1_001)}`, 'a'.repeat(2_000)].map((search) =>
    option('$search', search),
  ),
  option('$search', '"\'; DROP TABLE settings; --"', 200),
  ...['xml', '../../etc/passwd', 'application/atom+xml'].map((format) => option('$format', format)),
  ...['$expand', '$apply', '$compute', '$levels', '$deltatoken', '$schemaversion', '$$top', '$__proto__'].map((name) =>
    option(name, '*'),
  ),
  hostile('an option twice', 400, `${COLLECTION}?$top=1&$top=2`),
  hostile('an option twice, once without its sign', 400, `${COLLECTION}?$top=1&TOP=2`),
  hostile('an option that is not percent-encoded correctly', 400, `${COLLECTION}?$filter=%ZZ`),
  hostile('an option that is no UTF-8', 400, `${COLLECTION}?$filter=displayName%20eq%20'%ff'`),
  hostile('half a surrogate pair in an option', 400, `${COLLECTION}?$filter=displayName%20eq%20'%ed%a0%80'`),
  hostile('2,000 options of the client', 200, `${COLLECTION}?${'a=b&'.repeat(2_000)}`),
  hostile('a token of changes that is none', 400, `${COLLECTION}/delta?$deltatoken=AAAA`),
  hostile('tokens of changes of both kinds', 400, `${COLLECTION}/delta?$deltatoken=a&$skiptoken=b`),
];

const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const create = (what: string, status: number, fault: object) =>
  hostile(what, status, COLLECTION, { body: JSON.stringify({ ...EXAMPLE_BODY, ...fault }) });

const BODIES: readonly HostileRequest[] = [
  create('another type', 400, { '@odata.type': '#microsoft.graph.user' }),
  create('a type that is a list', 400, { '@odata.type': [[]] }),
  create('an unknown property', 400, { tenantId: ID }),
  create('a property of the prototype', 400, { constructor: 1, toString: 1 }),
  create('3,000 unknown properties', 400, Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`p${i}`, 1]))),
  create('a name that is an object', 400, { displayName: { toString: 'a' } }),
  create('a name that is a NUL', 400, { displayName: '\u0000' }),
  create('a name that is half a surrogate pair', 400, { displayName: '\ud800' }),
  create('a name of 200,000 letters', 400, { displayName: 'a'.repeat(200_000) }),
  create('a name of marks', 400, { displayName: '\u0301'.repeat(5_000) }),
  create('an address of script', 400, { helpUrl: 'javascript:alert(1)' }),
  create('an issuer of the prototype', 400, { issuer: '__proto__' }),
  create('an issuer by its number', 400, { issuer: 1 }),
  create('one flag too many', 400, { notificationType: `${'email,'.repeat(1_000)}nobody` }),
  create('a threshold beyond all', 400, { renewalThresholdPercentage: 1e308 }),
  create('a threshold that is a fraction', 400, { renewalThresholdPercentage: 20.5 }),
  create('an id that leads elsewhere', 400, { id: '../../admin' }),
  hostile('a change of an id', 400, `${COLLECTION}/${ID}`, { method: 'PATCH', body: '{"id":"other"}' }),
  hostile('a condition that is none', 400, `${COLLECTION}/${ID}`, {
    method: 'DELETE',
    headers: { 'if-match': '"'.repeat(5_000) },
  }),
];

type Step = Readonly<Record<string, unknown>>;
const batch = (what: string, status: number, ...requests: readonly Step[]) =>
  hostile(what, status, '/beta/$batch', { body: JSON.stringify({ requests }) });
const step = (fields: Step = {}): Step => ({
  id: '1',
  method: 'GET',
  url: '/deviceManagement/derivedCredentials',
  ...fields,
});
const steps = (count: number, fields: (index: number) => Step = () => ({})) =>
  Array.from({ length: count }, (_, index) => step({ id: String(index), ...fields(index) }));

const BATCHES: readonly HostileRequest[] = [
  batch('21 steps', 400, ...steps(21)),
  batch('steps of the same name', 400, step(), step()),
  batch('a step of the prototype', 200, step({ id: '__proto__' })),
  batch('a step without a name', 400, step({ id: '' })),
  batch('a step by another method', 400, step({ method: 'TRACE' })),
  batch('a step by a method of the prototype', 400, step({ method: 'constructor' })),
  batch('a step that waits for itself', 400, step({ dependsOn: ['1'] })),
  batch('steps in a ring', 400, ...steps(20, (index) => ({ dependsOn: [String((index + 1) % 20)] }))),
  batch(
    'steps that wait for each other many times',
    200,
    ...steps(20, (index) => ({
      dependsOn: Array(500)
        .fill(String(Math.max(0, index - 1)))
        .slice(0, index * 500),
    })),
  ),
  batch('a step that waits for nobody', 400, step({ dependsOn: ['nobody'] })),
  batch('a batch in a batch', 200, step({ method: 'POST', url: '/$batch', body: { requests: [] } })),
  batch('a step to another machine', 200, step({ url: 'http://127.0.0.1:22/' })),
  batch('a step to another host', 200, step({ url: '//elsewhere.example/deviceManagement' })),
  batch('a step to a file', 200, step({ url: 'file:///etc/passwd' })),
  batch('a step upwards', 200, step({ url: '/../../../etc/passwd' })),
  batch('a step to the other API', 200, step({ url: '/graphql?query={__typename}' })),
  batch('a step that is not encoded correctly', 200, step({ url: '/deviceManagement/derivedCredentials/%ZZ' })),
  batch('a step of 100,000 letters', 200, step({ url: `/deviceManagement/${'a'.repeat(100_000)}` })),
  batch('a step with a token of its own', 200, step({ headers: { Authorization: 'Bearer a.b.c', X: 'a\r\nb' } })),
  batch('a step with a line break in the name of a header', 400, step({ headers: { 'X\r\nY': 'a' } })),
  batch('a step with headers of the prototype', 200, step({ headers: { constructor: 'a', toString: 'b' } })),
  batch('a step whose headers are no texts', 400, step({ headers: { a: {} } })),
  batch('a step with text for a body', 200, step({ method: 'POST', body: 'PHNjcmlwdD4=', headers: {} })),
  hostile('requests that are no list', 400, '/beta/$batch', { body: '{"requests":{"length":1e9}}' }),
];

export const HOSTILE_ODATA: readonly HostileRequest[] = [...OPTIONS, ...BODIES, ...BATCHES];

function token(text: string): string {
  return Buffer.from(text).toString('base64url');
}
