/** Measures the process itself: its event loop and its memory. */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { Telemetry } from '../domain/telemetry.js';
import { NO_LABELS } from '../domain/telemetry.js';

const NANOSECONDS = 1e9;
// How often a timer runs to see how late it is.
const RESOLUTION_MS = 20;

/** Returns a function to stop. */
export function observeProcess(telemetry: Telemetry): () => void {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  telemetry.observe('derived_credentials_event_loop_delay_seconds', () => {
    // What is measured is the time between two runs of the timer.
    const late = (nanoseconds: number) => Math.max(0, nanoseconds / NANOSECONDS - RESOLUTION_MS / 1000);
    const readings = [
      [late(delay.percentile(50)), { quantile: '0.5' }],
      [late(delay.percentile(99)), { quantile: '0.99' }],
      [late(delay.max), { quantile: '1' }],
    ] as const;
    delay.reset();
    return readings;
  });
  let last = performance.eventLoopUtilization();
  telemetry.observe('derived_credentials_event_loop_busy_ratio', () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return [[utilization, NO_LABELS]];
  });
  telemetry.observe('derived_credentials_resident_memory_bytes', () => [[process.memoryUsage.rss(), NO_LABELS]]);
  return () => delay.disable();
}
