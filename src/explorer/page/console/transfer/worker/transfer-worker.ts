/**
 * The web worker of the import and export: reads files, plans, applies and exports, so that large files do not freeze the page.
 * Has no token: the page sends its requests.
 */
import { exportText } from '../../../../../desired/export-text.js';
import { applyPlan } from '../../../../../desired/plan/apply-plan.js';
import { describeStep } from '../../../../../desired/plan/describe-step.js';
import { type FilePlan, makePlan } from '../../../../../desired/plan/make-plan.js';
import { readTenant } from '../../../../../desired/plan/read-tenant.js';
import { sumOf } from '../../../../../desired/plan/show-plan.js';
import type { Progress } from '../../../../../desired/plan/tenant-service.js';
import { FileFaults } from '../../../../../desired/settings-file/file-faults.js';
import { readDesired } from '../../../../../desired/settings-file/settings-file.js';
import { AskingService } from './asking-service.js';
import type { FromWorker, PlanSummary, Task, TaskFailure, TaskResult, ToWorker } from './protocol.js';

const tell = (message: FromWorker) => postMessage(message);
const progress: Progress = (what) => (done, total) => tell({ kind: 'progress', progress: { what, done, total } });

let service: AskingService | undefined;
let plan: FilePlan | undefined;

globalThis.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (!('task' in data)) return service?.settle(data);
  service = new AskingService(data.url, (number, request) => tell({ kind: 'ask', number, request }));
  void perform(data.task, service).then(
    (result) => tell({ kind: 'result', result }),
    (error: unknown) => tell({ kind: 'failure', failure: failureOf(error) }),
  );
};

async function perform(task: Task, asking: AskingService): Promise<TaskResult> {
  if (task.kind === 'export') {
    const { objects } = await readTenant(asking, progress);
    return { text: exportText(objects, task.format), count: objects.length };
  }
  if (task.kind === 'apply') {
    if (plan === undefined) throw new Error('There is no plan to apply.');
    await applyPlan({ ...plan, service: asking }, progress);
    plan = undefined;
    return {};
  }
  plan = await makePlan(asking, readDesired(task.bytes, task.name), task.options, progress);
  return { plan: summaryOf(plan) };
}

function summaryOf(made: FilePlan): PlanSummary {
  const { steps, isChecked, parts } = made;
  return {
    steps: steps.map(describeStep),
    sum: sumOf(made),
    isChecked,
    changes: parts.flat().length,
    parts: parts.length,
  };
}

function failureOf(error: unknown): TaskFailure {
  if (error instanceof FileFaults) return { message: error.summary, faults: error.faults };
  return { message: error instanceof Error ? error.message : String(error), faults: [] };
}
