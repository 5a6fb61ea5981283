/** Says how long a certificate is still valid. Reads no file. */
import type { Finding } from './finding.js';

const DAY_MS = 86_400_000;
/** Time to get a new certificate and to put it in place. */
const WARNED_DAYS = 30;

/** `replace`: what to do when it is about to expire. */
export function certificateLife(
  about: Finding['about'],
  { file, expiresAt, replace }: { readonly file: string; readonly expiresAt: number; readonly replace: string },
  now: number,
): Finding {
  const days = Math.floor((expiresAt - now) / DAY_MS);
  const end = Number.isFinite(expiresAt) ? new Date(expiresAt).toISOString() : 'an unknown time';
  if (expiresAt <= now)
    return { state: 'fault', about, text: `The certificate in ${file} expired at ${end}. ${replace}` };
  const text = `The certificate in ${file} is valid until ${end}, for ${days} more ${days === 1 ? 'day' : 'days'}.`;
  return days < WARNED_DAYS ? { state: 'note', about, text: `${text} ${replace}` } : { state: 'ok', about, text };
}
