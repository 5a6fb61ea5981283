/**
 * `Prefer: wait=…` (RFC 7240): after a write, waits until Graph has confirmed or refused the change, and says so in headers. The
 * change is durable before the wait begins, so nothing here may turn its success into an error.
 */
import { type GraphStatus, MAX_WAIT_MS } from '../domain/graph-connection.js';
import type { WriteResult } from '../domain/settings-service.js';
import type { RestRequest } from './messages.js';
import { stateInGraph } from './status-json.js';

const PREFERENCE = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,9})"?(?=$|[,;\s])/i;

/** The headers that say what the wait came to; none if the client does not ask for it. */
export async function waitForGraph(
  request: RestRequest,
  { settings, change }: WriteResult,
): Promise<Readonly<Record<string, string>>> {
  const seconds = Number(PREFERENCE.exec(request.header('prefer') ?? '')?.[1] ?? 0);
  if (seconds === 0) return {};
  const wait = Math.min(seconds, MAX_WAIT_MS / 1000);
  const { call, connection, waitsUntil } = request;
  const timeoutMs = Math.min(wait * 1000, waitsUntil - performance.now());
  // Earlier steps of the batch have used up the time.
  if (timeoutMs <= 0) return {};
  try {
    const version = change?.version ?? settings.version;
    const input = { settingsId: settings.id, version, timeoutMs };
    return { 'preference-applied': `wait=${wait}`, ...statusHeaders(await connection.waitFor(call, input)) };
  } catch (error) {
    request.reportFault(error);
    return {};
  }
}

function statusHeaders(status: GraphStatus | null): Readonly<Record<string, string>> {
  if (status === null) return {};
  const { state, problem } = status;
  return { 'graph-status': problem === null ? stateInGraph(state) : `${stateInGraph(state)}; problem=${problem.code}` };
}
