/** Logs and counts what the connector does: a line for each attempt and for each problem of a connection. Never content or tokens. */
import type { Telemetry } from '../domain/telemetry.js';
import type { ConnectorReports } from './events.js';

interface Log {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export function connectorLog(log: Log, telemetry: Telemetry | null): ConnectorReports {
  return {
    onStart: (start) => log.info(start, 'graph connector started'),
    onAttempt: (event) => {
      const { operation, outcome } = event;
      telemetry?.add('derived_credentials_graph_attempts_total', 1, {
        operation,
        outcome: outcome.replaceAll(' ', '_'),
      });
      log[outcome === 'confirmed' ? 'info' : 'warn'](event, 'graph attempt');
    },
    // Only when it begins, changes and ends: it is met again with each retry.
    onProblem: (tenantId, problem) => {
      if (problem === null) log.info({ tenantId }, 'graph connection works again');
      else {
        const { code, message: problemText, status, requestId, clientRequestId } = problem;
        log.warn(
          { tenantId, code, problem: problemText, status, requestId, clientRequestId },
          'graph connection problem',
        );
      }
    },
    onFault: (error) => log.error({ err: error }, 'graph connector failed'),
  };
}
