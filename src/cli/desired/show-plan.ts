/** A plan as people read it. Everything of others in it is harmless to a terminal. */
import { CONTENT_FIELDS, type SettingsContent } from '../../domain/derived-credential-settings.js';
import { quoted } from '../harmless.js';
import type { Plan } from './make-plan.js';
import { differingFields, type Step } from './plan-steps.js';

const BREAKS = 'breaks the credentials on devices until users enrol again';

/** Every step with what it changes, and their sum at the end. */
export function showPlan(plan: Plan): string {
  const { tenantId, service, steps } = plan;
  const shown = steps.map((step) => `${linesOf(step).join('\n')}\n\n`).join('');
  return `Tenant ${tenantId} at ${service.url}\n\n${shown}${sumOf(plan)}\n`;
}

/** What the steps come to, such as `1 to create, 0 to update, 0 to replace, 0 to delete; 4 unchanged.` */
export function sumOf({ steps, unchanged, unlisted }: Plan): string {
  if (steps.length === 0 && unlisted === 0) return `No changes: all is as the file wants it (${unchanged} unchanged).`;
  const kinds = (['create', 'update', 'replace', 'delete'] as const).map(
    (kind) => `${steps.filter((step) => step.kind === kind).length} to ${kind}`,
  );
  const left = unlisted === 0 ? '' : `, ${unlisted} not in the file (--prune deletes them)`;
  return `${steps.length === 0 ? 'No changes' : kinds.join(', ')}; ${unchanged} unchanged${left}.`;
}

function linesOf(step: Step): string[] {
  switch (step.kind) {
    case 'create':
      return [`+ create ${quoted(step.content.displayName)} (${step.id})`, ...contentLines(step.content)];
    case 'update':
      return [`~ update ${nameOf(step)}`, ...differences(step)];
    case 'replace':
      return [`-/+ replace ${nameOf(step)} by ${step.id}: ${BREAKS}`, ...differences(step)];
    case 'delete':
      return [`- delete ${nameOf(step)}: ${BREAKS}`];
  }
}

function nameOf({ current }: Exclude<Step, { readonly kind: 'create' }>): string {
  return `${quoted(current.displayName)} (${quoted(current.id).slice(1, -1)})`;
}

function contentLines(content: SettingsContent): string[] {
  return CONTENT_FIELDS.filter((field) => field !== 'displayName').map(
    (field) => `    ${field}: ${shown(field, content)}`,
  );
}

function differences({ current, content }: Extract<Step, { readonly kind: 'update' | 'replace' }>): string[] {
  return differingFields(current, content).map(
    (field) => `    ${field}: ${shown(field, current)} → ${shown(field, content)}`,
  );
}

/** Texts of people's in quotes, words of the contract and numbers as they are. */
function shown(field: keyof SettingsContent, content: SettingsContent): string {
  return field === 'displayName' || field === 'helpUrl' ? quoted(content[field]) : String(content[field]);
}
