/** Responses of a broken key server. */
import type { RequestListener } from 'node:http';
import { textAnswer } from './key-server.js';

const endless: RequestListener = (_request, response) => {
  const write = () => {
    while (response.writable && response.write('{"keys":['.padEnd(16_384))) {}
  };
  response.on('drain', write);
  write();
};

export const BROKEN_KEY_SERVERS: readonly (readonly [title: string, listener: RequestListener])[] = [
  ['status 500', textAnswer(500, '{"keys":[]}')],
  ['status 404', textAnswer(404, '')],
  ['status 204', (_request, response) => void response.writeHead(204).end()],
  ['a redirect', (_request, response) => void response.writeHead(302, { location: '/elsewhere' }).end()],
  ['an empty body', textAnswer(200, '')],
  ['no JSON', textAnswer(200, '<html>')],
  ['half a key set', textAnswer(200, '{"keys":[{"kty":"RSA"')],
  ['null', textAnswer(200, 'null')],
  ['JSON that is no key set', textAnswer(200, '{"keys":"none"}')],
  ['a key set without a key', textAnswer(200, '{"keys":[]}')],
  ['a key set whose key is damaged', textAnswer(200, '{"keys":[{"kty":"RSA","kid":"key-1","n":"AA","e":"A"}]}')],
  ['a document without end', endless],
  ['a connection that breaks', (request) => void request.socket.destroy()],
];

/** Key servers that respond too late or never. */
export const SLOW_KEY_SERVERS: readonly (readonly [title: string, listener: RequestListener])[] = [
  ['nothing at all', () => {}],
  ['headers and no body', (_request, response) => void response.writeHead(200).flushHeaders()],
];
