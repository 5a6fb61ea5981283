/** An issuer's key server whose response a test can change at any time. */
import type { RequestListener } from 'node:http';
import type { JWK } from 'jose';
import { type AnsweringServer, answeringServer } from '../http/answering-server.js';

export interface KeyServer extends AnsweringServer {
  /** From now on responds with these keys. */
  publish(...keys: readonly JWK[]): void;
  /** From now on responds with this listener. */
  answer(listener: RequestListener): void;
}

/** Starts a key server with these keys; closed when the test ends. */
export async function keyServer(...keys: readonly JWK[]): Promise<KeyServer> {
  let answer: RequestListener = jsonAnswer({ keys });
  const server = await answeringServer((request, response) => answer(request, response));
  return {
    ...server,
    publish: (...others) => {
      answer = jsonAnswer({ keys: others });
    },
    answer: (listener) => {
      answer = listener;
    },
  };
}

export function jsonAnswer(content: unknown): RequestListener {
  return textAnswer(200, JSON.stringify(content));
}

export function textAnswer(status: number, body: string): RequestListener {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  };
}
