/** Whether this machine's clock agrees with those that its tokens and its log go by. */
import { CLOCK_TOLERANCE_S } from '../../auth/verifier.js';
import type { Finding } from './finding.js';

const TIMEOUT_MS = 3000;

/** Compares with the time of the latest change in the log, where there is one, and with what the key servers say. */
export async function checkClock(now: number, latestAt: number | null, servers: readonly URL[]): Promise<Finding[]> {
  const about = 'clock';
  const faults = [...behindTheLog(now, latestAt), ...(await Promise.all(servers.map(differsFrom))).flat()];
  if (faults.length > 0) return faults.map((text) => ({ state: 'fault', about, text }));
  return [{ state: 'ok', about, text: `It is ${new Date(now).toISOString()}.` }];
}

function behindTheLog(now: number, latestAt: number | null): string[] {
  if (latestAt === null || latestAt <= now) return [];
  const [clock, log] = [now, latestAt].map((at) => new Date(at).toISOString());
  return [
    `It is ${clock}, yet the latest change was recorded at ${log}. Set the clock: changes are recorded at the later time until then.`,
  ];
}

/** A server that does not answer says nothing of the clock. */
async function differsFrom(server: URL): Promise<string[]> {
  try {
    const { headers } = await fetch(server, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const seconds = Math.round((Date.now() - Date.parse(headers.get('date') ?? '')) / 1000);
    if (Number.isNaN(seconds) || Math.abs(seconds) < CLOCK_TOLERANCE_S) return [];
    const direction = seconds > 0 ? 'ahead of' : 'behind';
    return [
      `It is ${Math.abs(seconds)} seconds ${direction} that of ${server.host}. Synchronise it (NTP), or good tokens are refused.`,
    ];
  } catch {
    return [];
  }
}
