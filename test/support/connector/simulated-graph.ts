/**
 * Microsoft Graph in memory, on a virtual clock, with faults: lost requests and answers, late commits, throttling, and lists
 * that lag behind. May keep ids or choose its own, and update in place or make a new object.
 */
import type {
  GetOutcome,
  GraphApi,
  GraphCall,
  GraphObject,
  GraphProblem,
  GraphWriteCall,
  ListOutcome,
  WriteOutcome,
} from '../../../src/connector/client/graph-api.js';
import { contentOf, type SettingsContent } from '../../../src/domain/derived-credential-settings.js';
import type { VirtualClock } from './virtual-clock.js';

export interface SimulatedOptions {
  readonly clock: VirtualClock;
  readonly random: () => number;
  readonly keepsIds?: boolean;
  readonly updatesInPlace?: boolean;
  /** The longest that a list may be behind, in milliseconds. */
  readonly lagMs?: number;
  /** The longest that a commit may come after its request was given up. */
  readonly lateMs?: number;
}

const ANSWER = { status: 200, requestId: 'graph-request', date: null };

export class SimulatedGraph implements GraphApi {
  readonly #options: SimulatedOptions;
  readonly #objects = new Map<string, SettingsContent>();
  #late: { readonly at: number; readonly commit: () => WriteOutcome }[] = [];
  #past: { readonly at: number; readonly objects: ReadonlyMap<string, SettingsContent> }[] = [];
  #ids = 0;
  /** How often a request meets a fault: 0 never, 1 always. */
  faults = 0;
  /** The message with which every write is refused; null to refuse none. */
  refuse: string | null = null;
  /** Ids of objects that lists show with a value that cannot be read. */
  readonly unreadable = new Set<string>();
  /** What the last list showed. */
  shown: ReadonlyMap<string, SettingsContent> = new Map();
  readonly requests = { list: 0, create: 0, update: 0, delete: 0, faults: 0 };
  /** Called at marked points of each write; throws to simulate a crash. */
  onPoint: (point: 'before' | 'after') => void = () => {};

  constructor(options: SimulatedOptions) {
    this.#options = options;
    this.#remember();
  }

  /** What Graph holds now. */
  get objects(): ReadonlyMap<string, SettingsContent> {
    this.#catchUp();
    return this.#objects;
  }

  /** What somebody else does in Graph. */
  put(id: string, content: SettingsContent): void {
    this.#objects.set(id, content);
    this.#remember();
  }

  remove(id: string): void {
    this.#objects.delete(id);
    this.#remember();
  }

  async list(call: GraphCall): Promise<ListOutcome> {
    this.requests.list += 1;
    this.#take();
    const fault = this.#fault();
    if (fault !== null) return { kind: 'failed', problem: problemOf(call, fault.code, fault.retryAfterMs) };
    this.shown = this.#lagged();
    return { kind: 'read', objects: [...this.shown].map((entry) => this.#listed(entry)), answer: ANSWER };
  }

  #listed(entry: readonly [string, SettingsContent]): GraphObject {
    const object = objectOf(entry);
    if (!this.unreadable.has(object.id)) return object;
    return { ...object, content: null, faults: [{ field: 'issuer', message: 'The value is not known here.' }] };
  }

  async get(call: GraphCall, graphId: string): Promise<GetOutcome> {
    const content = this.objects.get(graphId);
    if (content === undefined) return { kind: 'not found', problem: problemOf(call, 'NOT_FOUND') };
    return { kind: 'read', object: objectOf([graphId, content]), answer: ANSWER };
  }

  create(call: GraphWriteCall, id: string | null, content: SettingsContent): Promise<WriteOutcome> {
    this.requests.create += 1;
    return this.#write(call, () => {
      this.#ids += 1;
      const chosen = this.#options.keepsIds && id !== null ? id : `graph-${this.#ids}`;
      if (this.#objects.has(chosen)) return { kind: 'unknown', problem: problemOf(call, 'OUTCOME_UNKNOWN') };
      this.#objects.set(chosen, contentOf(content));
      return { kind: 'done', object: objectOf([chosen, content]), answer: ANSWER };
    });
  }

