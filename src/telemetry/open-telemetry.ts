/** All that needs OpenTelemetry. The build makes a file of it, which is loaded only if it is configured. */
export { reportProblems } from './collector.js';
export { openMetrics } from './open-metrics.js';
export { openTracing } from './open-tracing.js';
