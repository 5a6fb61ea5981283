/** Checks this machine's clock against the log and against the servers that issue the keys. */
import { CLOCK_TOLERANCE_S } from '../../auth/verifier.js';
import { clockBehindMessage, NOTICED_BEHIND_MS } from '../../domain/clock-watch.js';
import type { Finding } from './finding.js';

const TIMEOUT_MS = 3000;

/** The time of the latest change, 0 if there is none, and whether the clock may be behind it. */
export interface LogTime {
  readonly latestAt: number;
  readonly allowBehind: boolean;
}

/** Compares the clock with the latest change in the log, and with the `Date` header of the key servers. */
export async function checkClock(now: number, log: LogTime, servers: readonly URL[]): Promise<Finding[]> {
  const differences = (await Promise.all(servers.map(differsFrom))).flat();
  const findings = [
    ...behindTheLog(now, log),
    ...differences.map((text) => ({ state: 'fault', about: 'clock', text }) as const),
  ];
  return findings.length > 0 ? findings : [{ state: 'ok', about: 'clock', text: clockText(now) }];
}

function behindTheLog(now: number, { latestAt, allowBehind }: LogTime): Finding[] {
  const behindMs = latestAt - now;
  if (behindMs <= NOTICED_BEHIND_MS) return [];
  const text = `${clockText(now)} ${clockBehindMessage(behindMs, allowBehind)}`;
  return [{ state: allowBehind ? 'note' : 'fault', about: 'clock', text }];
}

function clockText(now: number): string {
  return `It is ${new Date(now).toISOString()}.`;
}

/** No finding if the server does not answer. */
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
