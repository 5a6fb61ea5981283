/**
 * The meaning of a member name: a property in the spelling of GraphQL, Graph or Microsoft365DSC, a name that is ignored, or an
 * unknown name with a suggestion. Does not look at values.
 */
import { PROPERTIES, type Property, propertyNamed } from '../../graph/vocabulary.js';

/** The members of an entry: the properties, whether the object must exist, and its type. */
export type EntryName = Property | 'ensure' | 'type' | 'resource';

export type NameMeaning =
  | { readonly name: EntryName }
  /** Its value is an object with further members, as in Microsoft's SDKs. */
  | { readonly isHolder: true }
  | { readonly isIgnored: true }
  | { readonly meant: string | null };

const SPECIAL: ReadonlyMap<string, EntryName> = new Map([
  ['ensure', 'ensure'],
  ['resourcename', 'resource'],
]);
const HOLDERS = ['additionalproperties', 'additionaldata'];
const IGNORED: ReadonlySet<string> = new Set(
  [
    // Microsoft365DSC: the name of the resource, and the credentials to apply it.
    'ResourceInstanceName ResourceId Credential ApplicationId TenantId ApplicationSecret CertificateThumbprint',
    'CertificatePath CertificatePassword ManagedIdentity AccessTokens DependsOn PsDscRunAsCredential',
    // Read-only properties that services add.
    'createdDateTime lastModifiedDateTime version createdAt updatedAt __typename backingStore',
  ]
    .join(' ')
    .toLowerCase()
    .split(' '),
);

export function meaningOf(key: string): NameMeaning {
  const lower = key.toLowerCase();
  const name = propertyNamed(key) ?? SPECIAL.get(lower);
  if (name !== undefined) return { name };
  if (annotationNamed(key) === 'type') return { name: 'type' };
  if (HOLDERS.includes(lower)) return { isHolder: true };
  return isAnnotation(key) || IGNORED.has(lower) ? { isIgnored: true } : { meant: meantBy(key) };
}

/** Whether a name is a member name of an entry, or nearly. */
export function isOfEntry(key: string): boolean {
  const meaning = meaningOf(key);
  return 'name' in meaning || 'isHolder' in meaning || ('meant' in meaning && meaning.meant !== null);
}

/** Whether a member belongs to OData, such as `@odata.count` and `helpUrl@odata.type`. */
export function isAnnotation(key: string): boolean {
  return key.includes('@') || annotationNamed(key) !== undefined;
}

/** `nextlink` for `@odata.nextLink`, `@nextLink`, and `OdataNextLink` as SDKs write it. */
export function annotationNamed(key: string): string | undefined {
  return /^(?:@(?:odata\.)?|odata\.|odata(?=\w))(\w+)$/i.exec(key)?.[1]?.toLowerCase();
}

/** The property whose name is most similar, in the letter case of the given name. */
function meantBy(key: string): string | null {
  const plain = key.toLowerCase().replace(/[^\p{L}\d]/gu, '');
  const meant = PROPERTIES.find((property) => isNear(plain, property.toLowerCase()));
  if (meant === undefined) return null;
  return isPascal(key) ? meant[0]?.toUpperCase() + meant.slice(1) : meant;
}

/** Whether a name begins with a capital, as in Microsoft365DSC and PowerShell. */
export function isPascal(key: string): boolean {
  return /^\p{Lu}/u.test(key);
}

function isNear(given: string, property: string): boolean {
  if (given === property) return true;
  if (given.length >= 3 && property.length >= 3 && (property.includes(given) || given.includes(property))) return true;
  const most = property.length / 5;
  return Math.abs(given.length - property.length) <= most && distance(given, property) <= most;
}

/** The edit distance (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (let at = 1; at <= other.length; at += 1) {
      const changed = (row[at - 1] ?? 0) + (letter === other[at - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
