/**
 * What the name of a member of an entry means: a property in GraphQL's, Graph's or Microsoft365DSC's spelling, something
 * that is left aside, or nothing, with the name that was perhaps meant. Looks at no values.
 */
import { PROPERTIES, type Property, propertyNamed } from '../../graph/vocabulary.js';

/** What an entry says: the properties, whether the object is to be, and what the entry is. */
export type EntryName = Property | 'ensure' | 'type' | 'resource';

export type NameMeaning =
  | { readonly name: EntryName }
  /** The object in it holds further members, as Microsoft's SDKs have it. */
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
    // Of Microsoft365DSC: which resource it is, and how to sign in to set it.
    'ResourceInstanceName ResourceId Credential ApplicationId TenantId ApplicationSecret CertificateThumbprint',
    'CertificatePath CertificatePassword ManagedIdentity AccessTokens DependsOn PsDscRunAsCredential',
    // What a service says of its objects and nobody can set.
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

/** Whether a member has the name of one that an entry has, or nearly. */
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

/** The property that a name nearly is, in the letter case of the name. */
function meantBy(key: string): string | null {
  const plain = key.toLowerCase().replace(/[^\p{L}\d]/gu, '');
  const meant = PROPERTIES.find((property) => isNear(plain, property.toLowerCase()));
  if (meant === undefined) return null;
  return isPascal(key) ? meant[0]?.toUpperCase() + meant.slice(1) : meant;
}

/** Whether a name begins with a capital, as those of Microsoft365DSC and of PowerShell's objects do. */
export function isPascal(key: string): boolean {
  return /^\p{Lu}/u.test(key);
}

function isNear(given: string, property: string): boolean {
  if (given === property) return true;
  if (given.length >= 3 && property.length >= 3 && (property.includes(given) || given.includes(property))) return true;
  const most = property.length / 5;
  return Math.abs(given.length - property.length) <= most && distance(given, property) <= most;
}

/** How many letters have to be put in, taken out or changed to get from one to the other. */
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
