/** Reads lists over GraphQL: single pages, and whole lists page by page from either end. */
import type { Booted } from '../service/boot.js';
import { CHANGE_FIELDS, type ChangeEntry, dataOf, SETTINGS_FIELDS, type Settings } from './settings-client.js';

export interface ListPage<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number;
}

export type Arguments = Readonly<Record<string, unknown>>;
/** Reads one page. */
export type ReadPage<Node> = (args: Arguments) => Promise<ListPage<Node>>;

const connection = (selection: string) => `
  edges { cursor node { ${selection} } }
  nodes { ${selection} }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  totalCount`;
const PAGE_VARIABLES = '$first: Int, $after: String, $last: Int, $before: String';
const PAGE_ARGUMENTS = 'first: $first, after: $after, last: $last, before: $before';

export const SETTINGS_LIST = `
  query(
    ${PAGE_VARIABLES}, $filter: DerivedCredentialSettingsFilter, $orderBy: [DerivedCredentialSettingsOrder!], $asOf: Moment
  ) {
    list: derivedCredentials(${PAGE_ARGUMENTS}, filter: $filter, orderBy: $orderBy, asOf: $asOf) {
      ${connection(SETTINGS_FIELDS)}
    }
  }`;
export const CHANGES_LIST = `
  query(${PAGE_VARIABLES}, $filter: ChangeFilter, $orderBy: ChangeOrder) {
    list: changes(${PAGE_ARGUMENTS}, filter: $filter, orderBy: $orderBy) { ${connection(CHANGE_FIELDS)} }
  }`;
const HISTORY = `
  query($id: ID!, ${PAGE_VARIABLES}, $orderBy: ChangeOrder) {
    settings: derivedCredentialSettings(id: $id) {
      list: changes(${PAGE_ARGUMENTS}, orderBy: $orderBy) { ${connection(CHANGE_FIELDS)} }
    }
  }`;

/** The lists of a tenant. */
export function settingsLists(service: Pick<Booted, 'graphql'>, token?: string) {
  type Answer<Node> = { readonly list: ListPage<Node> };
  const settings: ReadPage<Settings> = async (args) =>
    dataOf(await service.graphql<Answer<Settings>>(SETTINGS_LIST, args, token)).list;
  const changes: ReadPage<ChangeEntry> = async (args) =>
    dataOf(await service.graphql<Answer<ChangeEntry>>(CHANGES_LIST, args, token)).list;
  const changesOf = (id: string): ReadPage<ChangeEntry> => {
    return async (args) =>
      dataOf(await service.graphql<{ settings: Answer<ChangeEntry> }>(HISTORY, { ...args, id }, token)).settings.list;
  };
  return { settings, changes, changesOf };
}

/** Every page of a list from its start to its end. */
export async function pagesForward<Node>(read: ReadPage<Node>, first: number, rest: Arguments = {}) {
  const pages = [await read({ ...rest, first })];
  for (let page = pages[0]; page?.pageInfo.hasNextPage; page = pages.at(-1)) {
    pages.push(await read({ ...rest, first, after: page.pageInfo.endCursor }));
  }
  return pages;
}

/** Every page of a list from its end to its start, in the order of the list. */
export async function pagesBackward<Node>(read: ReadPage<Node>, last: number, rest: Arguments = {}) {
  const pages = [await read({ ...rest, last })];
  for (let page = pages[0]; page?.pageInfo.hasPreviousPage; page = pages[0]) {
    pages.unshift(await read({ ...rest, last, before: page.pageInfo.startCursor }));
  }
  return pages;
}
