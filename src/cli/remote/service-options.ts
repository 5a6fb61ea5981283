/** The options for the URL of a running service and for the bearer token. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { isHttpsOrLocal, readClientConfig } from '../../config.js';
import { SetupError } from '../../domain/errors.js';
import { readText } from '../settings-file/read-text.js';
import { INVOCATION } from '../terminal/invocation.js';
import { RemoteService } from './remote-service.js';

export interface ServiceOptions {
  readonly url?: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly allowHttp?: true;
}

// The characters that a header may contain. Tokens consist of base64url and dots.
const TOKEN = /^[\x21-\x7e]+$/;
const EXAMPLE_URL = 'https://settings.example.org';
const HOW_TO_GET_ONE =
  'Give one by --token-file or SERVICE_TOKEN. In local mode: ' +
  `${INVOCATION} token | ${INVOCATION} COMMAND --token-file -`;

/** Adds the options to a command. */
export function withServiceOptions(command: Command): Command {
  return command
    .option('--url <url>', 'where the service is (default: SERVICE_URL, or http://127.0.0.1:4000)', urlOption)
    .option('--token-file <file>', 'a file with the bearer token; - for standard input (default: SERVICE_TOKEN)')
    .addOption(
      new Option(
        '--token <token>',
        'the bearer token itself, which others on this machine can then see in the list of processes; - for standard input',
      ).conflicts('tokenFile'),
    )
    .option('--allow-http', 'send the token in the clear to a service on another machine');
}

/** The service at the URL of the options. `input` is a file that the command also reads, in case both are standard input. */
export async function connect(command: Command, input?: string): Promise<RemoteService> {
  const options = command.opts<ServiceOptions>();
  if (input === '-' && (options.token === '-' || options.tokenFile === '-'))
    command.error('error: standard input can hold the file or the token, not both. Give one of them as a file.');
  const { serviceUrl: usual, serviceToken } = readClientConfig();
  const url = options.url ?? serviceUrl(usual);
  if (url === null) throw new SetupError(`SERVICE_URL is not an address such as ${EXAMPLE_URL}.`);
  if (!isHttpsOrLocal(url) && options.allowHttp === undefined)
    throw new SetupError(`${url} would get the token in the clear. Use https, or --allow-http if the way is safe.`);
  return new RemoteService(url, await tokenOf(options, serviceToken), (seconds) => {
    process.stderr.write(`The service asks to wait for ${seconds} s.\n`);
  });
}

async function tokenOf({ token, tokenFile }: ServiceOptions, usual: string | null): Promise<string> {
  const source = tokenFile ?? (token === '-' ? '-' : undefined);
  const given = (source === undefined ? (token ?? usual ?? '') : await readText(source)).trim();
  if (given === '') throw new SetupError(`There is no token. ${HOW_TO_GET_ONE}`);
  if (!TOKEN.test(given)) throw new SetupError('The token holds spaces or characters that no token has.');
  return given;
}

function urlOption(text: string): string {
  const url = serviceUrl(text);
  if (url === null) throw new InvalidArgumentError(`Give an address such as ${EXAMPLE_URL}.`);
  return url;
}

/** The base URL of the service's APIs; the URL of its GraphQL API is accepted too. Null if it is not a plain http(s) URL. */
function serviceUrl(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain = url !== null && `${url.username}${url.password}${url.search}${url.hash}` === '';
  if (!plain || !/^https?:$/.test(url.protocol)) return null;
  return url.href.replace(/\/+$/, '').replace(/\/graphql$/, '');
}
