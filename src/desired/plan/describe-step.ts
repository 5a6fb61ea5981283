/** Says what a step of a plan does, in the same words for a terminal and a page. Untrusted text in it is escaped for a terminal. */
import { CONTENT_FIELDS, differingFields, type SettingsContent } from '../../domain/derived-credential-settings.js';
import { quoted, terminalSafe } from '../quoting.js';
import type { PlanStep } from './plan-steps.js';

/** One field of a step. */
export interface StepField {
  readonly field: keyof SettingsContent;
  /** Null if the value is new or stays the same. */
  readonly before: string | null;
  readonly after: string;
}

export interface StepDescription {
  readonly kind: PlanStep['kind'];
  readonly sign: string;
  /** Such as `update "Field staff" (cb6eed73-…)`. */
  readonly title: string;
  readonly fields: readonly StepField[];
}

const SIGNS = { create: '+', restore: '+', update: '~', replace: '-/+', delete: '-' } as const;
const BREAKS = 'breaks the credentials on devices until users enrol again';

export function describeStep(step: PlanStep): StepDescription {
  return { kind: step.kind, sign: SIGNS[step.kind], title: `${step.kind} ${whatOf(step)}`, fields: fieldsOf(step) };
}

function whatOf(step: PlanStep): string {
  switch (step.kind) {
    case 'create':
      return `${quoted(step.content.displayName)} (${step.id})`;
    case 'restore':
      return `${quoted(step.content.displayName)} (${step.id}), deleted at ${terminalSafe(step.deleted.at)}`;
    case 'update':
      return nameOf(step);
    case 'replace':
      return `${nameOf(step)} by ${step.id}: ${BREAKS}`;
    case 'delete':
      return `${nameOf(step)}: ${BREAKS}`;
  }
}

function nameOf({ current }: Exclude<PlanStep, { readonly kind: 'create' | 'restore' }>): string {
  return `${quoted(current.displayName)} (${quoted(current.id).slice(1, -1)})`;
}

function fieldsOf(step: PlanStep): StepField[] {
  switch (step.kind) {
    case 'create':
      return wholeContent(step.content);
    case 'restore':
      return wholeContent(step.content, step.deleted.content);
    case 'update':
    case 'replace':
      return differingFields(step.current, step.content).map((field) => difference(field, step.current, step.content));
    case 'delete':
      return [];
  }
}

/** The content of a new or restored object, with the former value of each field that differs. */
function wholeContent(content: SettingsContent, before = content): StepField[] {
  const differing = differingFields(before, content);
  return CONTENT_FIELDS.filter((field) => field !== 'displayName' || differing.includes(field)).map((field) =>
    differing.includes(field)
      ? difference(field, before, content)
      : { field, before: null, after: shown(field, content) },
  );
}

function difference(field: keyof SettingsContent, before: SettingsContent, after: SettingsContent): StepField {
  return { field, before: shown(field, before), after: shown(field, after) };
}

/** Free text in quotes; enum values and numbers without. */
function shown(field: keyof SettingsContent, content: SettingsContent): string {
  return field === 'displayName' || field === 'helpUrl' ? quoted(content[field]) : String(content[field]);
}
