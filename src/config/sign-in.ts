/** The options of the sign-in with Microsoft Entra ID on the pages. Reads no environment and opens no file. */
import * as z from 'zod';

export interface SignInConfig {
  /** The app registration as which the pages sign users in. */
  readonly clientId: string;
  /** Null for that of `AUTH_CLOUD`. */
  readonly authority: string | null;
  readonly scopes: readonly string[];
}

export const SIGN_IN_ENVIRONMENT = {
  SIGN_IN_CLIENT_ID: z.guid({ error: 'is not a UUID' }).optional().meta({
    description:
      'The client id of the app registration as which the pages sign users in with Microsoft Entra ID. Default: the pages ask for a token.',
  }),
  SIGN_IN_AUTHORITY: z
    .string()
    .refine(isAuthority, 'is not an https address that ends with a tenant, such as https://login.example.com/TENANT')
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .meta({
      description:
        'Where the pages sign users in. Default with `AUTH_CLOUD`: the login page of that cloud, for the tenant of `AUTH_ALLOWED_TENANTS` if it is one.',
    }),
  SIGN_IN_SCOPES: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(z.string()).min(1, 'names nothing'))
    .optional()
    .meta({
      description:
        'The scopes that the pages ask for, comma-separated. Default: `/.default` of the first `AUTH_AUDIENCE`, which is all that was granted.',
    }),
} satisfies Readonly<Record<string, z.ZodType>>;

type SignInEnvironment = z.infer<z.ZodObject<typeof SIGN_IN_ENVIRONMENT>> & {
  readonly AUTH_CLOUD?: string | undefined;
  readonly AUTH_ISSUER?: readonly string[] | undefined;
  readonly AUTH_AUDIENCE?: readonly string[] | undefined;
};

/** Null if the pages ask for a token. */
export function signInConfig({
  SIGN_IN_CLIENT_ID: clientId,
  SIGN_IN_AUTHORITY: authority,
  SIGN_IN_SCOPES: scopes,
  AUTH_AUDIENCE: [audience] = [],
}: SignInEnvironment): SignInConfig | null {
  return clientId === undefined
    ? null
    : { clientId, authority: authority ?? null, scopes: scopes ?? [`${audience}/.default`] };
}

/** What is missing, by the option that it is about. */
export function signInFaults(env: SignInEnvironment): readonly { readonly name: string; readonly message: string }[] {
  const { SIGN_IN_CLIENT_ID, SIGN_IN_AUTHORITY, SIGN_IN_SCOPES, AUTH_CLOUD, AUTH_ISSUER } = env;
  const given = Object.entries({ SIGN_IN_CLIENT_ID, SIGN_IN_AUTHORITY, SIGN_IN_SCOPES }).filter(([, value]) => value);
  if (AUTH_CLOUD === undefined && AUTH_ISSUER === undefined)
    return given.map(([name]) => ({ name, message: `${name} also needs AUTH_CLOUD or AUTH_ISSUER.` }));
  if (given.length > 0 && SIGN_IN_CLIENT_ID === undefined) {
    const message = 'SIGN_IN_CLIENT_ID is missing: name the app registration of the pages.';
    return [{ name: 'SIGN_IN_CLIENT_ID', message }];
  }
  if (SIGN_IN_CLIENT_ID === undefined || AUTH_CLOUD !== undefined || SIGN_IN_AUTHORITY !== undefined) return [];
  const message = 'SIGN_IN_AUTHORITY is missing: name where the users of AUTH_ISSUER sign in, or set AUTH_CLOUD.';
  return [{ name: 'SIGN_IN_AUTHORITY', message }];
}

function isAuthority(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, pathname, username, password, search, hash } = new URL(url);
  return protocol === 'https:' && /[^/]/.test(pathname) && `${username}${password}${search}${hash}` === '';
}
