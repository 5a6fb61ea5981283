/** The options of the connection to Microsoft Graph, and what they mean together. Reads no environment and opens no file. */
import * as z from 'zod';
import { canonicalId } from '../domain/derived-credential-settings.js';
import { inMs, seconds } from './seconds.js';

/** Microsoft's clouds. */
export const CLOUDS = ['global', 'usgov', 'dod', 'china'] as const;
export type Cloud = (typeof CLOUDS)[number];

/** Where the application's credential comes from. */
export type GraphCredential =
  | {
      readonly kind: 'secret' | 'certificate' | 'federated token';
      readonly clientId: string;
      readonly file: string;
    }
  | {
      readonly kind: 'managed identity';
      /** The client id of the identity; null for the one that the system assigned. */
      readonly identity: string | null;
      readonly clientId: string | null;
    };

/** The connection of one tenant. */
export interface GraphTenantConfig {
  readonly mode: 'off' | 'observe' | 'push' | 'pull';
  readonly credential: GraphCredential;
  readonly onDrift: 'report' | 'restore';
  readonly intervalMs: number;
  readonly settleMs: number;
  /** Deletions in an hour that need no confirmation. */
  readonly maxDeletions: number;
}

export interface GraphConfig {
  readonly cloud: Cloud;
  /** Root of Graph; null for that of the cloud. */
  readonly url: string | null;
  /** Root of the token issuer; null for that of the cloud. */
  readonly authority: string | null;
  readonly timeoutMs: number;
  /** The tenants that are connected as `common` says; null if there is no common connection. */
  readonly tenants: ReadonlySet<string> | '*';
  readonly common: GraphTenantConfig | null;
  /** The tenants of the connections file. */
  readonly byTenant: ReadonlyMap<string, GraphTenantConfig>;
}

const MODES = ['off', 'observe', 'push', 'pull'] as const;
const ON_DRIFT = ['report', 'restore'] as const;
const COUNT_FAULT = 'is not a whole number from 0 to 10000';
const clientId = z.guid({ error: 'is not a UUID' });
const MANAGED_FAULT = 'is neither system nor the client id of an identity, a UUID';

/** The options that a tenant of the connections file may give too, by their name there. */
export const TENANT_OPTIONS = {
  mode: z
    .enum(MODES, { error: `is none of ${MODES.join(', ')}` })
    .default('off')
    .meta({
      description:
        'What the connection to Intune does: off; observe, which reports how Intune differs; push, which makes Intune as it is here; pull, which records here what changes in Intune.',
    }),
  clientId: clientId.optional().meta({ description: 'The client id of the app registration that Graph is called as.' }),
  clientSecretFile: z.string().optional().meta({ description: 'The file that holds its client secret.' }),
  certificateFile: z
    .string()
    .optional()
    .meta({ description: 'The PEM file with its certificate and private key. One of four ways to prove who calls.' }),
  federatedTokenFile: z
    .string()
    .optional()
    .meta({ description: 'The file of a federated token, as workload identity on Kubernetes provides it.' }),
  managedIdentity: z
    .string()
    .refine((value) => value === 'system' || z.guid().safeParse(value).success, MANAGED_FAULT)
    .optional()
    .meta({ description: 'The managed identity of an Azure resource: `system`, or the client id of an identity.' }),
  interval: seconds(1, 86_400)
    .default(300)
    .meta({ description: 'Seconds between reads of Intune, 1 to 86400. Each tenant varies it by a fifth.' }),
  onDrift: z
    .enum(ON_DRIFT, { error: `is none of ${ON_DRIFT.join(', ')}` })
    .default('report')
    .meta({
      description:
        'What push does if somebody else changes an object in Intune: report, or restore, which puts it right.',
    }),
  settleSeconds: seconds(0.01, 3_600).default(120).meta({
    description:
      'Seconds for which Intune may not show a change yet, up to 3600. With less than it really takes, objects can be created twice.',
  }),
  maxDeletions: z
    .string()
    .regex(/^\d{1,5}$/, COUNT_FAULT)
    .transform(Number)
    .pipe(z.number().max(10_000, COUNT_FAULT))
    .default(3)
    .meta({ description: 'Deletions in Intune for each tenant and hour that nobody has to confirm.' }),
};
export type TenantOption = keyof typeof TENANT_OPTIONS;
export type TenantOptions = { readonly [Name in TenantOption]: z.infer<(typeof TENANT_OPTIONS)[Name]> };

/** The names of the same options in the environment. */
export const VARIABLE_OF = {
  mode: 'GRAPH_MODE',
  clientId: 'GRAPH_CLIENT_ID',
  clientSecretFile: 'GRAPH_CLIENT_SECRET_FILE',
  certificateFile: 'GRAPH_CERTIFICATE_FILE',
  federatedTokenFile: 'GRAPH_FEDERATED_TOKEN_FILE',
  managedIdentity: 'GRAPH_MANAGED_IDENTITY',
  interval: 'GRAPH_INTERVAL',
  onDrift: 'GRAPH_ON_DRIFT',
  settleSeconds: 'GRAPH_SETTLE_SECONDS',
  maxDeletions: 'GRAPH_MAX_DELETIONS',
} as const satisfies Record<TenantOption, string>;

