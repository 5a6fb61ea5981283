/** `npm run demo:graph`: the connection to Intune to play with, offline. Takes keys, or lines, from standard input. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACTIONS } from './actions.js';
import { type DemoWorld, openDemoWorld, type Side } from './demo-world.js';
import { takeFirstSteps } from './first-steps.js';

const CTRL_C = '\u0003';
const { stdin } = process;

const folder = mkdtempSync(join(tmpdir(), 'demo-graph-'));
const tokenFile = join(folder, 'token');
try {
  const world = await openDemoWorld(folder);
  try {
    say('Starting: the service sends two settings to the stand-in for Intune …');
    await takeFirstSteps(world.service);
    writeFileSync(tokenFile, world.service.token, { mode: 0o600 });
    say(welcome(world));
    await untilQuit(world);
    say('Stopping.');
  } finally {
    await world.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function welcome({ service, intune }: DemoWorld): string {
  const keys = Object.entries(ACTIONS).map(([key, { what }]) => `  ${key}  ${what}`);
  return `
The service:            ${overviewOf(service)}
The stand-in of Intune: ${overviewOf(intune)}

What you change in the service appears in the stand-in a moment later. Change both sides and watch. From another terminal:
  node dist/main.js graph status --url ${service.url} --token-file ${tokenFile}

Keys, if this is no terminal followed by Enter:
${[...keys, '  q  quit'].join('\n')}
`;
}

function overviewOf({ url, token }: Side): string {
  return `${url}/overview#token=${token}`;
}

/** Resolves with `q`, Ctrl-C or SIGTERM. */
function untilQuit(world: DemoWorld): Promise<void> {
  return new Promise((resolve) => {
    const quit = () => {
      if (stdin.isTTY) stdin.setRawMode(false);
      // An open pipe would keep the process running.
      stdin.destroy();
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, quit);
    if (stdin.isTTY) stdin.setRawMode(true);
    stdin.on('data', (chunk) => {
      for (const key of String(chunk).toLowerCase()) {
        if (key === 'q' || key === CTRL_C) quit();
        else if (Object.hasOwn(ACTIONS, key)) void act(world, key);
      }
    });
  });
}

async function act(world: DemoWorld, key: string): Promise<void> {
  try {
    say((await ACTIONS[key]?.run(world)) ?? '');
  } catch (error) {
    say(`That was not possible: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
