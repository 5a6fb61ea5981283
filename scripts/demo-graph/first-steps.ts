/** What the demo does before it shows anything: some settings here, the connection adopted, and the settings in the stand-in. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Side } from './demo-world.js';

const CREATE = `mutation ($input: CreateDerivedCredentialSettingsInput!) {
  createDerivedCredentialSettings(input: $input) { userErrors { message } }
}`;
const ADOPT = 'mutation { adoptFromGraph(input: { dryRun: false }) { leftCount } }';
const CONNECTION = '{ graphConnection { lastWholeReadAt lag } }';
const NAMES = ['Field staff', 'Head office'];
const GIVE_UP_MS = 30_000;

interface Connection {
  readonly graphConnection: { readonly lastWholeReadAt: string | null; readonly lag: number };
}

/** Resolves once the stand-in has all settings. */
export async function takeFirstSteps(service: Side): Promise<void> {
  for (const displayName of NAMES) {
    const helpUrl = 'https://help.example.com/derived-credentials';
    const input = { displayName, helpUrl, issuer: 'PUREBRED', notificationType: 'EMAIL' };
    await service.graphql(CREATE, { input });
  }
  await until(service, ({ lastWholeReadAt }) => lastWholeReadAt !== null);
  await service.graphql(ADOPT);
  await until(service, ({ lag }) => lag === 0);
}

async function until(service: Side, isSo: (connection: Connection['graphConnection']) => boolean): Promise<void> {
  const end = performance.now() + GIVE_UP_MS;
  while (!isSo((await service.graphql<Connection>(CONNECTION)).graphConnection)) {
    if (performance.now() > end) throw new Error('The stand-in did not get the settings in time.');
    await wait(100);
  }
}
