/** Reads and checks the environment, and reports all faults at once. The only file that reads `process.env`. */
import * as z from 'zod';
import {
  CLOUDS,
  type Cloud,
  GRAPH_ENVIRONMENT,
  type GraphConfig,
  type TenantOptions,
  tenantConfig,
  VARIABLE_OF,
} from './config/graph.js';
import { readConnectionsFile } from './config/graph-connections-file.js';
import { LISTENING_ENVIRONMENT, type ListeningConfig, listeningConfig, tlsFault } from './config/listening.js';
import { inMs } from './config/seconds.js';
import { withSecretsFromFiles } from './config/secret-files.js';
import { SIGN_IN_ENVIRONMENT, type SignInConfig, signInConfig, signInFaults } from './config/sign-in.js';
import { type SystemdConfig, systemdConfig } from './config/systemd.js';
import { TELEMETRY_ENVIRONMENT, type TelemetryConfig, telemetryFrom } from './config/telemetry.js';
import { canonicalId } from './domain/derived-credential-settings.js';
import { SetupError } from './domain/errors.js';

/** Who issues tokens: the service itself, or issuers such as Microsoft Entra ID. */
export type AuthConfig =
  | { readonly mode: 'local' }
  | {
      readonly mode: 'entra';
      /** The issuers of a Microsoft cloud, or a list. If `jwksUri` is null, it is discovered from the issuer. */
      readonly issuers: Cloud | readonly { readonly issuer: string; readonly jwksUri: string | null }[];
      readonly audiences: readonly string[];
      readonly tenants: ReadonlySet<string> | '*';
    };

export interface Config extends ListeningConfig {
  readonly databaseUrl: string;
  /** A replica of the database that may answer reads; null if there is none. */
  readonly databaseReadUrl: string | null;
  /** Null: the default, next to the SQLite file. */
  readonly localKeyFile: string | null;
  /** The files with a secret that are named, without those of credentials for Graph, which are in `graph`. */
  readonly secretFiles: readonly string[];
  readonly auth: AuthConfig;
  /** Null if the pages ask for a token. */
  readonly signIn: SignInConfig | null;
  readonly introspection: boolean;
  /** The origins whose pages may use the APIs from a browser, spelled as browsers do. */
  readonly corsOrigins: readonly string[];
  readonly publicUrls: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly singleIssuerPerTenant: boolean;
  readonly allowClockBehindLog: boolean;
  /** Points of work a minute for each caller; 0 for no limit. */
  readonly rateLimit: number;
  readonly trustedDocuments: { readonly mode: 'off' | 'log' | 'enforce'; readonly manifestFile: string | null };
  readonly logLevel: string;
  readonly telemetry: TelemetryConfig;
  /** Null if no tenant is connected to Microsoft Graph. */
  readonly graph: GraphConfig | null;
  readonly systemd: SystemdConfig;
}

/** A configuration option, as the documentation shows it. */
export interface ConfigOption {
  readonly name: string;
  readonly byDefault: string;
  readonly meaning: string;
}

const DEFAULT_RATE_LIMIT = 60_000;
const SECRET_FILES = ['DATABASE_URL_FILE', 'DATABASE_READ_URL_FILE', 'TLS_KEY_FILE'] as const;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
// Microsoft's version 1 issuers have no discovery document, so their key set must be configured.
const TOKEN_SERVICE_V1 = /^https:\/\/sts\.(?:windows\.net|chinacloudapi\.cn)\//;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;

/** Apollo's hosted Sandbox, a page that can send requests to a service on this machine. */
const HOSTED_SANDBOX = 'https://studio.apollographql.com';

const list = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.string()).min(1, 'names nothing'));
const httpUrl = z.url({ protocol: /^https?$/, error: 'is not a list of http or https addresses' });

