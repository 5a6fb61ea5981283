/** The side of one process of several: tells the supervisor when it is ready and what its callers spend. */
import cluster from 'node:cluster';
import type { AmongOthers } from '../../app.js';
import type { SharedPoints } from '../../http/rate-limiter.js';
import type { Message } from './messages.js';

// Other processes learn of a request's cost this late, which costs the request itself nothing.
const INTERVAL_MS = 200;

/** This process as one of several. */
export interface Member extends AmongOthers {
  ready(url: string): void;
}

/** Null if this process is the only one, or the supervisor. */
export function member(): Member | null {
  const { worker } = cluster;
  if (worker === undefined) return null;
  const send = (message: Message) => void (worker.isConnected() && worker.send(message));
  return { number: worker.id, sharedPoints: pointsOver(send), ready: (url) => send({ kind: 'ready', url }) };
}

function pointsOver(send: (message: Message) => void): SharedPoints {
  const spent = new Map<string, number>();
  const report = () => {
    send({ kind: 'spent', spent: [...spent] });
    spent.clear();
  };
  return {
    spend(caller, points) {
      if (spent.size === 0) setTimeout(report, INTERVAL_MS).unref();
      spent.set(caller, (spent.get(caller) ?? 0) + points);
    },
    onSpent(listener) {
      process.on('message', (message: Message) => {
        if (message.kind === 'spent') for (const [caller, points] of message.spent) listener(caller, points);
      });
    },
  };
}
