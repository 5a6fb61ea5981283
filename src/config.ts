/** The environment as a checked, frozen value, every fault of it reported at once. The only reader of `process.env`. */
import { z } from 'zod';
import { SetupError } from './domain/errors.js';

/** Where tokens come from: the service itself, or issuers such as Microsoft Entra ID. */
export type AuthConfig =
  | { readonly mode: 'local' }
  | {
      readonly mode: 'entra';
      readonly issuers: readonly { readonly issuer: string; readonly jwksUri: string }[];
      readonly audiences: readonly string[];
      readonly tenants: ReadonlySet<string> | '*';
    };

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly auth: AuthConfig;
  readonly introspection: boolean;
  readonly publicUrls: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly singleIssuerPerTenant: boolean;
  readonly logLevel: string;
}

/** A setting as the README's table shows it. */
export interface Setting {
  readonly name: string;
  readonly byDefault: string;
  readonly meaning: string;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;

const PORT_FAULT = 'is not a port number from 0 to 65535';

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
  HOST: z.string().default('127.0.0.1').meta({ description: 'Address to listen on. Local mode takes loopback only.' }),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, PORT_FAULT)
    .transform(Number)
    .pipe(z.number().max(65535, PORT_FAULT))
    .default(4000)
    .meta({ description: 'Port to listen on. 0 takes a free one.' }),
  DATABASE_URL: z
    .string()
    .startsWith('file:', 'does not begin with file:')
    .default('file:data/derived-credentials.sqlite')
    .meta({ description: 'The SQLite file. It and missing folders are made.' }),
  AUTH_ISSUER: list.optional().meta({
    description:
      'Trusted `iss` claims, comma-separated; `{tenantid}` stands for the token’s `tid`. Left out: local mode.',
  }),
  AUTH_AUDIENCE: list
    .optional()
    .meta({ description: 'Accepted `aud` claims, comma-separated. Required with `AUTH_ISSUER`.' }),
  AUTH_JWKS_URI: list.pipe(z.array(httpUrl)).optional().meta({
    description:
      'Key-set addresses, comma-separated, one for each issuer in the same order. Required with `AUTH_ISSUER`.',
  }),
  AUTH_ALLOWED_TENANTS: list
    .transform((tenants) => tenants.map((tenant) => tenant.toLowerCase()))
    .pipe(
      z.array(z.string().regex(/^\*$|^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'is neither tenant UUIDs nor *')),
    )
    .optional()
    .meta({ description: 'Tenants let in, as UUIDs, comma-separated; `*` for all. Required with `AUTH_ISSUER`.' }),
  GRAPHQL_INTROSPECTION: z.stringbool({ error: 'is neither true nor false' }).optional().meta({
    description: 'Whether clients may read the schema from the service. Default: true in local mode, else false.',
  }),
  PUBLIC_URL: list.pipe(z.array(httpUrl)).optional().meta({
    description:
      'Addresses under which clients know the service, comma-separated. Links begin with the one that the client used, else with the first. Default: the listening address.',
  }),
  SINGLE_ISSUER_PER_TENANT: z
    .stringbool({ error: 'is neither true nor false' })
    .default(false)
    .meta({ description: 'Whether all settings of a tenant must have the same issuer, as in Intune.' }),
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
});
type Environment = z.infer<typeof ENVIRONMENT>;

/** Every setting there is, for the documentation and its test. */
export const SETTINGS: readonly Setting[] = Object.entries(ENVIRONMENT.shape).map(([name, schema]) => ({
  name,
  byDefault: schema instanceof z.ZodDefault ? String(schema.parse(undefined)) : '',
  meaning: schema.meta()?.description ?? '',
}));

/** Reads the settings, or throws a `SetupError` that names every fault. An empty variable counts as left out. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.entries(environment).filter(([, value]) => value !== '');
  const issues = ENVIRONMENT.safeParse(Object.fromEntries(given)).error?.issues ?? [];
  const unsound = new Set(issues.map(({ path }) => String(path[0])));
  const sound = ENVIRONMENT.parse(Object.fromEntries(given.filter(([name]) => !unsound.has(name))));
  const conflicts = conflictsIn(sound).filter(({ between }) => !between.some((name) => unsound.has(name)));
  const faults = [
    ...issues.map(({ path, message }) => `${String(path[0])} ${message}.`),
    ...conflicts.map(({ message }) => message),
  ];
  if (faults.length > 0) throw new SetupError([...new Set(faults)].join('\n'));
  return Object.freeze(configFrom(sound));
}

/** What is wrong between settings, each of which is sound in itself. */
interface Conflict {
  readonly between: readonly (keyof Environment)[];
  readonly message: string;
}