const ENVIRONMENT = z.object({
  ...LISTENING_ENVIRONMENT,
  DATABASE_URL: z
    .string()
    .regex(/^(file|postgres|postgresql):/, 'does not begin with file:, postgres: or postgresql:')
    .default('file:data/derived-credentials.sqlite')
    .meta({
      description:
        'The database: an SQLite file, which is made with missing folders, or a server of PostgreSQL (`postgres://…`).',
    }),
  DATABASE_URL_FILE: secretFile('DATABASE_URL', 'So that a password in it is in no variable.'),
  DATABASE_READ_URL: z
    .string()
    .regex(/^(postgres|postgresql):/, 'does not begin with postgres: or postgresql:')
    .optional()
    .meta({
      description:
        'A standby of the server in `DATABASE_URL`, which answers reads that it can. Only with PostgreSQL. Default: none.',
    }),
  DATABASE_READ_URL_FILE: secretFile('DATABASE_READ_URL'),
  LOCAL_KEY_FILE: z.string().optional().meta({
    description:
      'The file of the key with which local mode signs its tokens; made if it is missing. Default: beside the SQLite file.',
  }),
  AUTH_CLOUD: z
    .enum(CLOUDS, { error: `is none of ${CLOUDS.join(', ')}` })
    .optional()
    .meta({
      description: `Trust Microsoft Entra ID in this cloud: ${CLOUDS.join(', ')}. Takes the place of \`AUTH_ISSUER\`.`,
    }),
  AUTH_ISSUER: list.optional().meta({
    description:
      'Trusted `iss` claims, comma-separated; `{tenantid}` is replaced by the token’s `tid`. Without it and `AUTH_CLOUD`: local mode.',
  }),
  AUTH_AUDIENCE: list
    .optional()
    .meta({ description: 'Accepted `aud` claims, comma-separated. Required unless in local mode.' }),
  AUTH_JWKS_URI: list.pipe(z.array(httpUrl)).optional().meta({
    description:
      'Key-set addresses, comma-separated, one for each issuer in the same order. Default: discovered from the issuers.',
  }),
  AUTH_ALLOWED_TENANTS: list
    .transform((tenants) => tenants.map((tenant) => (tenant === '*' ? tenant : canonicalId(tenant))))
    .pipe(z.array(z.string('is neither tenant UUIDs nor *')))
    .optional()
    .meta({ description: 'Tenants let in, as UUIDs, comma-separated; `*` for all. Required unless in local mode.' }),
  ...SIGN_IN_ENVIRONMENT,
  GRAPHQL_INTROSPECTION: z.stringbool({ error: 'is neither true nor false' }).optional().meta({
    description: 'Whether clients may read the schema from the service. Default: true in local mode, else false.',
  }),
  CORS_ORIGINS: list
    .pipe(z.array(z.string().refine(isOrigin, 'is not a list of origins such as https://app.example.com')))
    .optional()
    .meta({
      description: `Origins whose pages may use the APIs from a browser, comma-separated. In local mode also ${HOSTED_SANDBOX} and every origin on this machine.`,
    }),
  PUBLIC_URL: list.pipe(z.array(httpUrl)).optional().meta({
    description:
      'Addresses under which clients know the service, comma-separated. Links begin with the one that the client used, else with the first. Default: the listening address. In local mode names other than these and those of this machine are refused.',
  }),
  RATE_LIMIT: z
    .string()
    .regex(/^\d{1,9}$/, 'is not a whole number')
    .transform(Number)
    .optional()
    .meta({
      description: `Points of work a minute for each tenant and caller, about one for each object returned; 0 for no limit. Default: 0 in local mode, else ${DEFAULT_RATE_LIMIT}.`,
    }),
  SINGLE_ISSUER_PER_TENANT: z
    .stringbool({ error: 'is neither true nor false' })
    .default(false)
    .meta({ description: 'Whether all settings of a tenant must have the same issuer, as in Intune.' }),
  ALLOW_CLOCK_BEHIND_LOG: z.stringbool({ error: 'is neither true nor false' }).default(false).meta({
    description:
      "Whether a tenant is written to even if the clock is more than a day behind the tenant's latest change. Set it only if the clock is right.",
  }),
  TRUSTED_DOCUMENTS: z.string().optional().meta({
    description:
      'A manifest of the operations that clients may send: JSON that maps hashes to documents, as GraphQL Code Generator writes it.',
  }),
  TRUSTED_DOCUMENTS_MODE: z
    .enum(['off', 'log', 'enforce'], { error: 'is none of off, log, enforce' })
    .default('off')
    .meta({ description: 'What happens to other operations: off, log, or enforce, which refuses them.' }),
  TRUSTED_PROXIES: list
    .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'is not a list of IP addresses or networks')))
    .optional()
    .meta({
      description: 'Addresses or networks of the proxies whose `X-Forwarded-*` headers are believed, comma-separated.',
    }),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, { error: `is none of ${LOG_LEVELS.join(', ')}` })
    .default('info')
    .meta({ description: `How much is logged: ${LOG_LEVELS.join(', ')}.` }),
  ...TELEMETRY_ENVIRONMENT,
  ...GRAPH_ENVIRONMENT,
});
type Environment = z.infer<typeof ENVIRONMENT>;

