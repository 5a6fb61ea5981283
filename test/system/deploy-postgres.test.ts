/** The files in deploy/postgres fit the service: variables, ports, addresses of health, secrets, and every table of the schema. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { CONFIG_OPTIONS, readConfig } from '../../src/config.js';
import { MIGRATIONS } from '../../src/store/postgres/migrations/index.js';
import { boot } from '../support/service/boot.js';

type Environment = Readonly<Record<string, string>>;

const FOLDER = fileURLToPath(new URL('../../deploy/postgres', import.meta.url));
const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
const NAMES = CONFIG_OPTIONS.map(({ name }) => name);
const GIVEN: Environment = {
  AUTH_CLOUD: 'global',
  AUTH_AUDIENCE: '55555555-dddd-4eee-8fff-666666666666',
  AUTH_ALLOWED_TENANTS: '11111111-aaaa-4bbb-8ccc-222222222222',
};

/** With the variables of Compose replaced, which must be given. */
function filled(environment: Environment): Environment {
  const fill = (text: string) => text.replace(/\$\{(\w+):\?[^}]*\}/g, (_, name) => GIVEN[name] ?? '');
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, fill(value)]));
}

/** The secrets that an address of the database reads. Nothing else in it is secret. */
function secretsIn(environment: Environment): string[] {
  const url = new URL(environment['DATABASE_URL'] ?? '');
  expect([url.password, url.searchParams.get('sslmode')]).toEqual(['', 'verify-full']);
  return ['passwordfile', 'sslrootcert'].map((name) => url.searchParams.get(name) ?? '');
}

function expectStarts(environment: Environment): void {
  expect(Object.keys(environment).filter((name) => !NAMES.includes(name))).toEqual([]);
  expect(readConfig(environment)).toMatchObject({ host: '0.0.0.0', port: 4000, auth: { mode: 'entra' } });
}

test('the addresses of health exist', async () => {
  const { url } = await boot();
  for (const path of ['/livez', '/readyz']) expect((await fetch(url + path)).status).toBe(200);
  const probed = `${read('compose.yaml')}${read('kubernetes.yaml')}`.match(/\/\w+z\b/g);
  expect(new Set(probed)).toEqual(new Set(['/livez', '/readyz']));
});

describe('the Compose file', () => {
  const { services, secrets, volumes } = parse(read('compose.yaml'), { merge: true });
  const { database, ...processes } = services;

  test('runs two processes that the service starts with', () => {
    expect(Object.keys(processes)).toHaveLength(2);
    for (const { environment, depends_on, ports, healthcheck } of Object.values<typeof database>(processes)) {
      expectStarts(filled(environment));
      expect(depends_on).toEqual({ database: { condition: 'service_healthy' } });
      expect(ports[0]).toMatch(/^127\.0\.0\.1:\d+:4000$/);
      expect(healthcheck.test.at(-1)).toContain(':4000/readyz');
    }
    const ports = Object.values<typeof database>(processes).map((each) => each.ports[0]);
    expect(new Set(ports).size).toBe(2);
  });

  test('gives each container the secrets that it reads, as files', () => {
    for (const each of Object.values<typeof database>(services)) {
      for (const name of each.secrets) expect(Object.keys(secrets)).toContain(name);
    }
    for (const each of Object.values<typeof database>(processes)) {
      expect(secretsIn(each.environment).toSorted()).toEqual(
        each.secrets.map((name: string) => `/run/secrets/${name}`).toSorted(),
      );
    }
    const used = JSON.stringify([database.environment, database.command]).match(/\/run\/secrets\/[\w-]+/g);
    expect(used?.toSorted()).toEqual(database.secrets.map((name: string) => `/run/secrets/${name}`).toSorted());
  });

  test('keeps the data of the database in a volume, with the user and database of the address', () => {
    expect(database.volumes).toEqual(['database:/var/lib/postgresql/data']);
    expect(Object.keys(volumes)).toEqual(['database']);
    const url = new URL(processes['service-1'].environment.DATABASE_URL);
    expect([url.hostname, url.username, url.pathname]).toEqual([
      'database',
      database.environment.POSTGRES_USER,
      `/${database.environment.POSTGRES_DB}`,
    ]);
    expect(database.environment.POSTGRES_INITDB_ARGS).toContain('--data-checksums --encoding=UTF8');
  });
});

describe('the manifest for Kubernetes', () => {
  const documents = parseAllDocuments(read('kubernetes.yaml'));
  const objects = documents.map((document) => document.toJS());
  const [config, deployment, budget, service] = objects;
  const { template, replicas, selector } = deployment.spec;
  const [container] = template.spec.containers;

  test('is YAML of the objects that belong together', () => {
    expect(documents.flatMap(({ errors }) => errors)).toEqual([]);
    expect(objects.map(({ kind }) => kind)).toEqual(['ConfigMap', 'Deployment', 'PodDisruptionBudget', 'Service']);
    const labels = template.metadata.labels;
    const spread = template.spec.topologySpreadConstraints.map(
      (each: typeof selector) => each.labelSelector.matchLabels,
    );
    for (const each of [selector.matchLabels, budget.spec.selector.matchLabels, service.spec.selector, ...spread]) {
      expect(each).toEqual(labels);
    }
    expect(replicas).toBeGreaterThan(budget.spec.minAvailable);
    expect(container.envFrom).toEqual([{ configMapRef: { name: config.metadata.name } }]);
  });

  test('has variables that the service starts with, and mounts the secrets that they name', () => {
    expectStarts(config.data);
    const [mount] = container.volumeMounts;
    for (const file of secretsIn(config.data)) expect(file.startsWith(`${mount.mountPath}/`)).toBe(true);
    expect(template.spec.volumes.map(({ name }: { name: string }) => name)).toEqual(
      container.volumeMounts.map(({ name }: { name: string }) => name),
    );
  });

  test('probes the port on which the service listens, and has no rights that it does not need', () => {
    expect(container.ports).toEqual([{ name: 'http', containerPort: Number(config.data.PORT) }]);
    for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
      expect(container[probe].httpGet.port).toBe('http');
    }
    expect(service.spec.ports[0].targetPort).toBe('http');
    // A database that is away must not restart the process.
    expect(container.livenessProbe.httpGet.path).toBe('/livez');
    expect(template.spec.securityContext.runAsNonRoot).toBe(true);
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });
});

describe('the script for Citus', () => {
  const distributed = (text: string) =>
    [...text.matchAll(/^SELECT create_(?:distributed|reference)_table\('(\w+)'/gm)].map(([, name]) => name ?? '');

  test('distributes every table of the schema by its tenant', () => {
    const tables = MIGRATIONS.flatMap((text) => [...text.matchAll(/^CREATE TABLE (\w+)/gm)].map(([, name]) => name));
    expect(distributed(read('citus.sql')).toSorted()).toEqual([...tables, 'schema_migration'].toSorted());
    for (const [, name, column] of read('citus.sql').matchAll(/create_distributed_table\('(\w+)', '(\w+)'/g)) {
      const made = MIGRATIONS.join('\n').split(`CREATE TABLE ${name} (`)[1] ?? '';
      expect([name, column, /^\s*(?:--.*\n\s*)*tenant_id text/.test(made)]).toEqual([name, 'tenant_id', true]);
    }
  });
});
