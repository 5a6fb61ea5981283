/** What systemd tells a service in its environment. Nobody else sets these variables, so they are no options. */
import cluster from 'node:cluster';

export interface SystemdConfig {
  /** The file descriptor of the socket that systemd listens on for the service; null without one. */
  readonly socketFd: number | null;
  /** Whether systemd waits to be told that the service is ready. */
  readonly waitsForReady: boolean;
  /** The service is restarted if it says nothing for so long; null without such a limit. */
  readonly watchdogMs: number | null;
}

const FIRST_FD = 3;

/** `fault` is a sentence; null if there is none. */
export function systemdConfig({
  LISTEN_PID,
  LISTEN_FDS,
  NOTIFY_SOCKET,
  WATCHDOG_PID,
  WATCHDOG_USEC,
}: NodeJS.ProcessEnv): {
  readonly config: SystemdConfig;
  readonly fault: string | null;
} {
  // One of several processes gets the socket from the supervisor, for which systemd has opened it.
  const self = String(cluster.isWorker ? process.ppid : process.pid);
  const sockets = LISTEN_PID === self ? Number(LISTEN_FDS) : 0;
  const isWatched = WATCHDOG_PID === undefined || WATCHDOG_PID === self;
  const waitsForReady = !cluster.isWorker && Boolean(NOTIFY_SOCKET);
  return {
    config: {
      socketFd: sockets > 0 ? FIRST_FD : null,
      waitsForReady,
      watchdogMs: waitsForReady && isWatched && Number(WATCHDOG_USEC) > 0 ? Number(WATCHDOG_USEC) / 1000 : null,
    },
    fault:
      sockets > 1 ? `systemd passes ${sockets} sockets, but the service has one address. Keep one ListenStream.` : null,
  };
}