const CLIENT_ENVIRONMENT = z.object({
  SERVICE_URL: z
    .url({ protocol: /^https?$/, error: 'is not an http or https address' })
    .default('http://127.0.0.1:4000')
    .meta({ description: 'Where `export`, `plan`, `apply` and `graph` find the service, unless `--url` tells.' }),
  SERVICE_TOKEN: z.string().optional().meta({
    description:
      'The bearer token of `export`, `plan`, `apply` and `graph`, unless `--token-file` or `--token` gives one.',
  }),
  SERVICE_TOKEN_FILE: secretFile('SERVICE_TOKEN'),
});

const EVERY_SHAPE = { ...ENVIRONMENT.shape, ...CLIENT_ENVIRONMENT.shape };
/** All configuration options, for the documentation and its test. */
export const CONFIG_OPTIONS: readonly ConfigOption[] = Object.entries(EVERY_SHAPE).map(([name, schema]) => ({
  name,
  byDefault: schema instanceof z.ZodDefault ? String(schema.parse(undefined)) : '',
  meaning: schema.meta()?.description ?? '',
}));

/** Reads the configuration, or throws a `SetupError` that lists every fault. An empty variable counts as missing. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const { values, faults: ofSecrets } = givenIn(environment, ENVIRONMENT);
  const given = Object.entries(values);
  const issues = ENVIRONMENT.safeParse(values).error?.issues ?? [];
  const unsound = new Set([...issues.map(({ path }) => String(path[0])), ...ofSecrets.map(({ name }) => name)]);
  const sound = ENVIRONMENT.parse(Object.fromEntries(given.filter(([name]) => !unsound.has(name))));
  const graph = graphFrom(sound);
  const conflicts = [...conflictsIn(sound), ...graph.conflicts].filter(
    ({ between }) => !between.some((name) => unsound.has(name)),
  );
  const systemd = systemdConfig(environment);
  const faults = [
    ...(systemd.fault === null ? [] : [systemd.fault]),
    ...ofSecrets.map(({ message }) => message),
    ...issues.map(({ path, message }) => `${String(path[0])} ${message}.`),
    ...conflicts.map(({ message }) => message),
  ];
  if (faults.length > 0) throw new SetupError([...new Set(faults)].join('\n'));
  return Object.freeze({ ...configFrom(sound), graph: graph.config, systemd: systemd.config });
}

/** The configuration of commands that talk to a running service. */
export interface ClientConfig {
  readonly serviceUrl: string;
  readonly serviceToken: string | null;
}

/** Like `readConfig`, but reads only the client options, so that faults in the others do not matter. */
export function readClientConfig(environment: NodeJS.ProcessEnv = process.env): ClientConfig {
  const { values, faults } = givenIn(environment, CLIENT_ENVIRONMENT);
  const { data, error } = CLIENT_ENVIRONMENT.safeParse(values);
  if (data !== undefined && faults.length === 0)
    return { serviceUrl: data.SERVICE_URL, serviceToken: data.SERVICE_TOKEN ?? null };
  const issues = error?.issues.map(({ path, message }) => `${String(path[0])} ${message}.`) ?? [];
  throw new SetupError([...faults.map(({ message }) => message), ...issues].join('\n'));
}

/** The variables that are not empty, with the secrets from their files. */
function givenIn(environment: NodeJS.ProcessEnv, { shape }: z.ZodObject) {
  const given = Object.entries(environment).filter(([, value]) => value !== '');
  return withSecretsFromFiles(Object.fromEntries(given), Object.keys(shape));
}

/** The variable that names a file in place of a secret. */
function secretFile(name: string, reason = '') {
  return z
    .string()
    .optional()
    .meta({ description: `A file that holds the value of \`${name}\`, which is not set then. ${reason}`.trim() });
}

/** Faults in the combination of options that are valid on their own. */
interface Conflict {
  readonly between: readonly (keyof Environment)[];
  readonly message: string;
}

function conflictsIn(env: Environment): Conflict[] {
  const local = env.AUTH_ISSUER === undefined && env.AUTH_CLOUD === undefined;
  const ofAuth = local ? conflictsOfLocalMode(env) : [...conflictsWithTrust(env), ...conflictsOfIssuers(env)];
  return [
    ...ofAuth,
    ...conflictsOfSignIn(env),
    ...conflictsOfTrustedDocuments(env),
    ...conflictsOfTls(env),
    ...conflictsOfReplica(env),
  ];
}

function conflictsOfSignIn(env: Environment): Conflict[] {
  const missing = signInFaults(env).map(({ name, message }) => ({
    between: [name as keyof Environment, 'AUTH_ISSUER', 'AUTH_CLOUD'] as const,
    message,
  }));
  const unsafe =
    env.SIGN_IN_CLIENT_ID === undefined ? [] : (env.PUBLIC_URL ?? []).filter((url) => !isHttpsOrLocal(url));
  return [
    ...missing,
    ...unsafe.map((url) => ({
      between: ['PUBLIC_URL', 'SIGN_IN_CLIENT_ID'] as const,
      message: `PUBLIC_URL ${url} is not https, so browsers cannot sign users in there.`,
    })),
  ];
}

