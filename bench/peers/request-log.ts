/** Writes one line per request to standard error, in the form of the service's log and buffered as it buffers them. */
import { writeSync } from 'node:fs';
import { hostname } from 'node:os';

export interface LoggedRequest {
  readonly requestId: string;
  readonly method: string;
  readonly route: string | null;
  readonly status: number;
  readonly client: string;
  readonly tenantId: string | null;
  readonly ms: number;
}

const STANDARD_ERROR = 2;
const BUFFERED_CHARACTERS = 16_000;
const FLUSH_EVERY_MS = 100;
const PROCESS = `"pid":${process.pid},"hostname":${JSON.stringify(hostname())}`;

let lines = '';
setInterval(flush, FLUSH_EVERY_MS).unref();
process.once('exit', flush);

/** No value is from the client, except the method, of which Node.js knows all: nothing needs to be escaped. */
export function logRequest({ requestId, method, route, status, client, tenantId, ms }: LoggedRequest): void {
  lines +=
    `{"level":30,"time":${Date.now()},${PROCESS},"requestId":"${requestId}","method":"${method}","route":${quoted(route)},` +
    `"status":${status},"client":"${client}","tenantId":${quoted(tenantId)},"ms":${Math.round(ms * 10) / 10},"msg":"request"}\n`;
  if (lines.length >= BUFFERED_CHARACTERS) flush();
}

function quoted(text: string | null): string {
  return text === null ? 'null' : `"${text}"`;
}

function flush(): void {
  if (lines === '') return;
  writeSync(STANDARD_ERROR, lines);
  lines = '';
}
