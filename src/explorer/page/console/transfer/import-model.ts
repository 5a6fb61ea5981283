/** The import of a file, step by step. Lives outside of the components, so that it survives a new sign-in and other views. */
import type { PlanOptions } from '../../../../desired/plan/make-plan.js';
import { currentSession } from '../../shared/session.js';
import { TaskFailed, TransferClient } from './transfer-client.js';
import type { PlanSummary, TaskFailure, TaskResult, WorkProgress } from './worker/protocol.js';

export type Choices = Pick<PlanOptions, 'prune' | 'replace'>;

export type ImportState = { readonly choices: Choices } & (
  | { readonly phase: 'empty' }
  | {
      readonly phase: 'planning' | 'applying';
      readonly name: string;
      readonly progress: WorkProgress | null;
      readonly isStopping: boolean;
    }
  | { readonly phase: 'planned'; readonly name: string; readonly plan: PlanSummary }
  | {
      readonly phase: 'failed';
      readonly name: string;
      /** What failed. Changes can have been made only by `applying`. */
      readonly during: 'planning' | 'applying';
      readonly failure: TaskFailure;
      readonly canRetry: boolean;
    }
  | { readonly phase: 'done'; readonly name: string; readonly changes: number }
);

// The names of the options in the plan's messages: the labels of their boxes.
export const LABELS = {
  prune: 'Delete settings that the file does not list',
  replace: 'Replace objects whose issuer differs',
} as const;
export const PLAN_AGAIN = 'Plan again';
const WORDS = { prune: `“${LABELS.prune}”`, replace: `“${LABELS.replace}”`, again: `Press “${PLAN_AGAIN}”` };
const EMPTY: ImportState = { phase: 'empty', choices: { prune: false, replace: false } };
const MAX_FILE_BYTES = 32 * 1024 * 1024;

class ImportModel {
  state: ImportState = EMPTY;
  readonly #client = new TransferClient();
  readonly #listeners = new Set<() => void>();
  #file: File | null = null;
  #tenantId: string | null = null;
  /** Counts the tasks. What an earlier one still reports is ignored. */
  #turn = 0;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Forgets an import into another tenant. */
  useTenant(tenantId: string): void {
    if (this.#tenantId !== null && this.#tenantId !== tenantId && this.state.phase !== 'applying') this.reset();
    this.#tenantId = tenantId;
  }

  /** Plans the import of files that were dropped or chosen. */
  async open(files: readonly File[]): Promise<void> {
    const [file, ...others] = files;
    if (file === undefined || this.state.phase === 'applying') return;
    this.#abandon();
    this.#file = others.length === 0 ? file : null;
    if (others.length > 0) return this.#refuse(`${files.length} files`, 'Drop one file. A file can hold all settings.');
    await this.plan();
  }

  /** Changes what the plan may contain, and plans again. */
  async choose(choices: Choices): Promise<void> {
    this.#abandon();
    this.#set({ ...this.state, choices });
    if (this.#file !== null) await this.plan();
  }

  async plan(): Promise<void> {
    const file = this.#file;
    if (file === null) return;
    const { name } = file;
    if (file.size > MAX_FILE_BYTES) return this.#refuse(name, `${name} is larger than 32 MB.`);
    this.#turn += 1;
    const turn = this.#turn;
    const bytes = await bytesOf(file);
    if (turn !== this.#turn) return;
    if (bytes === null) return this.#refuse(name, `${name} cannot be read. Is it a file, and still there?`);
    const { choices } = this.state;
    const task = { kind: 'plan', name, bytes, options: { ...choices, words: WORDS } } as const;
    const result = await this.#work('planning', name, () => this.#client.run(task, this.#progress));
    if (result?.plan) this.#set({ phase: 'planned', name, plan: result.plan, choices: this.state.choices });
  }

  async apply(): Promise<void> {
    if (this.state.phase !== 'planned') return;
    const { name, plan } = this.state;
    const result = await this.#work('applying', name, () => this.#client.run({ kind: 'apply' }, this.#progress));
    if (result) this.#set({ phase: 'done', name, changes: plan.changes, choices: EMPTY.choices });
  }

  /** Ends the planning, or the changes after those that are under way. */
  stop(): void {
    if (this.state.phase === 'planning') this.#client.cancel();
    if (this.state.phase !== 'applying') return;
    this.#client.stop();
    this.#set({ ...this.state, isStopping: true });
  }

  reset(): void {
    this.#abandon();
    this.#file = null;
    this.#set(EMPTY);
  }

  /** Null if the task failed, or if another one has taken its place. */
  async #work(
    phase: 'planning' | 'applying',
    name: string,
    run: () => Promise<TaskResult>,
  ): Promise<TaskResult | null> {
    this.#set({ phase, name, progress: null, isStopping: false, choices: this.state.choices });
    this.#turn += 1;
    const turn = this.#turn;
    try {
      const result = await run();
      return turn === this.#turn ? result : null;
    } catch (error) {
      if (turn !== this.#turn) return null;
      const failure = error instanceof TaskFailed ? error.failure : { message: String(error), faults: [] };
      this.#set({ phase: 'failed', name, during: phase, failure, canRetry: true, choices: this.state.choices });
      return null;
    }
  }

  readonly #progress = (progress: WorkProgress): void => {
    const { state } = this;
    if (state.phase === 'planning' || state.phase === 'applying') this.#set({ ...state, progress });
  };

  #abandon(): void {
    this.#turn += 1;
    if (this.state.phase === 'planning') this.#client.cancel();
  }

  #refuse(name: string, message: string): void {
    const failure = { message: `${message} Nothing was changed.`, faults: [] };
    this.#set({ phase: 'failed', name, during: 'planning', failure, canRetry: false, choices: this.state.choices });
  }

  #set(state: ImportState): void {
    this.state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** The one import of this page. */
export const importModel = new ImportModel();

/** Asks before the page is left while changes are being made. */
addEventListener('beforeunload', (event) => {
  if (importModel.state.phase === 'applying') event.preventDefault();
});

export function tenantOfSession(): string {
  return currentSession().viewer?.tenantId ?? '';
}

async function bytesOf(file: File): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return null;
  }
}