function conflictsOfReplica({ DATABASE_URL, DATABASE_READ_URL }: Environment): Conflict[] {
  if (DATABASE_READ_URL === undefined || !DATABASE_URL.startsWith('file:')) return [];
  const message =
    'DATABASE_READ_URL is set, but an SQLite file has no replicas. Set DATABASE_URL to a server of PostgreSQL, or leave it out.';
  return [{ between: ['DATABASE_URL', 'DATABASE_READ_URL'], message }];
}

function conflictsOfTrustedDocuments(env: Environment): Conflict[] {
  if (env.TRUSTED_DOCUMENTS_MODE === 'off' || env.TRUSTED_DOCUMENTS !== undefined) return [];
  const message = 'TRUSTED_DOCUMENTS is missing: name the manifest that TRUSTED_DOCUMENTS_MODE goes by.';
  return [{ between: ['TRUSTED_DOCUMENTS', 'TRUSTED_DOCUMENTS_MODE'], message }];
}

function conflictsOfTls(env: Environment): Conflict[] {
  const message = tlsFault(env);
  return message === null ? [] : [{ between: ['TLS_CERT_FILE', 'TLS_KEY_FILE'], message }];
}

function conflictsOfLocalMode(env: Environment): Conflict[] {
  const orphans = (['AUTH_AUDIENCE', 'AUTH_JWKS_URI', 'AUTH_ALLOWED_TENANTS'] as const).filter((name) => env[name]);
  if (orphans.length > 0) {
    return orphans.map((name) => ({
      between: ['AUTH_ISSUER', 'AUTH_CLOUD', name],
      message: `${name} also needs AUTH_CLOUD or AUTH_ISSUER.`,
    }));
  }
  if (isLoopback(env.HOST)) return [];
  const open = `HOST is ${env.HOST}, but in local mode anybody here can make tokens.`;
  return [{ between: ['AUTH_ISSUER', 'AUTH_CLOUD', 'HOST'], message: `${open} Use 127.0.0.1, or set AUTH_CLOUD.` }];
}

function conflictsWithTrust({ AUTH_AUDIENCE, AUTH_ALLOWED_TENANTS }: Environment): Conflict[] {
  const missing: Conflict[] = [];
  const report = (name: keyof Environment, what: string) =>
    missing.push({ between: [name], message: `${name} is missing: name ${what}.` });
  if (!AUTH_AUDIENCE) report('AUTH_AUDIENCE', 'the audience that tokens must be for');
  if (!AUTH_ALLOWED_TENANTS) report('AUTH_ALLOWED_TENANTS', 'tenants, or * for all');
  return missing;
}

function conflictsOfIssuers({ AUTH_CLOUD, AUTH_ISSUER = [], AUTH_JWKS_URI }: Environment): Conflict[] {
  const conflicts: Conflict[] = [];
  const report = (message: string) =>
    conflicts.push({ between: ['AUTH_JWKS_URI', 'AUTH_ISSUER', 'AUTH_CLOUD'], message });
  if (AUTH_CLOUD !== undefined) {
    const others = Object.entries({ AUTH_ISSUER, AUTH_JWKS_URI: AUTH_JWKS_URI ?? [] });
    for (const [name, given] of others)
      if (given.length > 0) report(`${name} cannot be used together with AUTH_CLOUD.`);
    return conflicts;
  }
  for (const uri of AUTH_JWKS_URI ?? []) if (!isHttpsOrLocal(uri)) report(`AUTH_JWKS_URI ${uri} is not https.`);
  const [expected, found] = [AUTH_ISSUER.length, AUTH_JWKS_URI?.length];
  if (found !== undefined && expected !== found) {
    report(`AUTH_JWKS_URI has ${found} entries for ${expected} issuers. Give one for each.`);
  }
  for (const issuer of found === undefined ? AUTH_ISSUER : []) {
    if (!isHttpsOrLocal(issuer)) report(`AUTH_JWKS_URI is missing: ${issuer} is no https address to discover it from.`);
    else if (TOKEN_SERVICE_V1.test(issuer))
      report(`AUTH_JWKS_URI is missing: the keys of ${issuer} cannot be discovered.`);
  }
  return conflicts;
}

/** Must be spelled as browsers do, or it would never match. */
function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
}

