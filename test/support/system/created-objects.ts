/** Creates objects in a running service, and reads all its objects and log entries. */
import type { GraphqlAnswer } from '../service/boot.js';
import type { KillableService } from '../service/killable-service.js';

export interface NewObject {
  readonly id?: string;
  readonly displayName: string;
}

export interface StoredObject {
  readonly id: string;
  readonly displayName: string;
}

export interface StoredChange {
  readonly id: string;
  readonly kind: string;
  readonly settingsId: string;
}

export interface StoredContents {
  readonly objects: readonly StoredObject[];
  readonly changes: readonly StoredChange[];
}

interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface Created {
  readonly payload: {
    readonly derivedCredentialSettings: StoredObject | null;
    readonly userErrors: readonly unknown[];
  };
}

const CREATE = `mutation($input: CreateDerivedCredentialSettingsInput!) {
  payload: createDerivedCredentialSettings(input: $input) {
    derivedCredentialSettings { id displayName }
    userErrors { code message }
  }
}`;
const CONTENT = { helpUrl: 'https://example.com/help', issuer: 'PUREBRED', notificationType: 'NONE' };

/** Sends a create and returns the response, whatever it says. */
export function requestCreate(program: KillableService, object: NewObject) {
  return program.graphql<Created>(CREATE, { input: { ...CONTENT, ...object } });
}

/** Creates an object. Throws if it was not created. */
export async function createObject(program: KillableService, object: NewObject): Promise<StoredObject> {
  return createdObject(await requestCreate(program, object));
}

/** The object in the response to a create. Throws the response's errors if there is none. */
export function createdObject({ data, errors }: GraphqlAnswer<Created>): StoredObject {
  const created = data?.payload.derivedCredentialSettings;
  if (!created) throw new Error(`The object was not created: ${JSON.stringify(errors ?? data?.payload.userErrors)}`);
  return created;
}

/** Every object of the development tenant, and every entry of its log in order. */
export async function readStored(program: KillableService): Promise<StoredContents> {
  return {
    objects: await readNodes<StoredObject>(program, 'derivedCredentials', 'id displayName'),
    changes: await readNodes<StoredChange>(program, 'changes', 'id kind settingsId'),
  };
}

async function readNodes<Node>(program: KillableService, field: string, selection: string): Promise<readonly Node[]> {
  const query = `query($after: String) {
    page: ${field}(first: 100, after: $after) { nodes { ${selection} } pageInfo { hasNextPage endCursor } }
  }`;
  const nodes: Node[] = [];
  let after: string | null = null;
  do {
    const answer: GraphqlAnswer<{ page: Connection<Node> }> = await program.graphql(query, { after });
    const page = answer.data?.page;
    if (page === undefined) throw new Error(`${field} cannot be read: ${JSON.stringify(answer.errors)}`);
    nodes.push(...page.nodes);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return nodes;
}
