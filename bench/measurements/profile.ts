/** Profiles a server's main thread under one load: self time by package and by function. Includes waiting for the disk. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScenarioName } from '../load/scenarios.js';
import { SCRATCH } from '../paths.js';
import { type TestBed, targetOf } from '../servers/test-bed.js';
import type { ServerName } from '../stores.js';
import { type Place, sourceOf } from './source-maps.js';

export interface ProfileOptions {
  readonly server: ServerName;
  readonly scenario: ScenarioName;
  readonly connections: number;
  readonly seconds: number;
}

export interface SelfTime {
  readonly name: string;
  /** Per request, on the server's main thread. */
  readonly microseconds: number;
}

export interface Profile {
  readonly file: string;
  readonly requests: number;
  readonly packages: readonly SelfTime[];
  readonly functions: readonly SelfTime[];
}

/** The part of V8's profile format that is used here. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: Place & { readonly functionName: string };
  }[];
  /** Microseconds of the monotonic clock, like the deltas between the samples. */
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** The part of a profile to evaluate: start and end on its clock, and the number of requests in between. */
export interface LoadWindow {
  readonly from: number;
  readonly to: number;
  readonly requests: number;
}

const WARM_UP_SECONDS = 4;

/** Profiles a server under a load, after a warm-up. */
export async function profile(
  testBed: TestBed,
  { server: name, scenario, connections, seconds }: ProfileOptions,
): Promise<Profile> {
  mkdirSync(SCRATCH, { recursive: true });
  const folder = mkdtempSync(join(SCRATCH, 'profile-'));
  const dataset = await testBed.dataset({ rows: 1000, tenants: 1 });
  const server = await testBed.start(name, dataset, { profileFolder: folder });
  const load = { target: targetOf(server, dataset), scenario, connections };
  await testBed.generator.run({ ...load, until: { seconds: WARM_UP_SECONDS } });
  const from = monotonicMicroseconds();
  const { requests } = await testBed.generator.run({ ...load, until: { seconds } });
  const to = monotonicMicroseconds();
  await server.stop();
  const [file = ''] = readdirSync(folder).map((entry) => join(folder, entry));
  const recorded: CpuProfile = JSON.parse(readFileSync(file, 'utf8'));
  return { file, requests, ...selfTimes(recorded, { from, to, requests }) };
}

function monotonicMicroseconds(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

/** Self time by package and by function, largest first, without idle time. */
export function selfTimes(
  { nodes, startTime, samples, timeDeltas }: CpuProfile,
  { from, to, requests }: LoadWindow,
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
    const { name, file } = originOf(url);
    add(packages, name, microseconds);
    add(functions, `${frame.functionName || '(anonymous)'} ${file}:${lineNumber + 1}`, microseconds);
  }
  return { packages: largestFirst(packages), functions: largestFirst(functions) };
}

/** The package of a file, or the module of the service, and the path within it. */
function originOf(url: string): { readonly name: string; readonly file: string } {
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

function largestFirst(sums: ReadonlyMap<string, number>): SelfTime[] {
  return [...sums]
    .map(([name, microseconds]) => ({ name, microseconds }))
    .toSorted((one, other) => other.microseconds - one.microseconds);
}