function conflictsIn(env: Environment): Conflict[] {
  return env.AUTH_ISSUER === undefined ? conflictsOfLocalMode(env) : conflictsWithIssuers(env, env.AUTH_ISSUER);
}

function conflictsOfLocalMode(env: Environment): Conflict[] {
  const orphans = (['AUTH_AUDIENCE', 'AUTH_JWKS_URI', 'AUTH_ALLOWED_TENANTS'] as const).filter((name) => env[name]);
  if (orphans.length > 0) {
    return orphans.map((name) => ({
      between: ['AUTH_ISSUER', name],
      message: `${name} needs AUTH_ISSUER beside it.`,
    }));
  }
  if (LOOPBACK.test(env.HOST)) return [];
  return [
    {
      between: ['AUTH_ISSUER', 'HOST'],
      message: `HOST is ${env.HOST}, but in local mode anybody here can make tokens. Use 127.0.0.1, or set AUTH_ISSUER.`,
    },
  ];
}

function conflictsWithIssuers(env: Environment, issuers: readonly string[]): Conflict[] {
  const conflicts: Conflict[] = [];
  const report = (between: keyof Environment, message: string) => conflicts.push({ between: [between], message });
  const { AUTH_AUDIENCE, AUTH_ALLOWED_TENANTS, AUTH_JWKS_URI = [] } = env;
  if (!AUTH_AUDIENCE) report('AUTH_AUDIENCE', 'AUTH_AUDIENCE is missing: name the audience that tokens must be for.');
  if (!AUTH_ALLOWED_TENANTS) {
    report('AUTH_ALLOWED_TENANTS', 'AUTH_ALLOWED_TENANTS is missing: name tenants, or * for all.');
  }
  const [expected, found] = [issuers.length, AUTH_JWKS_URI.length];
  if (expected !== found) {
    report('AUTH_JWKS_URI', `AUTH_JWKS_URI has ${found} entries for ${expected} issuers. Give one for each.`);
  }
  for (const uri of AUTH_JWKS_URI) {
    if (!isHttpsOrLocal(uri)) report('AUTH_JWKS_URI', `AUTH_JWKS_URI ${uri} is not https.`);
  }
  return conflicts;
}

/** Keys that come over an open network in the clear could be anybody's. */
function isHttpsOrLocal(uri: string): boolean {
  const { protocol, hostname } = new URL(uri);
  return protocol === 'https:' || LOOPBACK.test(hostname.replace(/^\[|\]$/g, ''));
}

function configFrom(env: Environment): Config {
  const auth = authFrom(env);
  return {
    // The name can stand for two addresses; one listener has one set of limits.
    host: env.HOST === 'localhost' ? '127.0.0.1' : env.HOST,
    port: env.PORT,
    databaseUrl: env.DATABASE_URL,
    auth,
    introspection: env.GRAPHQL_INTROSPECTION ?? auth.mode === 'local',
    publicUrls: env.PUBLIC_URL ?? [],
    trustedProxies: env.TRUSTED_PROXIES ?? [],
    singleIssuerPerTenant: env.SINGLE_ISSUER_PER_TENANT,
    logLevel: env.LOG_LEVEL,
  };
}

function authFrom({
  AUTH_ISSUER,
  AUTH_JWKS_URI = [],
  AUTH_AUDIENCE = [],
  AUTH_ALLOWED_TENANTS = [],
}: Environment): AuthConfig {
  if (AUTH_ISSUER === undefined) return { mode: 'local' };
  const issuers = AUTH_ISSUER.map((issuer, index) => ({ issuer, jwksUri: AUTH_JWKS_URI[index] ?? '' }));
  const tenants = AUTH_ALLOWED_TENANTS.includes('*') ? '*' : new Set(AUTH_ALLOWED_TENANTS);
  return { mode: 'entra', issuers, audiences: AUTH_AUDIENCE, tenants };
}
