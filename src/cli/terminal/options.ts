/** Parsers of options that several commands have. */
import { InvalidArgumentError } from 'commander';
import { canonicalId } from '../../domain/derived-credential-settings.js';

/** A tenant's UUID in lower case. */
export function tenantId(text: string): string {
  const id = canonicalId(text);
  if (id === null) throw new InvalidArgumentError('Give a UUID.');
  return id;
}
