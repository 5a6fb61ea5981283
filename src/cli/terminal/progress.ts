/** Reports the progress of long work on standard error. Work that is done in one step reports nothing. */
import type { Progress } from '../../desired/plan/tenant-service.js';

const { stderr } = process;
const SHARES = 10;

/** On a terminal one line that is rewritten; elsewhere one line for each tenth. */
export const progress: Progress = (what) => {
  let lastShare = 0;
  let lines = 0;
  return (done, total) => {
    const share = total === 0 ? SHARES : Math.floor((SHARES * done) / total);
    if (lines === 0 && done >= total) return;
    if (!stderr.isTTY && share === lastShare && lines > 0 && done < total) return;
    lastShare = share;
    lines += 1;
    const line = `${what}: ${done} of ${total}`;
    stderr.write(stderr.isTTY ? `\r\x1b[K${line}${done >= total ? '\n' : ''}` : `${line}\n`);
  };
};
