/** What can happen in the demo, by key: what others do in Intune, and how Graph behaves. Each says what to watch. */
import type { DemoWorld } from './demo-world.js';
import type { Mood } from './moody-proxy.js';

export interface Action {
  readonly what: string;
  /** Does it, and returns what happened and what to watch. */
  run(world: DemoWorld): Promise<string> | string;
}

interface InIntune {
  readonly id: string;
  readonly displayName: string;
  readonly issuer: string;
}

const MOOD_MS = 30_000;
const NOTHING_THERE = 'Intune has no objects. Create one in the service first.';

export const ACTIONS: Readonly<Record<string, Action>> = {
  e: { what: 'somebody edits an object in Intune', run: edit },
  d: { what: 'somebody deletes an object in Intune', run: remove },
  n: { what: 'somebody creates an object in Intune', run: create },
  t: inMood(
    'throttle',
    'Graph throttles',
    'Change something in the service: it is PENDING until then, and nothing is lost.',
  ),
  r: inMood('refuse', 'Graph refuses changes', 'Change something in the service: it becomes REFUSED, with the reason.'),
  h: inMood('hang', 'Graph does not answer', 'Change something in the service: it is PENDING or UNKNOWN until then.'),
  b: inMood('break', 'connections to Graph break', 'Change something in the service: it is not sent twice.'),
};

function inMood(mood: Mood, what: string, watch: string): Action {
  return {
    what: `${what} for ${MOOD_MS / 1000} s`,
    run: ({ proxy }) => {
      proxy.setMood(mood, MOOD_MS);
      return `${what.charAt(0).toUpperCase()}${what.slice(1)} for ${MOOD_MS / 1000} s. ${watch}`;
    },
  };
}

async function edit({ intune }: DemoWorld): Promise<string> {
  const [first] = await objectsIn(intune);
  if (first === undefined) return NOTHING_THERE;
  const displayName = first.displayName.endsWith('!') ? first.displayName.slice(0, -1) : `${first.displayName}!`;
  await intune.rest('PATCH', `/${first.id}`, { displayName });
  return `"${first.displayName}" is "${displayName}" in Intune now. The service shows it as DRIFTED: take ours or theirs.`;
}

async function remove({ intune }: DemoWorld): Promise<string> {
  const [first] = await objectsIn(intune);
  if (first === undefined) return NOTHING_THERE;
  await intune.rest('DELETE', `/${first.id}`);
  return `"${first.displayName}" is gone in Intune. The service shows it as DRIFTED: ours creates it again, theirs deletes it.`;
}

async function create({ intune }: DemoWorld): Promise<string> {
  const [first] = await objectsIn(intune);
  const displayName = `Made in Intune at ${new Date().toLocaleTimeString('en-GB')}`;
  const issuer = first?.issuer ?? 'purebred';
  const body = { displayName, helpUrl: null, issuer, notificationType: 'none', renewalThresholdPercentage: 20 };
  await intune.rest('POST', '', body);
  return `Intune has "${displayName}". The service shows it as a difference: take it over, or leave it alone.`;
}

async function objectsIn(intune: DemoWorld['intune']): Promise<readonly InIntune[]> {
  return (await intune.rest<{ readonly value: readonly InIntune[] }>('GET', '')).value;
}
