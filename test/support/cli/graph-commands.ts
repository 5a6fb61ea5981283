/** A connected service, and the commands `graph …` of the built program against it. */
import { type ConnectedService, connectedService } from '../connector/connected-service.js';
import { type SettingsClient, settingsClient } from '../graphql/settings-client.js';
import { type Ended, start } from '../service/built-program.js';

export interface GraphCommands extends ConnectedService {
  readonly client: SettingsClient;
  /** Runs `graph …` with the service's address and a token in its environment. */
  run(...args: readonly string[]): Promise<Ended>;
}

export async function graphCommands(environment: NodeJS.ProcessEnv = {}): Promise<GraphCommands> {
  const connected = await connectedService(environment);
  const { service } = connected;
  const usual = { SERVICE_URL: service.url, SERVICE_TOKEN: await service.token() };
  const run = (...args: readonly string[]) => start(['graph', ...args], usual).ended;
  return { ...connected, client: settingsClient(service), run };
}
