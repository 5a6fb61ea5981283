/** The CPU time that a load takes: of the server, of the database server if there is one, and of the load generator itself. */
import { cpuSeconds } from '../servers/process-usage.js';
import type { LoadResult, Target } from './load-plan.js';

type CpuTimes = Pick<LoadResult, 'serverCpuSeconds' | 'databaseCpuSeconds' | 'generatorCpuSeconds'>;

/** Returns a function that returns the times since now. */
export function startCpuMeter({ pid, databasePid }: Pick<Target, 'pid' | 'databasePid'>): () => CpuTimes {
  const databaseSeconds = () => (databasePid === null ? 0 : cpuSeconds(databasePid));
  const [serverBefore, databaseBefore, generatorBefore] = [cpuSeconds(pid), databaseSeconds(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(generatorBefore);
    return {
      serverCpuSeconds: cpuSeconds(pid) - serverBefore,
      databaseCpuSeconds: databaseSeconds() - databaseBefore,
      generatorCpuSeconds: (user + system) / 1e6,
    };
  };
}

/** CPU time per request in microseconds: of the database server, and of it and the server together. */
export function cpuPerRequestOf({
  serverCpuSeconds,
  databaseCpuSeconds,
  requests,
}: Pick<LoadResult, 'serverCpuSeconds' | 'databaseCpuSeconds' | 'requests'>): {
  readonly together: number;
  readonly database: number;
} {
  const perRequest = (seconds: number) => (seconds / requests) * 1e6;
  return { together: perRequest(serverCpuSeconds + databaseCpuSeconds), database: perRequest(databaseCpuSeconds) };
}
