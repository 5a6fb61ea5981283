/** Creating objects in a running program, and reading everything that it holds of them. */
import type { GraphqlAnswer } from '../service/boot.js';
import type { Program } from '../service/program.js';

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

export interface Holdings {
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
const REST = { helpUrl: 'https://example.com/help', issuer: 'PUREBRED', notificationType: 'NONE' };

/** Asks for an object and answers with whatever came back. */
export function askForObject(program: Program, object: NewObject) {
  return program.graphql<Created>(CREATE, { input: { ...REST, ...object } });
}

/** Creates an object, or throws what kept it from being created. */
export async function createObject(program: Program, object: NewObject): Promise<StoredObject> {
  return createdObject(await askForObject(program, object));
}

/** The object that an answer brings, or throws what it says instead. */
export function createdObject({ data, errors }: GraphqlAnswer<Created>): StoredObject {
  const created = data?.payload.derivedCredentialSettings;
  if (!created) throw new Error(`It was not created: ${JSON.stringify(errors ?? data?.payload.userErrors)}`);
  return created;
}

/** Everything that the program holds: each object, and each change of its log in order. */
export async function readHoldings(program: Program): Promise<Holdings> {
  return {
    objects: await readNodes<StoredObject>(program, 'derivedCredentials', 'id displayName'),
    changes: await readNodes<StoredChange>(program, 'changes', 'id kind settingsId'),
  };
}

async function readNodes<Node>(program: Program, field: string, selection: string): Promise<readonly Node[]> {
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
