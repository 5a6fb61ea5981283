/** Reads `GRAPH_CONNECTIONS_FILE`: other options for single tenants. Reports all faults at once, with the tenant that has them. */
import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import * as z from 'zod';
import { canonicalId } from '../domain/derived-credential-settings.js';
import {
  type GraphTenantConfig,
  TENANT_OPTIONS,
  type TenantOption,
  type TenantOptions,
  tenantConfig,
} from './graph.js';

export interface ConnectionsFile {
  readonly byTenant: ReadonlyMap<string, GraphTenantConfig>;
  /** Sentences, each with the name of the file. */
  readonly faults: readonly string[];
}

const WRITTEN = z.strictObject({ tenants: z.record(z.string(), z.record(z.string(), z.unknown()).nullable()) });
const OPTIONS = Object.keys(TENANT_OPTIONS) as TenantOption[];
const CREDENTIALS: readonly TenantOption[] = [
  'clientSecretFile',
  'certificateFile',
  'federatedTokenFile',
  'managedIdentity',
];

/** `common`: the options of the environment, which a tenant has unless the file gives others. */
export function readConnectionsFile(path: string, common: TenantOptions): ConnectionsFile {
  const faults: string[] = [];
  const report = (text: string) => faults.push(`GRAPH_CONNECTIONS_FILE ${path}: ${text}`);
  const byTenant = new Map<string, GraphTenantConfig>();
  for (const [name, given] of Object.entries(tenantsIn(path, report))) {
    const tenantId = canonicalId(name);
    if (tenantId === null) report(`"${name}" is not the UUID of a tenant.`);
    else if (byTenant.has(tenantId)) report(`tenant ${name} is there twice.`);
    else {
      const read = readTenant(given ?? {}, common, (fault) => report(`tenant ${name}: ${fault}`));
      if (read !== null) byTenant.set(tenantId, read);
    }
  }
  return { byTenant, faults };
}

function tenantsIn(path: string, report: (text: string) => void): z.infer<typeof WRITTEN>['tenants'] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    report(`it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`);
    return {};
  }
  const document = parseDocument(text, { uniqueKeys: true });
  for (const { linePos, code } of document.errors) report(`line ${linePos?.[0].line ?? 1} is no valid YAML (${code}).`);
  if (document.errors.length > 0) return {};
  const written = WRITTEN.safeParse(toPlain(document));
  if (written.success) return written.data.tenants;
  report('it does not have the form "tenants:", below it the UUID of each tenant, and below that its options.');
  return {};
}

/** Undefined if an alias has no anchor, or there are too many. */
function toPlain(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}

function readTenant(
  given: Readonly<Record<string, unknown>>,
  common: TenantOptions,
  report: (fault: string) => void,
): GraphTenantConfig | null {
  let isSound = true;
  const refuse = (fault: string) => {
    isSound = false;
    report(fault);
  };
  // A credential of its own takes the place of the common one, and does not stand beside it.
  const hasCredential = CREDENTIALS.some((option) => given[option] !== undefined);
  const inherited = hasCredential ? omit(common, CREDENTIALS) : common;
  const options: Record<string, unknown> = { ...inherited };
  for (const [name, value] of Object.entries(given)) {
    const option = OPTIONS.find((each) => each === name);
    // The options are those of the environment, where every value is text.
    const read = option && TENANT_OPTIONS[option].safeParse(typeof value === 'number' ? String(value) : value);
    if (option && typeof value !== 'string' && typeof value !== 'number')
      refuse(`${name} is neither text nor a number.`);
    else if (read === undefined) refuse(`"${name}" is no option. Use ${OPTIONS.join(', ')}.`);
    else if (read.success) options[name] = read.data;
    else refuse(`${name} ${read.error.issues[0]?.message ?? 'is not valid'}.`);
  }
  if (!isSound) return null;
  const config = tenantConfig(options as TenantOptions, (option) => option);
  if ('mode' in config) return config;
  for (const fault of config) report(fault);
  return null;
}

function omit(options: TenantOptions, names: readonly TenantOption[]) {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !names.includes(name as TenantOption)));
}