const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** The options of the environment. */
export const GRAPH_ENVIRONMENT = {
  GRAPH_MODE: TENANT_OPTIONS.mode,
  GRAPH_TENANTS: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean)
        .map((part) => (part === '*' ? part : canonicalId(part))),
    )
    .pipe(z.array(z.string('is neither tenant UUIDs nor *')))
    .optional()
    .meta({
      description:
        'The tenants that are connected, as UUIDs, comma-separated; `*` for all that are let in. Default in local mode, without a connections file: `*`.',
    }),
  GRAPH_CLOUD: z
    .enum(CLOUDS, { error: `is none of ${CLOUDS.join(', ')}` })
    .optional()
    .meta({ description: `Microsoft's cloud: ${CLOUDS.join(', ')}. Default: \`AUTH_CLOUD\`, else global.` }),
  GRAPH_CLIENT_ID: TENANT_OPTIONS.clientId,
  GRAPH_CLIENT_SECRET_FILE: TENANT_OPTIONS.clientSecretFile,
  GRAPH_CERTIFICATE_FILE: TENANT_OPTIONS.certificateFile,
  GRAPH_FEDERATED_TOKEN_FILE: TENANT_OPTIONS.federatedTokenFile,
  GRAPH_MANAGED_IDENTITY: TENANT_OPTIONS.managedIdentity,
  GRAPH_INTERVAL: TENANT_OPTIONS.interval,
  GRAPH_ON_DRIFT: TENANT_OPTIONS.onDrift,
  GRAPH_SETTLE_SECONDS: TENANT_OPTIONS.settleSeconds,
  GRAPH_TIMEOUT: seconds(0.05, 300)
    .default(60)
    .meta({ description: 'Seconds that a request to Graph may take, up to 300.' }),
  GRAPH_MAX_DELETIONS: TENANT_OPTIONS.maxDeletions,
  GRAPH_CONNECTIONS_FILE: z.string().optional().meta({
    description: 'A YAML file with other values of these options for single tenants.',
  }),
  GRAPH_URL: z
    .string()
    .refine((url) => isRoot(url) || isRootHere(url), 'is not an https address, or http on this machine')
    .optional()
    .meta({ description: 'The root of Graph behind a gateway. Default: that of the cloud.' }),
  GRAPH_AUTHORITY: z
    .string()
    .refine(isRoot, 'is not an https address')
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .meta({ description: 'The root of the token issuer behind a gateway. Default: that of the cloud.' }),
} satisfies Readonly<Record<string, z.ZodType>>;

/** Whether paths can be added to an https address. */
function isRoot(url: string, protocol = 'https:'): boolean {
  if (!URL.canParse(url)) return false;
  const found = new URL(url);
  // A name before the host would be sent with each request, and hides which host it is.
  return found.protocol === protocol && `${found.username}${found.password}${found.search}${found.hash}` === '';
}

function isRootHere(url: string): boolean {
  return isRoot(url, 'http:') && LOOPBACK_HOST.test(new URL(url).hostname);
}

const CREDENTIALS = ['clientSecretFile', 'certificateFile', 'federatedTokenFile', 'managedIdentity'] as const;

/** The connection that options describe, or everything that is missing or contradictory, as sentences. */
export function tenantConfig(
  options: TenantOptions,
  nameOf: (option: TenantOption) => string,
): GraphTenantConfig | readonly string[] {
  const given = CREDENTIALS.filter((option) => options[option] !== undefined);
  const names = CREDENTIALS.map(nameOf);
  const faults: string[] = [];
  if (given.length === 0) faults.push(`${names.join(', ')} are missing. Set one of them.`);
  if (given.length > 1) faults.push(`${given.map(nameOf).join(' and ')} are both set. Keep one of them.`);
  if (options.clientId === undefined && given.some((option) => option !== 'managedIdentity')) {
    faults.push(`${nameOf('clientId')} is missing: name the app registration.`);
  }
  const credential = credentialOf(options);
  if (faults.length > 0 || credential === null) return faults;
  const { mode, onDrift, maxDeletions, interval, settleSeconds } = options;
  return { mode, credential, onDrift, maxDeletions, intervalMs: inMs(interval), settleMs: inMs(settleSeconds) };
}

function credentialOf(options: TenantOptions): GraphCredential | null {
  const { clientId, clientSecretFile, certificateFile, federatedTokenFile, managedIdentity } = options;
  if (managedIdentity !== undefined) {
    const identity = managedIdentity === 'system' ? null : managedIdentity;
    return { kind: 'managed identity', identity, clientId: clientId ?? null };
  }
  if (clientId === undefined) return null;
  if (clientSecretFile !== undefined) return { kind: 'secret', clientId, file: clientSecretFile };
  if (certificateFile !== undefined) return { kind: 'certificate', clientId, file: certificateFile };
  return federatedTokenFile === undefined ? null : { kind: 'federated token', clientId, file: federatedTokenFile };
}

/** The connection of a tenant; null if it is not connected. */
export function graphTenantOf(graph: GraphConfig, tenantId: string): GraphTenantConfig | null {
  const { byTenant, tenants, common } = graph;
  const found = byTenant.get(tenantId) ?? (tenants === '*' || tenants.has(tenantId) ? common : null);
  return found?.mode === 'off' ? null : found;
}
