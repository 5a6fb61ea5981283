/** What metrics and traces share: under which name the service reports, and who is told of the problems of OpenTelemetry. */
import { DiagLogLevel, diag } from '@opentelemetry/api';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import type { TelemetryOptions } from './running-telemetry.js';

export const SERVICE = 'derived-credential-settings';
/** Limit of each request to a collector, also of the last one when the service stops. */
export const EXPORT_TIMEOUT_MS = 5_000;

// A collector that cannot be reached causes the same problem every few seconds.
const REPEAT_MS = 600_000;

export function resourceOf({ version, process: number }: Pick<TelemetryOptions, 'version' | 'process'>): Resource {
  return resourceFromAttributes({
    'service.name': SERVICE,
    'service.version': version,
    ...(number !== null && { 'service.instance.id': String(number) }),
  });
}

/** OpenTelemetry tells nobody of its problems unless it is given a logger, which it keeps for the whole process. */
export function reportProblems(warn: (message: string) => void): void {
  const reported = new Map<string, number>();
  const report = (message: string, ...details: unknown[]) => {
    const text = [message, ...details].map(String).join(' ');
    // Numbers differ each time, such as that of lost spans. The first words are enough to tell problems apart.
    const problem = text.replace(/\d+/g, '').slice(0, 100);
    const now = performance.now();
    if (now - (reported.get(problem) ?? Number.NEGATIVE_INFINITY) < REPEAT_MS) return;
    reported.set(problem, now);
    warn(`OpenTelemetry: ${text}`);
  };
  const ignore = () => {};
  diag.setLogger(
    { error: report, warn: report, info: ignore, debug: ignore, verbose: ignore },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
}
