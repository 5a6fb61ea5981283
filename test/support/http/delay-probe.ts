/** Measures from outside how long a service's event loop is blocked: a thread of its own asks for `/livez`, again and again. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { onTestFinished } from 'vitest';

export interface DelayProbe {
  /** The longest wait for a response since the last call, in milliseconds. */
  worst(): Promise<number>;
}

// In a thread, so that the work of the test's own process does not delay it. Plain JavaScript, because a worker runs no TypeScript.
const THREAD = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { Agent, get } = require('node:http');
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let [worst, wanted, asked] = [0, false, 0];
  function ask() {
    asked = performance.now();
    get(workerData, { agent }, (response) => {
      response.resume().once('end', () => {
        worst = Math.max(worst, performance.now() - asked);
        if (wanted) parentPort.postMessage(worst);
        if (wanted) [worst, wanted] = [0, false];
        setTimeout(ask, 1);
      });
    });
  }
  parentPort.on('message', () => (wanted = true));
  ask();
`;

/** Probes until the test ends. */
export async function delayProbe(url: string): Promise<DelayProbe> {
  const thread = new Worker(THREAD, { eval: true, workerData: `${url}/livez` });
  onTestFinished(() => void thread.terminate());
  const worst = async () => {
    thread.postMessage('worst');
    const [delay] = await once(thread, 'message');
    return Number(delay);
  };
  // The first requests open the connection and compile the route.
  await worst();
  return { worst };
}
