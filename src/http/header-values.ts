/** Reads all values of a header as they were sent. Node's `headers` drops or joins repeated ones. */
import type { IncomingMessage } from 'node:http';

/** `name` must be in lower case. Empty if the request has no such header. */
export function headerValues({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>, name: string): string[] {
  const values: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const sent = rawHeaders[index] ?? '';
    if (sent.length === name.length && sent.toLowerCase() === name) values.push(rawHeaders[index + 1] ?? '');
  }
  return values;
}
