/** The options of the connection to Microsoft Graph: defaults, what a tenant inherits, and every fault, all at once. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { graphTenantOf } from '../../src/config/graph.js';
import { readConfig } from '../../src/config.js';
import { SetupError } from '../../src/domain/errors.js';
import { scratchFolder } from '../support/files/scratch.js';

const TENANT = '11111111-aaaa-4bbb-8ccc-222222222222';
const OTHER = '33333333-aaaa-4bbb-8ccc-222222222222';
const CLIENT = '99999999-8888-4777-8666-555555555555';
const ENTRA = { AUTH_CLOUD: 'usgov', AUTH_AUDIENCE: 'a', AUTH_ALLOWED_TENANTS: '*' };
const COMMON = { GRAPH_MODE: 'push', GRAPH_CLIENT_ID: CLIENT, GRAPH_CLIENT_SECRET_FILE: '/run/secret' };

function faultsOf(environment: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof SetupError) return error.message.split('\n');
    throw error;
  }
  return [];
}

function fileWith(text: string): string {
  const file = join(scratchFolder(), 'connections.yaml');
  writeFileSync(file, text);
  return file;
}

const graphOf = (environment: NodeJS.ProcessEnv) => {
  const { graph } = readConfig(environment);
  return graph ?? expect.fail('Nothing is connected.');
};

/** What a file says, without its name. */
function faultsIn(text: string, environment: NodeJS.ProcessEnv = COMMON): string[] {
  const file = fileWith(text);
  const prefix = `GRAPH_CONNECTIONS_FILE ${file}: `;
  return faultsOf({ ...environment, GRAPH_CONNECTIONS_FILE: file }).map((fault) => {
    expect(fault.slice(0, prefix.length)).toBe(prefix);
    return fault.slice(prefix.length);
  });
}

