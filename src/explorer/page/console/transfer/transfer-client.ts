/** Gives tasks to the worker, one at a time, and sends its requests. Shows nothing. */
import { currentSession } from '../../shared/session.js';
import { executeRequest } from './execute-request.js';
import { startWorker } from './start-worker.js';
import type { FromWorker, Task, TaskFailure, TaskResult, ToWorker, WorkProgress } from './worker/protocol.js';

/** The task failed. */
export class TaskFailed extends Error {
  readonly failure: TaskFailure;

  constructor(failure: TaskFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

export class TransferClient {
  #worker: Worker | undefined;
  #stop = new AbortController();
  #fail: (failure: TaskFailure) => void = () => {};

  /** Performs a task. Throws a `TaskFailed`. */
  run(task: Task, onProgress: (progress: WorkProgress) => void): Promise<TaskResult> {
    this.#worker ??= startWorker();
    const worker = this.#worker;
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    const tenantId = currentSession().viewer?.tenantId ?? '';
    return new Promise((resolve, reject) => {
      const fail = (failure: TaskFailure) => reject(new TaskFailed(failure));
      this.#fail = fail;
      worker.onerror = () => fail({ message: 'The page could not run its worker. Reload the page.', faults: [] });
      worker.onmessage = async ({ data: message }: MessageEvent<FromWorker>) => {
        if (message.kind === 'result') resolve(message.result);
        else if (message.kind === 'failure') fail(message.failure);
        else if (message.kind === 'progress') onProgress(message.progress);
        else {
          const outcome = await executeRequest(message.request, tenantId, signal);
          worker.postMessage({ number: message.number, ...outcome } satisfies ToWorker);
        }
      };
      worker.postMessage({ task, url: document.baseURI } satisfies ToWorker);
    });
  }

  /** Sends no more requests of the task, which then fails and says what was done. */
  stop(): void {
    this.#stop.abort();
  }

  /** Ends the task at once. Only for tasks that change nothing: the outcome of an apply would not be known. */
  cancel(): void {
    this.stop();
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#fail({ message: 'Cancelled. Nothing was changed.', faults: [] });
  }
}
