/** What the commands about the connection share: the service of a connected tenant, and the errors of its decisions. */
import type { Command } from 'commander';
import {
  GraphConnectionDocument,
  type GraphConnectionFieldsFragment,
  type UserErrorFieldsFragment,
} from '../../client/documents.js';
import { terminalSafe } from '../../desired/quoting.js';
import { DataError, Refusal, SetupError } from '../../domain/errors.js';
import type { RemoteService } from '../remote/remote-service.js';
import { connect } from '../remote/service-options.js';

export interface ConnectedTenant {
  readonly service: RemoteService;
  readonly connection: GraphConnectionFieldsFragment;
}

/** Throws a `SetupError` if the tenant of the token is not connected. */
export async function connectedTenant(command: Command): Promise<ConnectedTenant> {
  const service = await connect(command);
  const { graphConnection: connection } = await service.execute(GraphConnectionDocument, {});
  if (connection.mode === 'OFF')
    throw new SetupError(
      `The tenant is not connected to Microsoft Graph. Set GRAPH_MODE and what it needs for the service at ${service.url}.`,
    );
  return { service, connection };
}

/** Throws if a decision was refused. */
export function throwIfRefused(errors: readonly UserErrorFieldsFragment[]): void {
  if (errors.length === 0) return;
  const told = errors.map(({ message }) => terminalSafe(message)).join('\n');
  if (errors.some(({ code }) => code === 'VERSION_CONFLICT'))
    throw new Refusal('UNAVAILABLE', `${told}\nNothing was done. Run the command again to see how it is now.`);
  throw new DataError(`${told}\nNothing was done.`);
}
