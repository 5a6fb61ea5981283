/** The demo of the connection to Intune, as `npm run demo:graph` starts it: a change travels, a drift appears and is resolved. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Side {
  readonly url: string;
  ask<Data>(query: string, variables?: object): Promise<Data>;
}

interface Shown {
  readonly id: string;
  readonly displayName: string;
  readonly graph: { readonly state: string };
}

/** Starts the bundled demo, and waits until it has printed its links. */
async function demo() {
  execFileSync('npx', ['tsx', 'scripts/build-demo.ts'], { cwd: ROOT });
  const child = spawn(process.execPath, ['scripts/dist/demo-graph.js'], { cwd: ROOT });
  onTestFinished(() => void child.kill('SIGKILL'));
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += chunk));
  child.stderr.on('data', (chunk) => (printed += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await expect.poll(() => printed, { timeout: 30_000 }).toContain('q  quit');
  const [service, intune] = [...printed.matchAll(/(http:\S+)\/overview#token=(\S+)/g)].map(([, url = '', token = '']) =>
    sideAt(url, token),
  );
  const folder = dirname(/--token-file (\S+)/.exec(printed)?.[1] ?? '');
  if (service === undefined || intune === undefined) throw new Error(printed);
  const type = (line: string) => child.stdin.write(`${line}\n`);
  return { service, intune, folder, ended, type, printed: () => printed };
}

function sideAt(url: string, token: string): Side {
  return {
    url,
    ask: async (query, variables = {}) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const body = JSON.stringify({ query, variables });
      const { data, errors } = await (await fetch(`${url}/graphql`, { method: 'POST', headers, body })).json();
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return data;
    },
  };
}

async function objectsOf({ ask }: Side): Promise<readonly Shown[]> {
  const query = '{ derivedCredentials { nodes { id displayName graph { state } } } }';
  return (await ask<{ readonly derivedCredentials: { readonly nodes: readonly Shown[] } }>(query)).derivedCredentials
    .nodes;
}

const namesIn = async (side: Side) => (await objectsOf(side)).map(({ displayName }) => displayName).toSorted();
const statesIn = async (side: Side) => [...new Set((await objectsOf(side)).map(({ graph }) => graph.state))];

test('the demo shows how changes travel, how a drift is resolved and what throttling does, and leaves nothing behind', async () => {
  const { service, intune, folder, ended, type, printed } = await demo();
  const long = { timeout: 60_000, interval: 200 };
  expect(await namesIn(intune)).toEqual(['Field staff', 'Head office']);
  await expect.poll(() => statesIn(service), long).toEqual(['IN_SYNC']);

  const [first] = await objectsOf(service);
  await service.ask(
    'mutation ($id: ID!) { updateDerivedCredentialSettings(input: { id: $id, displayName: "Travelled" }) { change { id } } }',
    { id: first?.id },
  );
  await expect.poll(() => namesIn(intune), long).toContain('Travelled');
  await expect.poll(() => statesIn(service), long).toEqual(['IN_SYNC']);

  type('e');
  await expect.poll(printed, long).toContain('The service shows it as DRIFTED');
  await expect.poll(() => statesIn(service), long).toContain('DRIFTED');
  const drifted = (await objectsOf(service)).find(({ graph }) => graph.state === 'DRIFTED');
  await service.ask(
    'mutation ($id: ID!) { resolveGraphDrift(input: { id: $id, take: THEIRS }) { userErrors { message } } }',
    { id: drifted?.id },
  );
  await expect.poll(() => statesIn(service), long).toEqual(['IN_SYNC']);
  expect(await namesIn(service)).toEqual(await namesIn(intune));
  expect((await namesIn(service)).some((name) => name.endsWith('!'))).toBe(true);

  type('t');
  await expect.poll(printed, long).toContain('Graph throttles for 30 s. ');
  await expect
    .poll(() => service.ask('{ graphConnection { problem { code } } }'), long)
    .toEqual({ graphConnection: { problem: { code: 'THROTTLED' } } });
  type('q');
  expect(await ended).toBe(0);
  expect(existsSync(folder)).toBe(false);
});