describe('the environment', () => {
  test('connects nothing by default, nor with the mode off', () => {
    expect(readConfig({}).graph).toBeNull();
    expect(readConfig({ ...COMMON, GRAPH_MODE: 'off', GRAPH_TENANTS: TENANT }).graph).toBeNull();
  });

  test('has the documented defaults', () => {
    expect(graphOf(COMMON)).toEqual({
      cloud: 'global',
      url: null,
      authority: null,
      timeoutMs: 60_000,
      tenants: '*',
      common: {
        mode: 'push',
        credential: { kind: 'secret', clientId: CLIENT, file: '/run/secret' },
        onDrift: 'report',
        intervalMs: 300_000,
        settleMs: 120_000,
        maxDeletions: 3,
      },
      byTenant: new Map(),
    });
  });

  test('gives the cloud of AUTH_CLOUD unless GRAPH_CLOUD names another', () => {
    const environment = { ...ENTRA, ...COMMON, GRAPH_TENANTS: TENANT };
    expect(graphOf(environment).cloud).toBe('usgov');
    expect(graphOf({ ...environment, GRAPH_CLOUD: 'dod' }).cloud).toBe('dod');
  });

  test('names tenants in any spelling, with commas to spare, and connects only those', () => {
    const graph = graphOf({ ...COMMON, GRAPH_TENANTS: ` ${TENANT.toUpperCase()}, ${OTHER},` });
    expect(graph.tenants).toEqual(new Set([TENANT, OTHER]));
    expect([graphTenantOf(graph, OTHER)?.mode, graphTenantOf(graph, CLIENT)]).toEqual(['push', null]);
  });

  test.each([
    [{ GRAPH_CERTIFICATE_FILE: '/c' }, { kind: 'certificate', clientId: CLIENT, file: '/c' }],
    [{ GRAPH_FEDERATED_TOKEN_FILE: '/t' }, { kind: 'federated token', clientId: CLIENT, file: '/t' }],
    [{ GRAPH_MANAGED_IDENTITY: 'system' }, { kind: 'managed identity', clientId: CLIENT, identity: null }],
    [
      { GRAPH_MANAGED_IDENTITY: OTHER, GRAPH_CLIENT_ID: '' },
      { kind: 'managed identity', clientId: null, identity: OTHER },
    ],
  ])('takes the credential %j', (given, credential) => {
    expect(graphOf({ ...COMMON, GRAPH_CLIENT_SECRET_FILE: '', ...given }).common?.credential).toEqual(credential);
  });

  test('takes fractions of seconds, and addresses without the slash at their end', () => {
    const times = { GRAPH_INTERVAL: '1.5', GRAPH_SETTLE_SECONDS: '0.25', GRAPH_TIMEOUT: '0.05' };
    const graph = graphOf({
      ...COMMON,
      ...times,
      GRAPH_AUTHORITY: 'https://login.example/x/',
      GRAPH_URL: 'http://[::1]:8',
    });
    expect(graph).toMatchObject({ timeoutMs: 50, authority: 'https://login.example/x', url: 'http://[::1]:8' });
    expect(graph.common).toMatchObject({ intervalMs: 1500, settleMs: 250 });
  });

  test('has all its faults reported at once, with the variable of each', () => {
    const faults = faultsOf({
      GRAPH_MODE: 'mirror',
      GRAPH_TENANTS: 'contoso',
      GRAPH_CLOUD: 'mars',
      GRAPH_CLIENT_ID: 'app',
      GRAPH_MANAGED_IDENTITY: 'yes',
      GRAPH_INTERVAL: '0',
      GRAPH_ON_DRIFT: 'ignore',
      GRAPH_SETTLE_SECONDS: '0x10',
      GRAPH_TIMEOUT: '301',
      GRAPH_MAX_DELETIONS: '-1',
      GRAPH_URL: 'http://graph.example',
      GRAPH_AUTHORITY: 'http://127.0.0.1',
    });
    expect(faults).toEqual([
      'GRAPH_MODE is none of off, observe, push, pull.',
      'GRAPH_TENANTS is neither tenant UUIDs nor *.',
      'GRAPH_CLOUD is none of global, usgov, dod, china.',
      'GRAPH_CLIENT_ID is not a UUID.',
      'GRAPH_MANAGED_IDENTITY is neither system nor the client id of an identity, a UUID.',
      'GRAPH_INTERVAL is not a number of seconds from 1 to 86400.',
      'GRAPH_ON_DRIFT is none of report, restore.',
      'GRAPH_SETTLE_SECONDS is not a number of seconds from 0.01 to 3600.',
      'GRAPH_TIMEOUT is not a number of seconds from 0.05 to 300.',
      'GRAPH_MAX_DELETIONS is not a whole number from 0 to 10000.',
      'GRAPH_URL is not an https address, or http on this machine.',
      'GRAPH_AUTHORITY is not an https address.',
    ]);
  });

  // The first is a host of its own: "localhost" is a user name in it.
  test.each([
    'http://localhost:1@graph.example',
    'https://user:word@graph.example',
    'https://graph.example?x',
    'graph',
  ])('does not send tokens to %s', (url) => {
    expect(faultsOf({ ...COMMON, GRAPH_URL: url })).toEqual([
      'GRAPH_URL is not an https address, or http on this machine.',
    ]);
  });

  test('says what is missing or contradictory together', () => {
    const sources =
      'GRAPH_CLIENT_SECRET_FILE, GRAPH_CERTIFICATE_FILE, GRAPH_FEDERATED_TOKEN_FILE, GRAPH_MANAGED_IDENTITY';
    expect(faultsOf({ ...ENTRA, GRAPH_MODE: 'observe' })).toEqual([
      `${sources} are missing. Set one of them.`,
      'GRAPH_TENANTS is missing: name tenants, or * for all.',
    ]);
    expect(faultsOf({ ...COMMON, GRAPH_CLIENT_ID: '', GRAPH_CERTIFICATE_FILE: '/c' })).toEqual([
      'GRAPH_CLIENT_SECRET_FILE and GRAPH_CERTIFICATE_FILE are both set. Keep one of them.',
      'GRAPH_CLIENT_ID is missing: name the app registration.',
    ]);
  });
});

