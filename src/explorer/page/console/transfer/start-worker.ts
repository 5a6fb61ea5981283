/** Starts the worker. The page's Content-Security-Policy allows the trusted-types policy `worker` and no other. */

/** The part of the browsers' Trusted Types that is used here. Browsers without them have no `trustedTypes`. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): URL };
}

const ADDRESS = new URL(TRANSFER_WORKER, import.meta.url).href;
const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
// A policy can be created once. It trusts one address, whatever it is asked.
const policy = trustedTypes?.createPolicy('worker', { createScriptURL: () => ADDRESS });

export function startWorker(): Worker {
  return new Worker(policy?.createScriptURL(ADDRESS) ?? ADDRESS);
}
