/** Formats a plan as text. Untrusted text in it is escaped for the terminal. */
import { CONTENT_FIELDS, differingFields, type SettingsContent } from '../../domain/derived-credential-settings.js';
import { quoted, terminalSafe } from '../terminal/quoting.js';
import type { FilePlan } from './make-plan.js';
import type { PlanStep } from './plan-steps.js';

const BREAKS = 'breaks the credentials on devices until users enrol again';

/** Every step with its changes, and a summary at the end. */
export function showPlan(plan: FilePlan): string {
  const { tenantId, service, steps } = plan;
  const shown = steps.map((step) => `${linesOf(step).join('\n')}\n\n`).join('');
  return `Tenant ${tenantId} at ${service.url}\n\n${shown}${sumOf(plan)}\n`;
}

/** The summary, such as `1 to create, 0 to update, 0 to replace, 0 to delete; 4 unchanged.` */
export function sumOf({ steps, unchanged, unlisted }: FilePlan): string {
  if (steps.length === 0 && unlisted === 0) return `No changes: all is as the file wants it (${unchanged} unchanged).`;
  const kinds = (['create', 'restore', 'update', 'replace', 'delete'] as const).flatMap((kind) => {
    const { length } = steps.filter((step) => step.kind === kind);
    // Restores are rare and only named if there are any.
    return kind === 'restore' && length === 0 ? [] : [`${length} to ${kind}`];
  });
  const left = unlisted === 0 ? '' : `, ${unlisted} not in the file (--prune deletes them)`;
  return `${steps.length === 0 ? 'No changes' : kinds.join(', ')}; ${unchanged} unchanged${left}.`;
}

function linesOf(step: PlanStep): string[] {
  switch (step.kind) {
    case 'create':
      return [`+ create ${quoted(step.content.displayName)} (${step.id})`, ...contentLines(step.content)];
    case 'restore':
      return [
        `+ restore ${quoted(step.content.displayName)} (${step.id}), deleted at ${terminalSafe(step.deleted.at)}`,
        ...contentLines(step.content, step.deleted.content),
      ];
    case 'update':
      return [`~ update ${nameOf(step)}`, ...differences(step)];
    case 'replace':
      return [`-/+ replace ${nameOf(step)} by ${step.id}: ${BREAKS}`, ...differences(step)];
    case 'delete':
      return [`- delete ${nameOf(step)}: ${BREAKS}`];
  }
}

function nameOf({ current }: Exclude<PlanStep, { readonly kind: 'create' | 'restore' }>): string {
  return `${quoted(current.displayName)} (${quoted(current.id).slice(1, -1)})`;
}

/** The content of a new or restored object, with the former value of each field that differs. */
function contentLines(content: SettingsContent, before = content): string[] {
  const differing = differingFields(before, content);
  return CONTENT_FIELDS.filter((field) => field !== 'displayName' || differing.includes(field)).map((field) =>
    differing.includes(field) ? difference(field, before, content) : `    ${field}: ${shown(field, content)}`,
  );
}

function differences({ current, content }: Extract<PlanStep, { readonly kind: 'update' | 'replace' }>): string[] {
  return differingFields(current, content).map((field) => difference(field, current, content));
}

function difference(field: keyof SettingsContent, before: SettingsContent, after: SettingsContent): string {
  return `    ${field}: ${shown(field, before)} → ${shown(field, after)}`;
}

/** Free text in quotes; enum values and numbers without. */
function shown(field: keyof SettingsContent, content: SettingsContent): string {
  return field === 'displayName' || field === 'helpUrl' ? quoted(content[field]) : String(content[field]);
}
