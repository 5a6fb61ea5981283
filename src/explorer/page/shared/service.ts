/** Sends operations to the GraphQL API that this page came with. Knows nothing of where the token comes from. */

export interface GraphqlRequest {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string | null | undefined;
}

export interface GraphqlAnswer<Data = unknown> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

export interface Answered<Data> {
  /** The status of HTTP; 0 where the service could not be reached. */
  readonly status: number;
  readonly answer: GraphqlAnswer<Data>;
}

/** Asks the service. Never throws: what goes wrong on the way is told as a GraphQL error. */
export async function post<Data>(
  token: string | null,
  request: GraphqlRequest,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered<Data>> {
  try {
    const response = await fetch(new URL('graphql', document.baseURI), {
      method: 'POST',
      credentials: 'omit',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: JSON.stringify(request),
    });
    return { status: response.status, answer: await response.json() };
  } catch {
    return { status: 0, answer: { errors: [{ message: 'The service cannot be reached. Is it running?' }] } };
  }
}
