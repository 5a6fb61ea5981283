/** The dashboard and the alert rules of deploy/monitoring: they name what exists, and Prometheus can answer their queries. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';

import { METRICS } from '../../src/domain/telemetry.js';
import { connectedService } from '../support/connector/connected-service.js';
import { scratchFolder } from '../support/files/scratch.js';
import { freePorts } from '../support/http/free-ports.js';
import { metricsPort } from '../support/service/measured.js';
import { SQLITE } from '../support/store/open-store.js';
import { tableRows } from '../support/system/markdown.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(ROOT, 'deploy/monitoring');
const RULES = join(FOLDER, 'alerts.yaml');
// Panels of what the service in the test does not have or do. Their queries must be valid too.
const WITHOUT_DATA = [
  'Fetches of keys',
  'Connections to PostgreSQL',
  'Waiting for a connection to PostgreSQL',
  'From a commit to the subscription',
];

interface Panel {
  readonly title: string;
  readonly type: string;
  readonly targets?: readonly { readonly expr: string }[];
}

const dashboard: { readonly panels: readonly Panel[] } = JSON.parse(
  readFileSync(join(FOLDER, 'grafana-dashboard.json'), 'utf8'),
);
const panels = dashboard.panels.filter(({ type }) => type !== 'row');
const rules: readonly { readonly alert: string; readonly expr: string }[] = parse(
  readFileSync(RULES, 'utf8'),
).groups.flatMap((group: { readonly rules: readonly object[] }) => group.rules);

const hasPrometheus = ['promtool', 'prometheus'].every((name) => spawnSync(name, ['--version']).status === 0);
if (process.env['CI'] && !hasPrometheus) throw new Error('Install the package prometheus.');

function metricsIn(text: string): string[] {
  const names = [...text.matchAll(/derived_credentials_\w+/g)].map(([name]) => name);
  return names.map((name) => (Object.hasOwn(METRICS, name) ? name : name.replace(/_(?:count|sum|bucket)$/, '')));
}

const queries = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

test('the dashboard shows every metric, and no other', () => {
  expect([...new Set(metricsIn(queries.join(' ')))].toSorted()).toEqual(Object.keys(METRICS).toSorted());
});

test('the alert rules name only metrics that exist', () => {
  const named = metricsIn(rules.map(({ expr }) => expr).join(' '));
  expect(named.filter((name) => !Object.hasOwn(METRICS, name))).toEqual([]);
});

test('docs/operations/monitoring.md says what to do about each alert', () => {
  const page = readFileSync(join(ROOT, 'docs/operations/monitoring.md'), 'utf8');
  const documented = tableRows(page, '| alert | fires if | what to do |').map(([name]) => name);
  expect(documented).toEqual(rules.map(({ alert }) => `\`${alert}\``));
});

describe.runIf(hasPrometheus)('Prometheus', () => {
  const promtool = (...args: readonly string[]) => execFileSync('promtool', args, { encoding: 'utf8', cwd: ROOT });

  test('accepts the example of its configuration and the alert rules', () => {
    expect(promtool('check', 'config', join(FOLDER, 'prometheus.yaml'))).toContain('SUCCESS');
    expect(promtool('check', 'rules', RULES)).toContain(`SUCCESS: ${rules.length} rules found`);
  });

  test('fires each alert when it is to', () => {
    const tests = 'test/telemetry/alerts.promtool.yaml';
    expect(promtool('test', 'rules', tests)).toContain('SUCCESS');
    const text = readFileSync(join(ROOT, tests), 'utf8');
    expect(rules.filter(({ alert }) => !text.includes(`"${alert}"`))).toEqual([]);
  });

  test('answers every query of the dashboard from a running service', async () => {
    const { METRICS_PORT } = await metricsPort();
    const { service, adopt } = await connectedService({ METRICS_PORT, DATABASE_URL: SQLITE.urlIn(scratchFolder()) });
    const ask = await prometheus(METRICS_PORT);
    await adopt();
    keepBusy(service);
    const emptyPanels = async () => {
      const found: string[] = [];
      for (const { title, targets = [] } of panels) {
        const counts = await Promise.all(targets.map(({ expr }) => ask(expr)));
        if (counts.every((count) => count === 0)) found.push(title);
      }
      return found.filter((title) => !WITHOUT_DATA.includes(title));
    };
    await expect.poll(emptyPanels, { timeout: 60_000, interval: 1000 }).toEqual([]);
  });
});

/** Starts Prometheus. Returns a function that evaluates a query and returns the number of its results. */
async function prometheus(metricsPort: string): Promise<(query: string) => Promise<number>> {
  const folder = scratchFolder();
  const config = join(folder, 'prometheus.yaml');
  const targets = `[{ targets: ['127.0.0.1:${metricsPort}'] }]`;
  writeFileSync(
    config,
    `global: { scrape_interval: 1s }\nscrape_configs: [{ job_name: derived-credential-settings, static_configs: ${targets} }]`,
  );
  const address = `127.0.0.1:${await freePorts()}`;
  const options = [`--config.file=${config}`, `--storage.tsdb.path=${folder}/data`, `--web.listen-address=${address}`];
  const child = spawn('prometheus', options, { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  onTestFinished(async () => {
    child.kill();
    await ended;
  });
  await expect
    .poll(async () => (await fetch(`http://${address}/-/ready`).catch(() => null))?.status, { timeout: 20_000 })
    .toBe(200);
  return async (query) => {
    // What Grafana puts in.
    const text = query.replaceAll('$__rate_interval', '15s').replaceAll('$instance', '.*');
    const response = await fetch(`http://${address}/api/v1/query?query=${encodeURIComponent(text)}`);
    const { status, error, data } = await response.json();
    if (status !== 'success') throw new Error(`${query}: ${error}`);
    return data.result.length;
  };
}

/** Creates, reads and fails, over both APIs, until the test ends. */
function keepBusy({ url, graphql, token }: Awaited<ReturnType<typeof connectedService>>['service']): void {
  let isStopped = false;
  const run = async () => {
    const rest = `${url}/beta/deviceManagement/derivedCredentials`;
    const headers = { authorization: `Bearer ${await token()}` };
    for (let count = 0; !isStopped; count += 1) {
      await graphql(
        'mutation ($name: String!) { createDerivedCredentialSettings(input: { displayName: $name, helpUrl: null, issuer: PUREBRED, notificationType: EMAIL }) { userErrors { message } } }',
        { name: `Busy ${count}` },
      );
      await graphql('{ derivedCredentials(filter: { displayName: { contains: "y" } }, first: 1) { totalCount } }');
      await graphql('{ nothing }');
      await fetch(rest, { headers });
      await fetch(rest);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  };
  const running = run();
  onTestFinished(() => {
    isStopped = true;
    return running;
  });
}
