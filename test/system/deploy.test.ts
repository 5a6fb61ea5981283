/** The registration for Microsoft Entra ID (deploy/entra) fits the service, and its README and script fit the registration. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { CLOUD_ISSUERS } from '../../src/auth/clouds.js';
import { CONFIG_OPTIONS, readConfig } from '../../src/config.js';
import { READ_PERMISSION, WRITE_PERMISSION } from '../../src/domain/caller.js';
import { scratchFolder } from '../support/files/scratch.js';
import { answeringServer } from '../support/http/answering-server.js';
import { COLLECTION, type EntityList } from '../support/rest/rest-client.js';
import { bootProduction } from '../support/service/boot-production.js';
import { codeBlocks, tableRows } from '../support/system/markdown.js';

interface Permission {
  readonly id: string;
  readonly isEnabled: boolean;
  readonly value: string;
}
interface Registration {
  readonly signInAudience: string;
  readonly identifierUris: readonly string[];
  readonly requiredResourceAccess: readonly {
    readonly resourceAppId: string;
    readonly resourceAccess: readonly { readonly id: string; readonly type: string }[];
  }[];
  readonly api: {
    readonly requestedAccessTokenVersion: number;
    readonly oauth2PermissionScopes: readonly (Permission &
      Readonly<Record<'type' | 'adminConsentDisplayName' | 'adminConsentDescription', string>>)[];
  };
  readonly appRoles: readonly (Permission &
    Readonly<Record<'displayName' | 'description', string>> & { readonly allowedMemberTypes: readonly string[] })[];
}

const FOLDER = fileURLToPath(new URL('../../deploy/entra', import.meta.url));
const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
const README = read('README.md');
const SCRIPT = read('register.ps1');
const REGISTRATION: Registration = JSON.parse(read('app-registration.json'));
const { signInAudience, identifierUris, api, appRoles, requiredResourceAccess } = REGISTRATION;
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const run = promisify(execFile);

describe('the registration', () => {
  test('requests version 2 tokens of one tenant, and has its own identifier URI', () => {
    expect({ signInAudience, identifierUris, version: api.requestedAccessTokenVersion }).toEqual({
      signInAudience: 'AzureADMyOrg',
      identifierUris: ['api://{appId}'],
      version: 2,
    });
  });

  test('offers exactly the permissions that the service knows, as scopes and as app roles', () => {
    const known = [READ_PERMISSION, WRITE_PERMISSION].map((value) => ({ value, isEnabled: true }));
    expect(api.oauth2PermissionScopes).toMatchObject(known.map((each) => ({ ...each, type: 'Admin' })));
    expect(appRoles).toMatchObject(known.map((each) => ({ ...each, allowedMemberTypes: ['Application'] })));
    expect([api.oauth2PermissionScopes.length, appRoles.length]).toEqual([2, 2]);
  });

  test('keeps the ids that tenants have granted', () => {
    const granted = Object.fromEntries(appRoles.map(({ value, id }) => [value, id]));
    expect(granted).toEqual({
      [READ_PERMISSION]: 'ea41cf3d-044b-4d38-8a5d-ee2ef973cb21',
      [WRITE_PERMISSION]: 'e2453065-1753-42ae-9c79-104d8386a0bf',
    });
    for (const id of Object.values(granted)) expect(id).toMatch(UUID_V4);
  });

  // The ids are Microsoft's, the same in every tenant: Microsoft Graph, and ReadWrite.All as an application permission.
  test('asks for the one permission of Microsoft Graph with which Intune is written, without a user', () => {
    expect(requiredResourceAccess).toEqual([
      {
        resourceAppId: '00000003-0000-0000-c000-000000000000',
        resourceAccess: [{ id: '5ac13192-7ace-4fcf-b828-1a26f28068ee', type: 'Role' }],
      },
    ]);
  });

  // Entra ID accepts a scope and a role with the same name only if id and texts are the same.
  test('has the same id and texts for each scope and its role', () => {
    const words = api.oauth2PermissionScopes.map((scope) => ({
      id: scope.id,
      displayName: scope.adminConsentDisplayName,
      description: scope.adminConsentDescription,
    }));
    expect(appRoles).toMatchObject(words);
    expect(new Set(words.flatMap((each) => Object.values(each))).size).toBe(6);
  });
});

describe('the script', () => {
  test('accepts exactly the existing permissions and clouds', () => {
    const choices = [...SCRIPT.matchAll(/ValidateSet\((.*)\)/g)].map(([, list = '']) => list.match(/[\w.]+/g));
    expect(choices).toEqual([
      ['Global', 'USGov', 'USGovDoD', 'China'],
      [READ_PERMISSION, WRITE_PERMISSION],
    ]);
    const [, clouds = ''] = /^\$cloud = @\{(.*)\}/m.exec(SCRIPT) ?? [];
    const mapped = [...clouds.matchAll(/(\w+) = '(\w+)'/g)].map(([, environment, cloud]) => [environment, cloud]);
    expect(mapped.map(([environment]) => environment)).toEqual(choices[0]);
    expect(mapped.map(([, cloud]) => cloud).toSorted()).toEqual(Object.keys(CLOUD_ISSUERS).toSorted());
  });

  test('prints settings that a service starts with', () => {
    const tenantId = '11111111-aaaa-4bbb-8ccc-222222222222';
    const appId = '55555555-dddd-4eee-8fff-666666666666';
    const pagesId = '77777777-ffff-4aaa-8bbb-888888888888';
    const lines = [...SCRIPT.matchAll(/"([A-Z_]+)=(.*)"(?: \})?$/gm)].map(([, name = '', value = '']) => [name, value]);
    const values: Readonly<Record<string, string>> = {
      $cloud: 'usgov',
      '$($app.appId)': appId,
      '$($pages.appId)': pagesId,
      $TenantId: tenantId,
    };
    const settings = Object.fromEntries(lines.map(([name = '', value = '']) => [name, values[value]]));
    expect(readConfig(settings).auth).toEqual({
      mode: 'entra',
      issuers: 'usgov',
      audiences: [appId],
      tenants: new Set([tenantId]),
    });
    expect(readConfig(settings).signIn).toEqual({ clientId: pagesId, authority: null, scopes: [`${appId}/.default`] });
    const connected = readConfig({ ...settings, GRAPH_MODE: 'observe', GRAPH_CLIENT_SECRET_FILE: '/secret' }).graph;
    expect([connected?.tenants, connected?.cloud]).toEqual([new Set([tenantId]), 'usgov']);
    expect(connected?.common?.credential).toMatchObject({ clientId: appId });
  });

  test('reads the registration and replaces its only placeholder', () => {
    expect(SCRIPT).toContain("Join-Path $PSScriptRoot 'app-registration.json'");
    expect(read('app-registration.json').match(/\{\w+\}/g)).toEqual(['{appId}']);
    expect(SCRIPT).toContain("Replace('{appId}', $app.appId)");
  });
});

describe('the pages', () => {
  test('are registered for the address to which the login page returns', () => {
    expect(SCRIPT).toContain("TrimEnd('/'))/sign-in");
    expect(SCRIPT).toMatch(/spa = @\{ redirectUris = \$uris \}/);
    const guide = readFileSync(join(FOLDER, '../../docs/operations/entra-id.md'), 'utf8');
    expect(guide).toContain('`https://settings.contoso.com/sign-in`');
    const named = guide.match(/\b(?:AUTH|GRAPH|SIGN_IN)_[A-Z_]+/g) ?? [];
    expect(named.filter((name) => !CONFIG_OPTIONS.some((setting) => setting.name === name))).toEqual([]);
  });
});

describe('the README', () => {
  test('names only files and settings that exist', () => {
    const linked = [...README.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path]) => path ?? '');
    expect(linked).toContain('app-registration.json');
    expect(linked).toContain('register.ps1');
    expect(linked.filter((path) => !existsSync(join(FOLDER, path)))).toEqual([]);
    const named = README.match(/\b(?:AUTH|GRAPH|SIGN_IN)_[A-Z_]+/g) ?? [];
    expect(named.filter((name) => !CONFIG_OPTIONS.some((setting) => setting.name === name))).toEqual([]);
    expect(README.match(/(?<=-)(?:TenantId|ClientId|Permission|Environment|PagesUrl)\b/g)?.length).toBeGreaterThan(3);
  });

  test('names the permissions and the authority of every cloud', () => {
    const permissions = tableRows(README, '| permission | allows |').map(([name]) => name);
    expect(permissions).toEqual([READ_PERMISSION, WRITE_PERMISSION].map((name) => `\`${name}\``));
    const authorities = tableRows(README, '| `AUTH_CLOUD` | authority |').flatMap(([clouds = '', authority = '']) =>
      (clouds.match(/\w+/g) ?? []).map((cloud) => [cloud, authority.replaceAll('`', '')]),
    );
    const known = Object.entries(CLOUD_ISSUERS).map(([cloud, [v2]]) => [cloud, new URL(v2?.issuer ?? '').origin]);
    expect(authorities).toEqual(known);
  });

  test('has settings of which the service makes the issuers of a cloud', () => {
    const [settings = ''] = codeBlocks(README, 'sh');
    const pairs = [...settings.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
    expect(readConfig(Object.fromEntries(pairs)).auth).toMatchObject({ mode: 'entra', issuers: 'global' });
  });

  test('has settings that connect the tenant to Intune', () => {
    const [settings = '', further = ''] = codeBlocks(README, 'sh');
    const pairs = [...`${settings}\n${further}`.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
    const { auth, graph } = readConfig(Object.fromEntries(pairs));
    expect(graph).toMatchObject({ cloud: 'global', common: { mode: 'observe', credential: { kind: 'certificate' } } });
    expect(auth).toMatchObject({ tenants: graph?.tenants, audiences: [graph?.common?.credential.clientId] });
  });

  test('has a curl example that gets a token for all that was granted and lists the settings with it', async () => {
    const service = await bootProduction();
    const token = await service.forge.sign({ scp: undefined, roles: [READ_PERMISSION] });
    const asked: string[] = [];
    const authority = await answeringServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      asked.push(`${request.method} ${request.url} ${body}`);
      response.end(JSON.stringify({ token_type: 'Bearer', access_token: token }));
    });
    const block = codeBlocks(README, 'sh').find((each) => each.includes('curl')) ?? '';
    const command = block.replace('https://login.microsoftonline.com', authority.url);
    const client = { TENANT_ID: 'tenant', CLIENT_ID: 'client', CLIENT_SECRET: 's&cret', APP_ID: 'app' };
    const env = { ...process.env, ...client, SERVICE_URL: service.url };
    const { stdout } = await run('bash', ['-c', command], { env });
    expect((JSON.parse(stdout) as EntityList)['@odata.context']).toContain(COLLECTION.slice('/beta/'.length));
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'client',
      client_secret: 's&cret',
      scope: 'api://app/.default',
    });
    expect(asked).toEqual([`POST /tenant/oauth2/v2.0/token ${form}`]);
  });

  test('has an example for each SDK that runs and asks for all that was granted', async () => {
    const blocks = codeBlocks(README, 'js');
    expect(blocks).toHaveLength(3);
    const folder = folderWithModules();
    for (const [index, block] of blocks.entries()) {
      expect(block).toMatch(/[`"]api:\/\/\$\{APP_ID\}\/\.default[`"]/);
      const file = join(folder, `${index}.mjs`);
      writeFileSync(file, block);
      await run(process.execPath, [file], { env: { ...process.env, SERVICE_URL: 'https://settings.example' } });
    }
  });
});

/** A folder in which Microsoft's clients can be imported, with a stub of @azure/identity. */
function folderWithModules(): string {
  const folder = scratchFolder();
  const identity = join(folder, 'node_modules/@azure/identity');
  mkdirSync(identity, { recursive: true });
  const credential = "export class ClientSecretCredential { getToken = async () => ({ token: 'x' }); }";
  writeFileSync(join(identity, 'index.mjs'), credential);
  writeFileSync(join(identity, 'package.json'), '{ "name": "@azure/identity", "main": "index.mjs" }');
  for (const scope of ['@microsoft', '@pnp']) {
    symlinkSync(join(FOLDER, '../../node_modules', scope), join(folder, 'node_modules', scope));
  }
  return folder;
}
