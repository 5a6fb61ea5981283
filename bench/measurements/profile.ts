/** Where the time of a server's main thread goes under one load: by package, and by function. Waiting for the disk counts. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScenarioName } from '../load/scenarios.js';
import { SCRATCH } from '../paths.js';
import type { ServerName } from '../servers/server.js';
import { type Stage, targetOf } from '../servers/test-bed.js';
import { type Place, sourceOf } from './source-maps.js';

export interface ProfileOptions {
  readonly server: ServerName;
  readonly scenario: ScenarioName;
  readonly connections: number;
  readonly seconds: number;
}

export interface Spent {
  readonly name: string;
  /** Of the server's main thread, in microseconds a request. */
  readonly microseconds: number;
}

export interface Profile {
  readonly file: string;
  readonly requests: number;
  readonly packages: readonly Spent[];
  readonly functions: readonly Spent[];
}

/** The part of V8's format that is read here. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: Place & { readonly functionName: string };
  }[];
  /** On the machine's monotonic clock, in microseconds, as the deltas between samples. */
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** What of a profile to look at: from when to when on its clock, and how many requests there were. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly requests: number;
}

const WARM_UP_SECONDS = 4;

/** Profiles a server under a load, once it is warm. */
export async function profile(
  stage: Stage,
  { server: name, scenario, connections, seconds }: ProfileOptions,
): Promise<Profile> {
  mkdirSync(SCRATCH, { recursive: true });
  const folder = mkdtempSync(join(SCRATCH, 'profile-'));
  const dataset = await stage.dataset({ rows: 1000, tenants: 1 });
  const server = await stage.start(name, dataset, folder);
  const load = { target: targetOf(server, dataset), scenario, connections };
  await stage.generator.run({ ...load, until: { seconds: WARM_UP_SECONDS } });
  const from = monotonicMicroseconds();
  const { requests } = await stage.generator.run({ ...load, until: { seconds } });
  const to = monotonicMicroseconds();
  await server.stop();
  const [file = ''] = readdirSync(folder).map((entry) => join(folder, entry));
  const recorded: CpuProfile = JSON.parse(readFileSync(file, 'utf8'));
  return { file, requests, ...spentIn(recorded, { from, to, requests }) };
}

function monotonicMicroseconds(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

/** Self time by package and by function, most first. Waiting is left out. */
export function spentIn(
  { nodes, startTime, samples, timeDeltas }: CpuProfile,
  { from, to, requests }: Window,
): Pick<Profile, 'packages' | 'functions'> {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const [packages, functions] = [new Map<string, number>(), new Map<string, number>()];
  let now = startTime;
  for (const [index, id] of samples.entries()) {
    const delta = timeDeltas[index] ?? 0;
    now += delta;
    const frame = frames.get(id);
    if (frame === undefined || frame.functionName === '(idle)' || now < from || now > to) continue;
    const microseconds = delta / requests;
    const { url, lineNumber } = sourceOf(frame);
    const { name, file } = homeOf(url);
    add(packages, name, microseconds);
    add(functions, `${frame.functionName || '(anonymous)'} ${file}:${lineNumber + 1}`, microseconds);
  }
  return { packages: mostFirst(packages), functions: mostFirst(functions) };
}

/** The package of a file, or the room of the service, and the file within it. */
function homeOf(url: string): { readonly name: string; readonly file: string } {
  if (url === '') return { name: '(native code and garbage collection)', file: '' };
  if (url.startsWith('node:')) return { name: 'node', file: url };
  const [, packaged] = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+\/.*)$/.exec(url) ?? [];
  if (packaged !== undefined) {
    const [scope = '', name = ''] = packaged.split('/');
    return { name: scope.startsWith('@') ? `${scope}/${name}` : scope, file: packaged };
  }
  const own = url.replace(/^.*\/(?:src|dist)\//, '');
  return { name: `service: ${own.includes('/') ? own.slice(0, own.indexOf('/')) : 'wiring'}`, file: own };
}

function add(sums: Map<string, number>, name: string, value: number): void {
  sums.set(name, (sums.get(name) ?? 0) + value);
}

function mostFirst(sums: ReadonlyMap<string, number>): Spent[] {
  return [...sums]
    .map(([name, microseconds]) => ({ name, microseconds }))
    .toSorted((one, other) => other.microseconds - one.microseconds);
}
