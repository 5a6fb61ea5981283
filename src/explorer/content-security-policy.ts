/** What the browser lets each page do: load from its own origin alone, and run no script that stands in the HTML. */

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

/** By page. */
export const CONTENT_SECURITY_POLICIES = {
  // The editor makes style sheets as it runs, shows icons from data, and checks operations in workers.
  explorer: policy({ 'style-src': "'self' 'unsafe-inline'", 'img-src': "'self' data:", 'worker-src': "'self'" }),
  // No text becomes part of the page but as text: whatever would read it as HTML is refused by the browser.
  overview: policy({ 'require-trusted-types-for': "'script'", 'trusted-types': "'none'" }),
  // Apollo's part runs in a frame of its own origin; no script of theirs runs on this one.
  sandbox: policy({ 'frame-src': 'https://sandbox.embed.apollographql.com' }),
} as const;

function policy(special: Directives = {}): string {
  return Object.entries({ ...COMMON, ...special })
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
