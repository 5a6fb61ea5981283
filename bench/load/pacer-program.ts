/**
 * A thread of the load generator that sends a message whenever a request is due. It sleeps in `Atomics.wait`, which wakes within
 * some tens of microseconds; a timer of Node.js could be a millisecond late, longer than many responses take.
 */
import { parentPort, workerData } from 'node:worker_threads';

/** Times on the clock of `process.hrtime`, in nanoseconds. */
export interface Pace {
  readonly start: number;
  readonly interval: number;
  readonly requests: number;
}

const { start, interval, requests }: Pace = workerData;
// Nothing ever wakes a thread that waits for this value to change.
const nothing = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

for (let request = 0; request < requests; request += 1) {
  const nanoseconds = start + request * interval - Number(process.hrtime.bigint());
  if (nanoseconds > 0) Atomics.wait(nothing, 0, 0, nanoseconds / 1e6);
  parentPort?.postMessage(request);
}
