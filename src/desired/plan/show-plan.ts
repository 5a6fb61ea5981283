/** Formats a plan as text, and sums it up. */
import { describeStep, type StepField } from './describe-step.js';
import type { FilePlan } from './make-plan.js';
import type { PlanStep } from './plan-steps.js';

/** Every step with its changes, and a summary at the end. */
export function showPlan(plan: FilePlan): string {
  const { tenantId, service, steps } = plan;
  const shown = steps.map((step) => `${linesOf(step).join('\n')}\n\n`).join('');
  return `Tenant ${tenantId} at ${service.url}\n\n${shown}${sumOf(plan)}\n`;
}

/** The summary, such as `1 to create, 0 to update, 0 to replace, 0 to delete; 4 unchanged.` */
export function sumOf({ steps, unchanged, unlisted, words }: FilePlan): string {
  if (steps.length === 0 && unlisted === 0) return `No changes: all is as the file wants it (${unchanged} unchanged).`;
  const kinds = (['create', 'restore', 'update', 'replace', 'delete'] as const).flatMap((kind) => {
    const { length } = steps.filter((step) => step.kind === kind);
    // Restores are rare and only named if there are any.
    return kind === 'restore' && length === 0 ? [] : [`${length} to ${kind}`];
  });
  const left = unlisted === 0 ? '' : `, ${unlisted} not in the file (${words.prune} deletes them)`;
  return `${steps.length === 0 ? 'No changes' : kinds.join(', ')}; ${unchanged} unchanged${left}.`;
}

function linesOf(step: PlanStep): string[] {
  const { sign, title, fields } = describeStep(step);
  return [`${sign} ${title}`, ...fields.map((each) => `    ${each.field}: ${textOf(each)}`)];
}

function textOf({ before, after }: StepField): string {
  return before === null ? after : `${before} → ${after}`;
}
