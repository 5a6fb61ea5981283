/** Posts operations to the GraphQL API of the service that served this page. Does not know where the token comes from. */

export interface GraphqlRequest {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string | null | undefined;
}

export interface GraphqlResponse<Data = unknown> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

export interface PostResult<Data> {
  /** The HTTP status; 0 if the service could not be reached. */
  readonly status: number;
  readonly answer: GraphqlResponse<Data>;
}

/** Posts an operation. Never throws: a network failure is returned as a GraphQL error. */
export async function post<Data>(
  token: string | null,
  request: GraphqlRequest,
  headers: Readonly<Record<string, string>> = {},
): Promise<PostResult<Data>> {
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
