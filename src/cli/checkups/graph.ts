/** Checks the connection to Microsoft Graph: credentials, a token for each tenant, and one read with it. Changes nothing there. */
import { randomUUID } from 'node:crypto';
import { CLOCK_TOLERANCE_S } from '../../auth/verifier.js';
import { type GraphConfig, type GraphTenantConfig, graphTenantOf } from '../../config/graph.js';
import type { TokenSource } from '../../connector/client/access-token.js';
import { graphAccess } from '../../connector/client/graph-access.js';
import type { GraphApi, GraphProblemCode } from '../../connector/client/graph-api.js';
import { TokenFailure } from '../../connector/client/token/token-failure.js';
import type { Finding } from './finding.js';
import { checkCredential } from './graph-credential.js';

const about = 'graph';
/** So that `*` in a large database does not take minutes. Tenants that are connected by name are all checked. */
const MOST_OF_ALL = 20;
const TIMEOUT_MS = 10_000;
const REACH = 'Check GRAPH_URL, name resolution, firewall and proxy between this machine and Graph.';
const REMEDIES: Readonly<Partial<Record<GraphProblemCode, string>>> = {
  CREDENTIALS: 'Check GRAPH_CLOUD and GRAPH_URL: the token must be for the Graph that is called.',
  PERMISSION:
    'Give the app registration the application permission DeviceManagementServiceConfig.ReadWrite.All of Microsoft Graph, with the consent of an administrator of the tenant. The tenant also needs a licence for Intune.',
  THROTTLED: 'Wait, and run doctor again.',
  UNREACHABLE: REACH,
};

interface Access {
  readonly tokens: TokenSource;
  readonly graph: GraphApi;
}

/** `known`: the tenants of the database. No finding if no tenant is connected. */
export async function checkGraph(
  config: GraphConfig | null,
  known: readonly string[],
  now: number,
): Promise<Finding[]> {
  if (config === null) return [];
  const connected = (tenantIds: Iterable<string>) =>
    [...new Set(tenantIds)].flatMap((tenantId) => {
      const tenant = graphTenantOf(config, tenantId);
      return tenant === null ? [] : [{ tenantId, tenant }];
    });
  const named = connected([...config.byTenant.keys(), ...(config.tenants === '*' ? [] : config.tenants)]);
  const byName = new Set(named.map(({ tenantId }) => tenantId));
  const others = connected(known).filter(({ tenantId }) => !byName.has(tenantId));
  const checked = [...named, ...others.slice(0, MOST_OF_ALL)];
  const credentials = [config.common, ...checked.map(({ tenant }) => tenant)]
    .filter((tenant) => tenant !== null && tenant.mode !== 'off')
    .map((tenant) => (tenant as GraphTenantConfig).credential);
  const distinct = new Map(credentials.map((each) => [JSON.stringify(each), each]));
  const { cloud, url, authority, timeoutMs } = config;
  const access = graphAccess({
    ...{ cloud, url, authority, timeoutMs: Math.min(timeoutMs, TIMEOUT_MS) },
    connectionOf: (tenantId) => graphTenantOf(config, tenantId),
  });
  const findings = await Promise.all([
    ...[...distinct.values()].map(async (each) => [await checkCredential(each, now)]),
    ...checked.map(({ tenantId, tenant }) => checkTenant(tenantId, tenant, access)),
  ]);
  return [...findings.flat(), ...unchecked(config, checked.length, others.length)];
}

async function checkTenant(tenantId: string, { mode }: GraphTenantConfig, access: Access): Promise<Finding[]> {
  const finding = (state: Finding['state'], text: string): Finding => ({
    state,
    about,
    text: `Tenant ${tenantId}: ${text}`,
  });
  try {
    const token = await access.tokens.token(tenantId);
    return [permissionOf(token.access, mode, finding), ...(await readOnce(tenantId, access.graph, finding))];
  } catch (error) {
    if (!(error instanceof TokenFailure)) throw error;
    return [finding('fault', `there is no token. ${error.message}`)];
  }
}

type Make = (state: Finding['state'], text: string) => Finding;

function permissionOf(access: 'read' | 'write', mode: GraphTenantConfig['mode'], finding: Make): Finding {
  if (access === 'write') return finding('ok', `the token may read and write in Intune; the mode is ${mode}.`);
  if (mode !== 'push') return finding('ok', `the token may read in Intune, which is enough for the mode ${mode}.`);
  return finding('fault', `the token may only read in Intune, but the mode push has to write. ${REMEDIES.PERMISSION}`);
}

async function readOnce(tenantId: string, graph: GraphApi, finding: Make): Promise<Finding[]> {
  const began = Date.now();
  const outcome = await graph.list({ tenantId, clientRequestId: randomUUID() });
  if (outcome.kind === 'failed') {
    const { code, message, requestId, clientRequestId } = outcome.problem;
    const ids = `client-request-id ${clientRequestId}${requestId === null ? '' : `, request-id ${requestId}`}`;
    return [finding('fault', `${[message, REMEDIES[code]].filter(Boolean).join(' ')} (${ids})`)];
  }
  const { objects, answer } = outcome;
  const unreadable = objects.filter(({ content }) => content === null).length;
  const count = `${objects.length} ${objects.length === 1 ? 'object' : 'objects'}`;
  const also = unreadable === 0 ? '' : `; ${unreadable} of them have values that are not allowed here`;
  return [finding('ok', `Graph was read: ${count}${also}.`), ...clockOf(answer.date, began, finding)];
}

/** Graph's clock against ours: certificates and federated tokens are refused if it is wrong. */
function clockOf(date: number | null, began: number, finding: Make): Finding[] {
  if (date === null) return [];
  // Graph answered between these two times, and its header has whole seconds.
  const ahead = Math.round((began - date) / 1000);
  const behind = Math.round((date - Date.now()) / 1000);
  if (Math.max(ahead, behind) < CLOCK_TOLERANCE_S) return [];
  const words = ahead > behind ? `${ahead} seconds ahead of` : `${behind} seconds behind`;
  return [
    finding(
      'fault',
      `the clock of this machine is ${words} that of Graph. Synchronise it (NTP), or tokens are refused.`,
    ),
  ];
}

/** Says which tenants of `*` were not checked. */
function unchecked(config: GraphConfig, checked: number, others: number): Finding[] {
  if (others > MOST_OF_ALL) {
    const text = `${MOST_OF_ALL} of the ${others} tenants in the database that are connected by * were checked.`;
    return [{ state: 'note', about, text }];
  }
  if (checked > 0 || config.tenants !== '*') return [];
  const text =
    'GRAPH_TENANTS is *, and the database has no tenant yet, so no token was asked for and Graph was not read.';
  return [{ state: 'note', about, text }];
}
