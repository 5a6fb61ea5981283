/** The Content-Security-Policy of each page: load only from the service's origin, run no inline scripts. */

type Directives = Readonly<Record<string, string>>;

const COMMON: Directives = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

/** What differs, by page. */
const SPECIAL = {
  // Monaco creates style sheets at run time, shows icons from data: URLs, and runs workers.
  explorer: { 'style-src': "'self' 'unsafe-inline'", 'img-src': "'self' data:", 'worker-src': "'self'" },
  // Trusted Types: the browser refuses any code that would parse a string as HTML. The only policy starts the page's worker.
  console: { 'require-trusted-types-for': "'script'", 'trusted-types': 'worker' },
  // Apollo Sandbox runs in an iframe of Apollo's origin. No script of Apollo's server runs on this page.
  sandbox: { 'frame-src': 'https://sandbox.embed.apollographql.com' },
  // Sends nothing: it hands the answer of the login page to the page that asked.
  'sign-in': { 'connect-src': "'none'", 'require-trusted-types-for': "'script'", 'trusted-types': "'none'" },
} as const satisfies Readonly<Record<string, Directives>>;

export type PageName = keyof typeof SPECIAL;

/** The header's value. A page that signs users in sends the code that it got to `loginOrigin`; null if none does. */
export function contentSecurityPolicy(page: PageName, loginOrigin: string | null): string {
  const login: Directives = loginOrigin === null ? {} : { 'connect-src': `'self' ${loginOrigin}` };
  return Object.entries({ ...COMMON, ...login, ...SPECIAL[page] })
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
