/** PlanSteps as the changes that the service takes together. Decides nothing about them. */
import type { DerivedCredentialSettingsChangeInput as ChangeInput } from '../../client/documents.js';
import { differingFields, type SettingsContent } from '../../domain/derived-credential-settings.js';
import { MAX_BATCH } from '../../domain/settings-service.js';
import type { PlanStep } from './plan-steps.js';

/** One change, and the step that it belongs to. */
export interface StepChange {
  readonly step: PlanStep;
  readonly change: ChangeInput;
}

/** Changes that are made in one transaction, in their order. */
export type Part = readonly StepChange[];

// A request may have 256 kB, the operation included.
const MAX_PART_BYTES = 240_000;
// What frees something comes before what may need it, and a restore before the update of what it restores.
const ORDER = ['delete', 'revert', 'update', 'create'] as const;

/** The fewest parts, in which the changes of a replacement or a restore stay together. One where everything fits into it. */
export function splitIntoParts(steps: readonly PlanStep[]): Part[] {
  const parts: StepChange[][] = [];
  let bytes = 0;
  for (const step of inOrder(steps)) {
    const changes = changesOf(step);
    const size = changes.reduce((sum, { change }) => sum + Buffer.byteLength(JSON.stringify(change)) + 1, 0);
    const part = parts.at(-1);
    if (part === undefined || part.length + changes.length > MAX_BATCH || bytes + size > MAX_PART_BYTES) {
      parts.push(changes);
      bytes = size;
    } else {
      part.push(...changes);
      bytes += size;
    }
  }
  const rank = ({ change }: StepChange) => ORDER.findIndex((kind) => kind in change);
  return parts.map((part) => part.toSorted((one, other) => rank(one) - rank(other)));
}

function inOrder(steps: readonly PlanStep[]): PlanStep[] {
  return (['delete', 'update', 'replace', 'restore', 'create'] as const).flatMap((kind) =>
    steps.filter((step) => step.kind === kind),
  );
}

function changesOf(step: PlanStep): StepChange[] {
  switch (step.kind) {
    case 'create':
      return [{ step, change: { create: creation(step) } }];
    case 'delete':
      return [{ step, change: { delete: target(step) } }];
    case 'update':
      return [{ step, change: { update: { ...target(step), ...newValues(step.current, step.content) } } }];
    case 'replace':
      return [
        { step, change: { delete: target(step) } },
        { step, change: { create: creation(step) } },
      ];
    case 'restore':
      return restoration(step);
  }
}

/** The object as it was read, so that nothing is undone that others have done since. */
function target({ current: { id, version } }: PlanStep & { readonly kind: 'update' | 'delete' | 'replace' }) {
  return { id, expectedVersion: version };
}

/** The object as it was last, unless others have restored it, and then as it is to be. */
function restoration(step: PlanStep & { readonly kind: 'restore' }): StepChange[] {
  const { id, deleted, content } = step;
  const { version } = deleted;
  const revert = { step, change: { revert: { id, toVersion: version - 1, expectedVersion: version } } };
  const values = newValues(deleted.content, content);
  if (Object.keys(values).length === 0) return [revert];
  return [revert, { step, change: { update: { id, expectedVersion: version + 1, ...values } } }];
}

function newValues(current: SettingsContent, content: SettingsContent) {
  return Object.fromEntries(differingFields(current, content).map((field) => [field, content[field]]));
}

function creation({ id, content }: PlanStep & { readonly kind: 'create' | 'replace' }) {
  return { id, ...content };
}
