/** Reports how many pages of a database are copied, and ends the copy after a stop signal. */
import { Refusal } from '../domain/errors.js';
import { progress } from './terminal/progress.js';
import { stopRequest } from './terminal/stop-signal.js';

/** `what`: what is not made if the command is stopped. */
export function pagesUntilStopped(what: string): (done: number, total: number) => void {
  const stoppedBy = stopRequest();
  const report = progress('Pages copied');
  return (done, total) => {
    const signal = stoppedBy();
    if (signal !== null) throw new Refusal('UNAVAILABLE', `Stopped by ${signal}. The ${what} was not made.`);
    report(done, total);
  };
}