  update(call: GraphWriteCall, graphId: string, changed: Partial<SettingsContent>): Promise<WriteOutcome> {
    this.requests.update += 1;
    return this.#write(call, () => {
      const before = this.#objects.get(graphId);
      if (before === undefined) return { kind: 'not found', problem: problemOf(call, 'NOT_FOUND') };
      const content = { ...before, ...changed };
      this.#ids += 1;
      const id = this.#options.updatesInPlace === false ? `graph-${this.#ids}` : graphId;
      this.#objects.set(id, content);
      return { kind: id === graphId ? 'done' : 'forked', object: objectOf([id, content]), answer: ANSWER };
    });
  }

  delete(call: GraphWriteCall, graphId: string): Promise<WriteOutcome> {
    this.requests.delete += 1;
    return this.#write(call, () => {
      if (!this.#objects.delete(graphId)) return { kind: 'not found', problem: problemOf(call, 'NOT_FOUND') };
      return { kind: 'done', object: null, answer: ANSWER };
    });
  }

  async #write(call: GraphWriteCall, commit: () => WriteOutcome): Promise<WriteOutcome> {
    this.onPoint('before');
    this.#take();
    if (call.maySend?.() === false) return { kind: 'not sent', problem: problemOf(call, 'UNREACHABLE') };
    if (this.refuse !== null) {
      return { kind: 'refused', problem: { ...problemOf(call, 'REFUSED'), message: this.refuse, status: 400 } };
    }
    const fault = this.#fault();
    const result = fault === null ? this.#committed(commit) : this.#faulty(call, fault, commit);
    this.onPoint('after');
    return result;
  }

  #faulty(call: GraphCall, fault: Fault, commit: () => WriteOutcome): WriteOutcome {
    const problem = problemOf(call, fault.code, fault.retryAfterMs);
    if (fault.kind !== 'unknown') return { kind: fault.kind, problem };
    if (fault.commits === 'now') this.#committed(commit);
    const { clock, random, lateMs = 0 } = this.#options;
    if (fault.commits === 'late') {
      this.#late.push({ at: clock.elapsed() + random() * lateMs, commit });
    }
    return { kind: 'unknown', problem };
  }

  #committed(commit: () => WriteOutcome, at?: number): WriteOutcome {
    const outcome = commit();
    this.#remember(at);
    return outcome;
  }

  #fault(): Fault | null {
    const { random } = this.#options;
    if (random() >= this.faults) return null;
    this.requests.faults += 1;
    return FAULTS[Math.floor(random() * FAULTS.length)] ?? null;
  }

  /** Every request takes a while. */
  #take(): void {
    this.#options.clock.advance(1 + this.#options.random() * 100);
    this.#catchUp();
  }

  #catchUp(): void {
    const now = this.#options.clock.elapsed();
    const due = this.#late.filter(({ at }) => at <= now).toSorted((one, other) => one.at - other.at);
    this.#late = this.#late.filter(({ at }) => at > now);
    // Made when somebody asks next, but counts from its own time: a list may lag behind this time, not behind the asking.
    for (const { commit, at } of due) this.#committed(commit, at);
  }

  #remember(at = this.#options.clock.elapsed()): void {
    this.#past.push({ at, objects: new Map(this.#objects) });
  }

  #lagged(): ReadonlyMap<string, SettingsContent> {
    const { clock, random, lagMs = 0 } = this.#options;
    const at = clock.elapsed() - random() * lagMs;
    return (this.#past.findLast((each) => each.at <= at) ?? { objects: new Map() }).objects;
  }
}

type Fault =
  | {
      readonly kind: 'unknown';
      readonly commits: 'never' | 'now' | 'late';
      readonly code: GraphProblem['code'];
      readonly retryAfterMs: number | null;
    }
  | {
      readonly kind: 'not sent' | 'not done';
      readonly code: GraphProblem['code'];
      readonly retryAfterMs: number | null;
    };

const FAULTS: readonly Fault[] = [
  { kind: 'unknown', commits: 'never', code: 'OUTCOME_UNKNOWN', retryAfterMs: null },
  { kind: 'unknown', commits: 'now', code: 'OUTCOME_UNKNOWN', retryAfterMs: null },
  { kind: 'unknown', commits: 'late', code: 'OUTCOME_UNKNOWN', retryAfterMs: null },
  { kind: 'unknown', commits: 'never', code: 'OUTCOME_UNKNOWN', retryAfterMs: 3_000 },
  { kind: 'not sent', code: 'UNREACHABLE', retryAfterMs: null },
  { kind: 'not done', code: 'THROTTLED', retryAfterMs: null },
  { kind: 'not done', code: 'THROTTLED', retryAfterMs: 2_128 },
  { kind: 'not done', code: 'CREDENTIALS', retryAfterMs: null },
];

function objectOf([id, content]: readonly [string, SettingsContent]): GraphObject {
  return { id, content: contentOf(content), faults: [], raw: { ...content } };
}

function problemOf(
  { clientRequestId }: GraphCall,
  code: GraphProblem['code'],
  retryAfterMs: number | null = null,
): GraphProblem {
  const message = `Simulated: ${code}.`;
  return { code, message, status: null, graphCode: null, requestId: null, clientRequestId, retryAfterMs };
}
