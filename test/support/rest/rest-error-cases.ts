/** Requests to the REST API that must fail, with the expected errors, as data. */
import { COLLECTION, EXAMPLE_BODY, type Sent } from './rest-client.js';

export const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
export const UNKNOWN_ID = 'aaaaaaaa-ed73-cb6e-73ed-6ecb73ed6ecb';
/** The path of the tenant's only object. */
export const ENTITY = `${COLLECTION}/${ID}`;
const TYPE = 'microsoft.graph.deviceManagementDerivedCredentialSettings';

/** A request and the expected error. */
export type ErrorCase = readonly [
  what: string,
  request: readonly [method: string, address: string, sent?: Sent],
  status: number,
  code: string,
  message: string | RegExp,
];
export type Request = ErrorCase[1];

export const creating = (content: object, headers: Sent['headers'] = {}): Request => [
  'POST',
  COLLECTION,
  { body: { ...EXAMPLE_BODY, ...content }, headers },
];
const posting = (body: unknown, contentType = 'application/json'): Request => [
  'POST',
  COLLECTION,
  { body, headers: { 'content-type': contentType } },
];
export const updating = (body: unknown, headers: Sent['headers'] = {}): Request => ['PATCH', ENTITY, { body, headers }];
const invalidModel = (what: string, request: Request, message: string | RegExp): ErrorCase => [
  what,
  request,
  400,
  'ModelValidationFailure',
  message,
];
const badRequest = (what: string, request: Request, message: string | RegExp, status = 400): ErrorCase => [
  what,
  request,
  status,
  'BadRequest',
  message,
];
const unreadable = (what: string, request: Request, message = /^Unable to read JSON request payload\. ./): ErrorCase =>
  badRequest(what, request, message);
const unknownSegment = (address: string, segment: string): ErrorCase =>
  badRequest(`the address ${address}`, ['GET', address], `Resource not found for the segment '${segment}'.`);
const unknownId = (what: string, request: Request): ErrorCase => [
  what,
  request,
  404,
  'ResourceNotFound',
  /no settings object/,
];
const notAllowed = (method: string, address: string, allow: string): ErrorCase => [
  `${method} ${address}`,
  [method, address],
  405,
  'MethodNotAllowed',
  `The method is not allowed here. Use ${allow}.`,
];
const unauthenticated = (what: string, authorization: string, message: RegExp): ErrorCase => [
  what,
  ['GET', COLLECTION, { headers: { authorization } }],
  401,
  'InvalidAuthenticationToken',
  message,
];
const invalidQuery = (query: string, message: RegExp, address = COLLECTION): ErrorCase =>
  badRequest(`${address}?${query}`, ['GET', `${address}?${query}`], message);

