/** The messages between the page and its worker for settings files. Types only. */
import type { ExportFormat } from '../../../../../desired/export-text.js';
import type { StepDescription } from '../../../../../desired/plan/describe-step.js';
import type { PlanOptions } from '../../../../../desired/plan/make-plan.js';
import type { PlacedFault } from '../../../../../desired/settings-file/file-faults.js';
import type { GraphqlRequest } from '../../../shared/service.js';

/** What the worker is asked to do. It does one task at a time. */
export type Task =
  | { readonly kind: 'plan'; readonly name: string; readonly bytes: Uint8Array; readonly options: PlanOptions }
  /** Makes the changes of the last plan. */
  | { readonly kind: 'apply' }
  | { readonly kind: 'export'; readonly format: ExportFormat };

/** From the page to the worker. */
export type ToWorker =
  | { readonly task: Task; readonly url: string }
  /** The answer to the request with this number. */
  | { readonly number: number; readonly data: unknown }
  | { readonly number: number; readonly failure: AskFailure };

/** Why a request has no data. */
export interface AskFailure {
  readonly message: string;
  /** Whether a change that it asked for may have been made. */
  readonly mayBeMade: boolean;
}

/** From the worker to the page. The last message of a task is its result or its failure. */
export type FromWorker =
  | { readonly kind: 'ask'; readonly number: number; readonly request: GraphqlRequest }
  | { readonly kind: 'progress'; readonly progress: WorkProgress }
  | { readonly kind: 'result'; readonly result: TaskResult }
  | { readonly kind: 'failure'; readonly failure: TaskFailure };

export interface WorkProgress {
  readonly what: string;
  readonly done: number;
  readonly total: number;
}

export interface TaskResult {
  readonly plan?: PlanSummary;
  /** The text of an export. */
  readonly text?: string;
  /** The number of settings in it. */
  readonly count?: number;
}

/** A plan as it is shown. The worker keeps the plan itself. */
export interface PlanSummary {
  readonly steps: readonly StepDescription[];
  /** How many changes of each kind, in one sentence. */
  readonly sum: string;
  /** False if the token may only read, so that the service has not checked the changes. */
  readonly isChecked: boolean;
  readonly changes: number;
  /** The number of transactions that the changes need. */
  readonly parts: number;
}

export interface TaskFailure {
  readonly message: string;
  /** The faults of the file, each with its place; empty if the failure is another. */
  readonly faults: readonly PlacedFault[];
}
