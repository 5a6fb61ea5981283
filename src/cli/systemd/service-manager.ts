/**
 * Tells systemd that the service is ready, stops or is alive, if systemd wants to know. Node.js has no datagram sockets of Unix,
 * so each message is sent by the program `systemd-notify`, which is part of systemd.
 */
import { spawn } from 'node:child_process';
import type { SystemdConfig } from '../../config/systemd.js';

export class ServiceManager {
  readonly #config: SystemdConfig;
  #watchdog: NodeJS.Timeout | undefined;

  constructor(config: SystemdConfig) {
    this.#config = config;
  }

  /** From now on also says at half the time of the watchdog that the service is alive. */
  ready(url: string): void {
    this.#tell('READY=1', `STATUS=Ready at ${url}`);
    const { watchdogMs } = this.#config;
    if (watchdogMs !== null) this.#watchdog = setInterval(() => this.#tell('WATCHDOG=1'), watchdogMs / 2).unref();
  }

  stopping(): void {
    clearInterval(this.#watchdog);
    this.#tell('STOPPING=1');
  }

  /** If it cannot be told, systemd ends the service after its own time limit, and says so in its log. */
  #tell(...lines: readonly string[]): void {
    if (!this.#config.waitsForReady) return;
    spawn('systemd-notify', lines, { stdio: 'ignore' })
      .on('error', ({ message }) => process.stderr.write(`systemd cannot be told ${lines[0]}: ${message}\n`))
      .unref();
  }
}