/** One request for each row of the contract's error table. The tenant must have the documented example with the id `ID`. */
export const ERROR_CASES: readonly ErrorCase[] = [
  unauthenticated('no token', '', /./),
  unauthenticated('a token that is none', 'Bearer a.b.c', /./),
  unauthenticated('another scheme', 'Basic dTpw', /./),
  [
    'no token and no valid body',
    ['POST', COLLECTION, { body: '{', headers: { authorization: '' } }],
    401,
    'InvalidAuthenticationToken',
    /./,
  ],
  unknownId('reading an unknown id', ['GET', `${COLLECTION}/${UNKNOWN_ID}`]),
  unknownId('updating an unknown id', ['PATCH', `${COLLECTION}/${UNKNOWN_ID}`, { body: {} }]),
  unknownId('deleting an unknown id', ['DELETE', `${COLLECTION}/${UNKNOWN_ID}`]),
  unknownId('reading what is no id', ['GET', `${COLLECTION}/1`]),
  unknownId('updating what is no id', ['PATCH', `${COLLECTION}('x')`, { body: {} }]),
  unknownId('deleting what is no id', ['DELETE', `${COLLECTION}/${ID}%00`]),
  unknownSegment('/beta/deviceManagement/nothing', 'nothing'),
  unknownSegment('/deviceManagement/derivedCredential', 'derivedCredential'),
  unknownSegment('/beta//', ''),
  unknownSegment('/beta/users', 'users'),
  unknownSegment(`${ENTITY}/assignments`, 'assignments'),
  unknownSegment(`${COLLECTION}('${ID}')/$count`, '$count'),
  unknownSegment(`${COLLECTION}(${ID})`, `derivedCredentials(${ID})`),
  unknownSegment('/beta/deviceManagement/%3Cscript%3E%0A', 'script'),
  invalidModel(
    'an unknown property',
    creating({ colour: 1 }),
    `The property 'colour' does not exist on type '${TYPE}'.`,
  ),
  invalidModel(
    'a property in another letter case',
    creating({ DisplayName: 'a' }),
    `The property 'DisplayName' does not exist on type '${TYPE}'.`,
  ),
  invalidModel(
    'an unknown property of an update',
    updating({ a: 1, b: 2 }),
    /'a' does not exist .*'b' does not exist /,
  ),
  invalidModel(
    'another type',
    creating({ '@odata.type': '#microsoft.graph.user' }),
    `The type '#microsoft.graph.user' is not '#${TYPE}'.`,
  ),
  invalidModel('an unknown issuer', creating({ issuer: 'other' }), "Requested value 'other' was not found."),
  invalidModel(
    'an unknown flag',
    creating({ notificationType: 'email,sms' }),
    "Requested value 'email,sms' was not found.",
  ),
  invalidModel(
    'an enum by its number',
    creating({ issuer: 1 }),
    /^Cannot convert the literal '1' to the expected type 'microsoft\.graph\.deviceManagementDerivedCredentialIssuer'\.$/,
  ),
  invalidModel(
    'a text for a number',
    creating({ renewalThresholdPercentage: 'x' }),
    "Cannot convert the literal 'x' to the expected type 'Edm.Int32'.",
  ),
  invalidModel(
    'a fraction',
    updating({ renewalThresholdPercentage: 1.5 }),
    "Cannot convert the literal '1.5' to the expected type 'Edm.Int32'.",
  ),
  invalidModel(
    'a number beyond 32 bits',
    updating({ renewalThresholdPercentage: 2 ** 31 }),
    /'2147483648' .*'Edm\.Int32'/,
  ),
  invalidModel(
    'a number for a text',
    creating({ displayName: 5 }),
    "Cannot convert the literal '5' to the expected type 'Edm.String'.",
  ),
  invalidModel('a list for a text', updating({ helpUrl: ['a'] }), /'\["a"\]' .*'Edm\.String'/),
  invalidModel(
    'everything missing',
    posting({}),
    "The property 'displayName' is required. The property 'helpUrl' is required. Give an address such as https://example.com/help, or null for none. The property 'issuer' is required. The property 'notificationType' is required.",
  ),
  invalidModel(
    'several things at once',
    posting({ displayName: 5, issuer: 'x', notificationType: 'none' }),
    /'helpUrl' is required\. .*'5' .*'x' was not found/,
  ),
  invalidModel(
    'every broken rule',
    creating({ displayName: ' ', helpUrl: 'ftp://a', renewalThresholdPercentage: 100 }),
    /displayName .*helpUrl .*renewalThresholdPercentage /,
  ),
  invalidModel(
    'an id that is no UUID',
    creating({ id: 'x' }),
    '"x" is not a UUID. Give 8-4-4-4-12 hexadecimal digits.',
  ),
  invalidModel('another issuer for an object', updating({ issuer: 'xTec' }), /issuer is fixed/),
  invalidModel('another id for an object', updating({ id: UNKNOWN_ID }), "The property 'id' cannot be changed."),
  invalidModel('a null for a name', updating({ displayName: null }), /displayName cannot be cleared/),
  invalidModel(
    'a broken rule with a stale version',
    updating({ displayName: '' }, { 'if-match': 'W/"1"' }),
    /displayName is blank/,
  ),
  unreadable('bad JSON', posting('{"displayName": ')),
  unreadable('two values', posting('{} {}')),
  unreadable('a prototype in the body', posting('{"__proto__": {}}')),
  unreadable('a body that is no UTF-8', posting(new Uint8Array([0x22, 0xff, 0x22])), /PowerShell .*charset=utf-8\.$/),
  unreadable('no Content-Type', posting(new TextEncoder().encode('{}'), '')),
  unreadable('another Content-Type', posting(JSON.stringify(EXAMPLE_BODY), 'text/plain')),
  unreadable('a form', posting('a=b', 'application/x-www-form-urlencoded')),
  unreadable('an encoded body', creating({}, { 'content-encoding': 'gzip' })),
  unreadable('a list', posting([])),
  unreadable('a null', posting('null')),
  unreadable('a text', posting('"text"')),
  badRequest('a body that is too large', posting({ displayName: 'x'.repeat(300_000) }), /too large/, 413),
  badRequest('an empty create', ['POST', COLLECTION], 'Empty Payload. JSON content expected.'),
  badRequest(
    'an empty create with a Content-Type',
    posting('', 'application/json'),
    'Empty Payload. JSON content expected.',
  ),
  badRequest('an empty update', ['PATCH', ENTITY], 'Empty Payload. JSON content expected.'),
  invalidQuery('$filter=a', /^The query specified in the URI is not valid\. Could not find a property named 'a'/),
  invalidQuery(
    '$select=id',
    /^The query specified in the URI is not valid\. The query option '\$select' is not supported here\./,
    `${COLLECTION}/$count`,
  ),
  invalidQuery('$select=intuneBrand', /only the property 'id'/, '/beta/deviceManagement'),
  invalidQuery('$filter=%ff', /^The URL is not percent-encoded correctly\.$/),
  [
    'a stale version',
    updating({ displayName: 'New' }, { 'if-match': 'W/"7"' }),
    412,
    'PreconditionFailed',
    /another version/,
  ],
  [
    'an id that other content has',
    creating({ id: ID, displayName: 'Other' }),
    409,
    'Conflict',
    `The id ${ID} is taken by an object that was created with other content.`,
  ],
  notAllowed('DELETE', COLLECTION, 'GET, HEAD, POST'),
  notAllowed('POST', '/beta/deviceManagement', 'GET, HEAD'),
  notAllowed('POST', '/beta', 'GET, HEAD'),
  notAllowed('PUT', ENTITY, 'GET, HEAD, PATCH, DELETE'),
  notAllowed('POST', `${COLLECTION}('${ID}')`, 'GET, HEAD, PATCH, DELETE'),
  notAllowed('POST', `${COLLECTION}/$count`, 'GET, HEAD'),
  notAllowed('PATCH', `${COLLECTION}/delta`, 'GET, HEAD'),
  notAllowed('GET', '/beta/$batch', 'POST'),
  notAllowed('PUT', '/$batch', 'POST'),
  notAllowed('POST', '/beta/$metadata', 'GET, HEAD'),
  notAllowed('DELETE', '/$metadata', 'GET, HEAD'),
  notAllowed('OPTIONS', COLLECTION, 'GET, HEAD, POST'),
];
