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

/** The header's value, by page. */
export const CONTENT_SECURITY_POLICIES = {
  // Monaco creates style sheets at run time, shows icons from data: URLs, and runs workers.
  explorer: policy({ 'style-src': "'self' 'unsafe-inline'", 'img-src': "'self' data:", 'worker-src': "'self'" }),
  // Trusted Types: the browser refuses any code that would parse a string as HTML.
  overview: policy({ 'require-trusted-types-for': "'script'", 'trusted-types': "'none'" }),
  // Apollo Sandbox runs in an iframe of Apollo's origin. No script of Apollo's server runs on this page.
  sandbox: policy({ 'frame-src': 'https://sandbox.embed.apollographql.com' }),
} as const;

function policy(special: Directives = {}): string {
  return Object.entries({ ...COMMON, ...special })
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
