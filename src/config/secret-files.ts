/** Secrets in files: the variable `NAME_FILE` names a file that holds the value of `NAME`. */
import { readFileSync } from 'node:fs';

/** The variables that hold a secret. What others hold may be shown, or is the name of a file already. */
const SECRETS = ['DATABASE_URL', 'DATABASE_READ_URL', 'SERVICE_TOKEN'] as const;
type Secret = (typeof SECRETS)[number];

/** The variables that were given, with the secrets from their files, and what is wrong with these, as sentences. */
export function withSecretsFromFiles(
  given: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): { readonly values: Readonly<Record<string, string | undefined>>; readonly faults: readonly SecretFault[] } {
  const values = { ...given };
  const faults: SecretFault[] = [];
  for (const name of SECRETS.filter((each) => names.includes(each))) {
    const path = given[`${name}_FILE`];
    if (path === undefined) continue;
    const read =
      given[name] === undefined ? readSecret(path) : { fault: `and ${name} are both set. Keep one of them.` };
    if ('fault' in read) faults.push({ name, message: `${name}_FILE ${read.fault}` });
    else values[name] = read.secret;
  }
  return { values, faults };
}

export interface SecretFault {
  readonly name: Secret;
  readonly message: string;
}

function readSecret(path: string): { readonly secret: string } | { readonly fault: string } {
  try {
    // Editors and `echo` end a file with a line break.
    const secret = readFileSync(path, 'utf8').trim();
    return secret === '' ? { fault: `names ${path}, which is empty.` } : { secret };
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    return { fault: `names ${path}, which cannot be read (${code}).` };
  }
}
