/** Relay connections over the domain's pages. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Call } from '../../domain/caller.js';
import type { RecordedChange } from '../../domain/change.js';
import type { DerivedCredentialSettings } from '../../domain/derived-credential-settings.js';
import { Refusal } from '../../domain/errors.js';
import type { GraphDrift } from '../../domain/graph-connection.js';
import { type ChangesFilter, DEFAULT_PAGE_SIZE, type Page, type PageRequest } from '../../domain/query.js';
import type { SettingsService } from '../../domain/settings-service.js';
import { decodeChangeCursor, encodeChangeCursor } from '../../feed/change-cursor.js';
import { isSelected } from './selection.js';

export const MAX_PAGE_SIZE = 100;

/** The arguments of a connection field. Null and undefined mean the same. */
export interface ConnectionArgs {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

export interface Edge<Node> {
  readonly node: Node;
  readonly cursor: string;
}

export interface ChangesArgs extends ConnectionArgs {
  readonly orderBy?: { readonly direction: 'ASC' | 'DESC' } | null;
}

/** Computes edges and cursors only if they are selected. The page has the count only if it is. */
export class Connection<Node> {
  readonly nodes: readonly Node[];
  readonly #page: Page<Node>;
  readonly #cursorOf: (node: Node) => string;

  constructor(page: Page<Node>, cursorOf: (node: Node) => string) {
    this.nodes = page.items;
    this.#page = page;
    this.#cursorOf = cursorOf;
  }

  edges(): Edge<Node>[] {
    return this.nodes.map((node) => ({ node, cursor: this.#cursorOf(node) }));
  }

  get hasNextPage(): boolean {
    return this.#page.hasNext;
  }

  get hasPreviousPage(): boolean {
    return this.#page.hasPrevious;
  }

  get startCursor(): string | null {
    return this.#cursorAt(0);
  }

  get endCursor(): string | null {
    return this.#cursorAt(-1);
  }

  get totalCount(): number | undefined {
    return this.#page.totalCount;
  }

  #cursorAt(index: number): string | null {
    const node = this.nodes.at(index);
    return node === undefined ? null : this.#cursorOf(node);
  }
}

export type SettingsConnection = Connection<DerivedCredentialSettings>;
export type ChangesConnection = Connection<RecordedChange>;
export type DriftConnection = Connection<GraphDrift>;

/**
 * The page request in the arguments, which counts only if `totalCount` is selected. Throws `BAD_REQUEST` for a size out of bounds
 * or a cursor that does not decode.
 */
export function pageRequest<Key>(
  args: ConnectionArgs,
  info: GraphQLResolveInfo,
  decode: (cursor: string) => Key | null,
): PageRequest<Key> {
  const { first, last, after, before } = args;
  if (first != null && last != null) throw new Refusal('BAD_REQUEST', 'Give first or last, not both.');
  return {
    size: size('first', first) ?? size('last', last) ?? DEFAULT_PAGE_SIZE,
    from: last == null ? 'start' : 'end',
    after: decodedKey('after', after, decode),
    before: decodedKey('before', before, decode),
    // Counted with the page, so that the two agree while others write.
    withTotalCount: isSelected('totalCount', info),
  };
}

/** The changes in a tenant's log that match a filter. Newest first is the same list read backwards. */
export async function changesConnection(
  service: SettingsService,
  call: Call,
  filter: ChangesFilter,
  args: ChangesArgs,
  info: GraphQLResolveInfo,
): Promise<ChangesConnection> {
  const { tenantId } = call.caller;
  const oldestFirst = pageRequest(args, info, (cursor) => decodeChangeCursor(tenantId, cursor));
  const newestFirst = args.orderBy?.direction === 'DESC';
  const page = await service.listChanges(call, {
    filter,
    page: newestFirst ? reversedRequest(oldestFirst) : oldestFirst,
  });
  return new Connection(newestFirst ? reversed(page) : page, (change) => changeEdge(change).cursor);
}

/** A change with its cursor in the log. */
export function changeEdge(node: RecordedChange): Edge<RecordedChange> {
  return { node, cursor: encodeChangeCursor(node.tenantId, node.position) };
}

/**
 * The position after which to follow the log: 0 for the empty string, which means from the first change, and null for null or
 * undefined, which mean from now on. Throws `BAD_REQUEST` for any other string that is not a cursor of the log.
 */
export function followAfter({ caller }: Call, after: string | null | undefined): number | null {
  if (after === '') return 0;
  return decodedKey('after', after, (cursor) => decodeChangeCursor(caller.tenantId, cursor));
}

function reversedRequest(request: PageRequest<number>): PageRequest<number> {
  const { from, after, before } = request;
  return { ...request, from: from === 'start' ? 'end' : 'start', after: before, before: after };
}

function reversed<Item>(page: Page<Item>): Page<Item> {
  const { items, hasNext, hasPrevious } = page;
  return { ...page, items: items.toReversed(), hasNext: hasPrevious, hasPrevious: hasNext };
}

function size(name: string, value: number | null | undefined): number | null {
  if (value == null) return null;
  if (value >= 0 && value <= MAX_PAGE_SIZE) return value;
  throw new Refusal('BAD_REQUEST', `${name} is ${value}. Give a page size from 0 to ${MAX_PAGE_SIZE}.`);
}

/** The key in a cursor; null if there is no cursor. Throws `BAD_REQUEST` if it does not decode. */
export function decodedKey<Key>(
  name: string,
  cursor: string | null | undefined,
  decode: (cursor: string) => Key | null,
): Key | null {
  if (cursor == null) return null;
  const decoded = decode(cursor);
  if (decoded === null) {
    throw new Refusal('BAD_REQUEST', `${name} is not a cursor of this list in this order. Give one that it returned.`);
  }
  return decoded;
}