describe('the connections file', () => {
  test('gives a tenant other options, and the rest from the environment', () => {
    const file = fileWith(
      `tenants:\n  ${TENANT.toUpperCase()}:\n    mode: pull\n    interval: 900\n    certificateFile: /own.pem\n  ${OTHER}:\n`,
    );
    const graph = graphOf({ ...COMMON, GRAPH_INTERVAL: '60', GRAPH_MAX_DELETIONS: '0', GRAPH_CONNECTIONS_FILE: file });
    const common = { onDrift: 'report', settleMs: 120_000, maxDeletions: 0 };
    const own = { kind: 'certificate', clientId: CLIENT, file: '/own.pem' };
    expect(graph.byTenant.get(TENANT)).toEqual({ ...common, mode: 'pull', intervalMs: 900_000, credential: own });
    expect(graph.byTenant.get(OTHER)).toMatchObject({
      mode: 'push',
      intervalMs: 60_000,
      credential: { kind: 'secret' },
    });
  });

  test('connects its tenants beside those of GRAPH_TENANTS, and alone without it', () => {
    const file = fileWith(`tenants:\n  ${TENANT}: { mode: off }\n`);
    const both = graphOf({ ...ENTRA, ...COMMON, GRAPH_TENANTS: OTHER, GRAPH_CONNECTIONS_FILE: file });
    expect([graphTenantOf(both, OTHER)?.mode, graphTenantOf(both, TENANT)]).toEqual(['push', null]);
    const own = fileWith(`tenants:\n  ${TENANT}: { managedIdentity: system }\n`);
    for (const trust of [ENTRA, {}]) {
      const alone = graphOf({ ...trust, GRAPH_MODE: 'observe', GRAPH_CONNECTIONS_FILE: own });
      expect([graphTenantOf(alone, TENANT)?.mode, graphTenantOf(alone, OTHER)]).toEqual(['observe', null]);
    }
  });

  test('has all faults reported at once, with the tenant of each', () => {
    const faults = faultsIn(`tenants:
  contoso: { mode: push }
  ${TENANT}: { mode: no, interval: [5], colour: red, clientSecretFile: ~, maxDeletions: 1.5 }
  ${OTHER}: { clientSecretFile: /a, managedIdentity: system }
`);
    expect(faults).toEqual([
      '"contoso" is not the UUID of a tenant.',
      `tenant ${TENANT}: mode is none of off, observe, push, pull.`,
      `tenant ${TENANT}: interval is neither text nor a number.`,
      expect.stringMatching(`^tenant ${TENANT}: "colour" is no option\\. Use mode, clientId, .*, maxDeletions\\.$`),
      `tenant ${TENANT}: clientSecretFile is neither text nor a number.`,
      `tenant ${TENANT}: maxDeletions is not a whole number from 0 to 10000.`,
      `tenant ${OTHER}: clientSecretFile and managedIdentity are both set. Keep one of them.`,
    ]);
  });

  test('names a tenant once, however it is spelled', () => {
    const twice = faultsIn(`tenants:\n  ${TENANT}: { mode: push }\n  ${TENANT.toUpperCase()}: { mode: pull }\n`);
    expect(twice).toEqual([`tenant ${TENANT.toUpperCase()} is there twice.`]);
    const same = faultsIn(`tenants:\n  ${TENANT}: { mode: push }\n  ${TENANT}: { mode: pull }\n`);
    expect(same).toEqual(['line 3 is no valid YAML (DUPLICATE_KEY).']);
  });

  const FORM = 'it does not have the form "tenants:", below it the UUID of each tenant, and below that its options.';
  test.each([
    ['empty', '', FORM],
    ['of another form', 'tenants: [a]\n', FORM],
    ['with more than tenants', `tenants: {}\nmode: push\n`, FORM],
    ['with an alias of nothing', `tenants: *nothing\n`, FORM],
    ['that is no YAML', `tenants:\n  "${TENANT}: 1\n`, 'line 3 is no valid YAML (MISSING_CHAR).'],
  ])('that is %s is a fault', (_, text, fault) => {
    expect(faultsIn(text)).toEqual([fault]);
  });

  test('that cannot be read is a fault', () => {
    const folder = scratchFolder();
    const missing = join(folder, 'none.yaml');
    expect(faultsOf({ GRAPH_CONNECTIONS_FILE: missing })).toEqual([
      `GRAPH_CONNECTIONS_FILE ${missing}: it cannot be read (ENOENT).`,
    ]);
    expect(faultsOf({ GRAPH_CONNECTIONS_FILE: folder })[0]).toContain('it cannot be read (EISDIR).');
  });
});