/** Whether a host or address is of this machine only. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/** Whether a connection to the address cannot be read or changed on the way. Keys fetched over http could be forged. */
export function isHttpsOrLocal(uri: string): boolean {
  if (!URL.canParse(uri)) return false;
  const { protocol, hostname } = new URL(uri);
  return protocol === 'https:' || isLoopback(hostname.replace(/^\[|\]$/g, ''));
}

function configFrom(env: Environment): Omit<Config, 'graph' | 'systemd'> {
  const auth = authFrom(env);
  return {
    ...listeningConfig(env),
    databaseUrl: env.DATABASE_URL,
    databaseReadUrl: env.DATABASE_READ_URL ?? null,
    localKeyFile: env.LOCAL_KEY_FILE ?? null,
    secretFiles: SECRET_FILES.flatMap((name) => env[name] ?? []),
    auth,
    signIn: signInConfig(env),
    introspection: env.GRAPHQL_INTROSPECTION ?? auth.mode === 'local',
    corsOrigins: [...(env.CORS_ORIGINS ?? []), ...(auth.mode === 'local' ? [HOSTED_SANDBOX] : [])],
    publicUrls: env.PUBLIC_URL ?? [],
    trustedProxies: env.TRUSTED_PROXIES ?? [],
    singleIssuerPerTenant: env.SINGLE_ISSUER_PER_TENANT,
    allowClockBehindLog: env.ALLOW_CLOCK_BEHIND_LOG,
    trustedDocuments: { mode: env.TRUSTED_DOCUMENTS_MODE, manifestFile: env.TRUSTED_DOCUMENTS ?? null },
    rateLimit: env.RATE_LIMIT ?? (auth.mode === 'local' ? 0 : DEFAULT_RATE_LIMIT),
    logLevel: env.LOG_LEVEL,
    telemetry: telemetryFrom(env),
  };
}

function authFrom({
  AUTH_CLOUD,
  AUTH_ISSUER,
  AUTH_JWKS_URI,
  AUTH_AUDIENCE,
  AUTH_ALLOWED_TENANTS,
}: Environment): AuthConfig {
  const named = AUTH_ISSUER?.map((issuer, index) => ({ issuer, jwksUri: AUTH_JWKS_URI?.[index] ?? null }));
  const issuers = AUTH_CLOUD ?? named;
  if (issuers === undefined) return { mode: 'local' };
  const tenants = AUTH_ALLOWED_TENANTS?.includes('*') ? '*' : new Set(AUTH_ALLOWED_TENANTS);
  return { mode: 'entra', issuers, audiences: AUTH_AUDIENCE ?? [], tenants };
}

/** The connections to Microsoft Graph, and what is missing or contradictory in their options. */
function graphFrom(env: Environment): { readonly config: GraphConfig | null; readonly conflicts: readonly Conflict[] } {
  const conflicts: Conflict[] = [];
  const report = (message: string, ...between: (keyof Environment)[]) => conflicts.push({ between, message });
  const options = Object.fromEntries(Object.entries(VARIABLE_OF).map(([option, name]) => [option, env[name]]));
  const path = env.GRAPH_CONNECTIONS_FILE;
  const isLocal = env.AUTH_ISSUER === undefined && env.AUTH_CLOUD === undefined;
  const tenants = env.GRAPH_TENANTS ?? (isLocal && path === undefined ? ['*'] : []);
  // With a file alone, the environment only says what its tenants have in common.
  const isCommon = env.GRAPH_MODE !== 'off' && (tenants.length > 0 || path === undefined);
  const read = isCommon ? tenantConfig(options as TenantOptions, (option) => VARIABLE_OF[option]) : null;
  if (read !== null && !('mode' in read)) for (const fault of read) report(fault, ...Object.values(VARIABLE_OF));
  if (read !== null && tenants.length === 0)
    report('GRAPH_TENANTS is missing: name tenants, or * for all.', 'GRAPH_TENANTS');
  const file = path === undefined ? null : readConnectionsFile(path, options as TenantOptions);
  for (const fault of file?.faults ?? []) report(fault, 'GRAPH_CONNECTIONS_FILE');
  if (read === null && file === null) return { config: null, conflicts };
  const config: GraphConfig = {
    cloud: env.GRAPH_CLOUD ?? env.AUTH_CLOUD ?? 'global',
    url: env.GRAPH_URL ?? null,
    authority: env.GRAPH_AUTHORITY ?? null,
    timeoutMs: inMs(env.GRAPH_TIMEOUT),
    tenants: tenants.includes('*') ? '*' : new Set(tenants),
    common: read !== null && 'mode' in read ? read : null,
    byTenant: file?.byTenant ?? new Map(),
  };
  return { config, conflicts };
}
