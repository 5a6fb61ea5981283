/** Runs a probe with the configuration of the service, and says what it found. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { DEVELOPMENT_TENANT } from '../../auth/local-issuer.js';
import { type GraphConfig, graphTenantOf } from '../../config/graph.js';
import { type Config, readConfig } from '../../config.js';
import { graphAccess } from '../../connector/client/graph-access.js';
import { readTokenClaims, WRITE_ROLES } from '../../connector/client/token/token-claims.js';
import { TokenFailure } from '../../connector/client/token/token-failure.js';
import { targetOf } from '../../connector/open-connection.js';
import { terminalSafe } from '../../desired/quoting.js';
import { Refusal, SetupError } from '../../domain/errors.js';
import { INVOCATION } from '../terminal/invocation.js';
import { print } from '../terminal/print.js';
import { stopSignal } from '../terminal/stop-signal.js';
import { type Findings, list, probeGraph } from './probe-graph.js';
import { recordFindings } from './record-findings.js';

export interface ProbeRequest {
  readonly dryRun: boolean;
  readonly record: boolean;
  readonly tenant?: string;
}

export async function runProbe({ dryRun, record, tenant }: ProbeRequest): Promise<void> {
  const config = readConfig();
  const { graph: options } = config;
  if (options === null) throw new SetupError('There is no connection. Set GRAPH_MODE and what it needs.');
  const tenantId = tenant ?? onlyTenant(config, options);
  const connection = graphTenantOf(options, tenantId);
  if (connection === null) throw new SetupError(`The tenant ${tenantId} is not connected. Name it in GRAPH_TENANTS.`);
  const { url, tokens, graph } = graphAccess({ ...options, connectionOf: (id) => graphTenantOf(options, id) });
  const roles = await rolesOf(() => tokens.token(tenantId));
  await print(`Tenant ${tenantId}, cloud ${options.cloud}. Permissions on the token: ${roles}.\n`);
  const { length } = await list({ graph, tenantId, newId: randomUUID });
  await print(`Intune can be read, and has ${length === 1 ? 'one object' : `${length} objects`}.\n`);
  if (dryRun) {
    await print('--yes would create an object named "Probe …", read, update and delete it. Nothing was changed.\n');
    return;
  }
  const { settleMs } = connection;
  const found = await probeGraph({ ...SYSTEM, graph, tenantId, settleMs, signal: stopped() });
  await print(terminalSafe(describe(found, settleMs)));
  if (record) await recordFindings(config, { tenantId, target: targetOf(url, connection.credential) }, found);
  await print(record ? 'Recorded for the service.\n' : NOT_RECORDED);
}

const NOT_RECORDED = `Nothing was recorded. A service learns this by itself with its first create and its first update; "${INVOCATION} graph probe --yes --record" writes it into its database before.\n`;
const SYSTEM = {
  newId: randomUUID,
  say: (text: string) => void process.stderr.write(`${text}\n`),
  elapsed: () => performance.now(),
  wait: async (ms: number) => wait(ms),
};

function onlyTenant({ auth }: Config, { byTenant, tenants }: GraphConfig): string {
  const [first, ...others] = new Set([...byTenant.keys(), ...(tenants === '*' ? [] : tenants)]);
  if (first === undefined && auth.mode === 'local') return DEVELOPMENT_TENANT;
  if (first === undefined || others.length > 0) throw new SetupError('Say with --tenant which tenant is probed.');
  return first;
}

async function rolesOf(token: () => Promise<{ readonly value: string }>): Promise<string> {
  try {
    const roles = readTokenClaims((await token()).value)?.roles ?? [];
    const sufficient: readonly string[] = WRITE_ROLES;
    const used = roles.filter((role) => sufficient.includes(role));
    return used.length === 0 ? 'none that allows to write' : used.join(', ');
  } catch (error) {
    if (!(error instanceof TokenFailure)) throw error;
    throw new Refusal('UNAVAILABLE', error.message, { cause: error });
  }
}

function stopped(): AbortSignal {
  const controller = new AbortController();
  void stopSignal().then(() => controller.abort());
  return controller.signal;
}

function describe(found: Findings, settleMs: number): string {
  const after = (ms: number | null) =>
    ms === null ? `not within ${settleMs / 1000} s: raise GRAPH_SETTLE_SECONDS` : `after ${ms} ms`;
  const lines = [
    'One object was created with these permissions, updated, and removed.',
    `Graph ${found.keepsIds ? 'keeps' : 'does not keep'} the id that is sent with a new object.`,
    `The list showed the new object ${after(found.listedAfterMs)}, a read by its id ${after(found.readAfterMs)}.`,
    found.updatesInPlace
      ? `An update changes the object itself. A read showed it ${after(found.updateShownAfterMs)}.`
      : 'An update makes a new object, so the service will send none and ask a person instead.',
  ];
  return `${lines.join('\n')}\n`;
}
