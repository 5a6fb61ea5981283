/** The errors of a refused subscription over each transport. */
import { expectNoLeak } from '../http/expect-no-leak.js';
import type { Booted } from '../service/boot.js';
import { type StreamResult, TRANSPORTS, type Transport } from './follower.js';
import { rawFollower } from './raw-follower.js';

export interface SubscriptionOutcome {
  /** `extensions.code` of each error. */
  readonly codes: readonly unknown[];
  readonly messages: readonly string[];
  readonly requestIds: readonly unknown[];
  readonly answers: readonly StreamResult[];
  readonly ending: string;
}

/** Subscribes, by default with permission to write, and waits until the stream ends. */
export async function subscriptionOutcome(
  service: Pick<Booted, 'url' | 'token'>,
  transport: Transport,
  operation: unknown,
  token?: string,
): Promise<SubscriptionOutcome> {
  const authorization = `Bearer ${token ?? (await service.token())}`;
  const stream = rawFollower<Record<string, unknown>>({ url: service.url, transport, authorization, operation });
  const { answers, ending } = await stream.rest();
  expectNoLeak(JSON.stringify(answers) + ending);
  const errors = answers.flatMap((answer) => answer.errors ?? []);
  return {
    codes: errors.map(({ extensions }) => extensions?.['code']),
    messages: errors.map(({ message }) => message),
    requestIds: errors.map(({ extensions }) => extensions?.['requestId']),
    answers,
    ending,
  };
}

/** The codes over each transport in turn. */
export async function codesOverEach(service: Booted, operation: unknown, token?: string): Promise<unknown[][]> {
  const outcomes = TRANSPORTS.map((transport) => subscriptionOutcome(service, transport, operation, token));
  return (await Promise.all(outcomes)).map(({ codes }) => [...codes]);
}
