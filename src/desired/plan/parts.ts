/** Splits the steps of a plan into parts that each fit into one request and transaction. Decides nothing else. */
import type { DerivedCredentialSettingsChangeInput as ChangeInput } from '../../client/documents.js';
import { differingFields, type SettingsContent } from '../../domain/derived-credential-settings.js';
import { MAX_BATCH } from '../../domain/settings-service.js';
import type { PlanStep } from './plan-steps.js';

/** A change, and the step that it belongs to. */
export interface StepChange {
  readonly step: PlanStep;
  readonly change: ChangeInput;
}

/** Changes that are made in one transaction, in order. */
export type Part = readonly StepChange[];

// A request body may have 256 kB, including the operation.
const MAX_PART_BYTES = 240_000;
// Deletions come first because they free names and issuers; a restore comes before the update of its object.
const ORDER = ['delete', 'revert', 'update', 'create'] as const;

/** The fewest parts possible. The changes of one replacement or restore stay in the same part. */
export function splitIntoParts(steps: readonly PlanStep[]): Part[] {
  const parts: StepChange[][] = [];
  let bytes = 0;
  for (const step of inOrder(steps)) {
    const changes = changesOf(step);
    const size = changes.reduce((sum, { change }) => sum + bytesOf(change) + 1, 0);
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

function bytesOf(change: ChangeInput): number {
  return new TextEncoder().encode(JSON.stringify(change)).length;
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

/** Expects the version that was read, so that newer changes of others are not overwritten. */
function target({ current: { id, version } }: PlanStep & { readonly kind: 'update' | 'delete' | 'replace' }) {
  return { id, expectedVersion: version };
}

/** Reverts to the last content before the deletion, then updates if the file has other content. */
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
