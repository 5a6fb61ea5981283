/** `healthcheck`: asks the service of the same configuration, on this machine, whether it is ready. For containers without curl. */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Command } from 'commander';
import { readConfig } from '../../config.js';
import { Refusal } from '../../domain/errors.js';
import { examples } from '../terminal/invocation.js';

const TIMEOUT_MS = 4_000;

export function healthcheckCommand(): Command {
  return new Command('healthcheck')
    .description('Ask the service on this machine whether it is ready (/readyz), with the variables of serve.')
    .addHelpText('after', examples(['healthcheck', 'Exits with 0 if it is ready, else with 75.']))
    .action(async () => {
      const { host, port, tls } = readConfig();
      const address = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
      const failure = await failureAt(tls === null ? httpRequest : httpsRequest, address, port);
      if (failure !== null) throw new Refusal('UNAVAILABLE', `The service at ${address}:${port} ${failure}.`);
    });
}

/** What is wrong; null if the service is ready. */
function failureAt(send: typeof httpsRequest, host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    // The certificate has the names for clients, and not this address. Nothing secret is sent.
    const options = { host, port, path: '/readyz', rejectUnauthorized: false, timeout: TIMEOUT_MS };
    const asked = send(options, (response) => {
      response.resume();
      resolve(response.statusCode === 200 ? null : `is not ready (status ${response.statusCode})`);
    });
    asked.on('timeout', () => asked.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })));
    asked.on('error', ({ code }: NodeJS.ErrnoException) => resolve(`does not answer (${code})`));
    asked.end();
  });
}
