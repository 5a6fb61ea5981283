/** Plans the changes from the state of a tenant to the state in a file, and lets the service check them in a dry run. Changes nothing. */
import { SettingsByIdDocument } from '../../client/documents.js';
import { Refusal } from '../../domain/errors.js';
import type { Entry } from '../settings-file/read-entry.js';
import { type DesiredFile, faultsAt } from '../settings-file/settings-file.js';
import { type Part, splitIntoParts } from './parts.js';
import { COMMAND_WORDS, type OptionWords, type PlanSteps, planSteps, type StepOptions } from './plan-steps.js';
import { readDeletions } from './read-deletions.js';
import { readTenant } from './read-tenant.js';
import { faultsFromRejections, type Rejection, send, throwIfOvertaken } from './send-changes.js';
import type { Progress, TenantService } from './tenant-service.js';

export interface FilePlan extends PlanSteps {
  readonly file: DesiredFile;
  readonly service: TenantService;
  readonly tenantId: string;
  readonly parts: readonly Part[];
  /** False if the token may only read, so that the service could not check the changes in a dry run. */
  readonly isChecked: boolean;
  readonly words: OptionWords;
}

export type PlanOptions = Pick<StepOptions, 'prune' | 'replace'> & Partial<Pick<StepOptions, 'words'>>;

// The most deleted objects of one name that are searched.
const MAX_GENERATIONS = 100;

/** Throws a `DataError` with every reason why the plan is impossible, and a `Refusal` if another writer interfered. */
export async function makePlan(
  service: TenantService,
  file: DesiredFile,
  { words = COMMAND_WORDS, ...options }: PlanOptions,
  progress: Progress,
): Promise<FilePlan> {
  const { id: tenantId, mayWrite: isChecked, objects } = await readTenant(service, progress);
  const deleted = await readDeletions(service, idsNotIn(objects, file.entries));
  const usedIds = new Set(deleted.keys());
  for (let generation = 1; ; generation += 1) {
    const steps = planSteps(file.entries, objects, { ...options, words, usedIds, deleted });
    const parts = splitIntoParts(steps.steps);
    const rejections = isChecked ? await checkParts(service, parts, progress) : [];
    const found = generation < MAX_GENERATIONS ? takenIds(rejections) : [];
    for (const id of found) await expectDeleted(service, id);
    if (found.length === 0) return sound({ ...steps, file, service, tenantId, parts, isChecked, words }, rejections);
    for (const id of found) usedIds.add(id);
  }
}

/** The ids in entries that the tenant does not have. */
function idsNotIn(objects: readonly { readonly id: string }[], entries: readonly Entry[]): string[] {
  const known = new Set(objects.map(({ id }) => id));
  return entries.flatMap(({ id, content }) => (id !== null && content !== null && !known.has(id) ? [id] : []));
}

function sound(plan: FilePlan, rejections: readonly Rejection[]): FilePlan {
  throwIfOvertaken(rejections, 'Plan again.');
  const faults = [...plan.faults, ...faultsFromRejections(rejections)];
  if (faults.length > 0) throw faultsAt(faults, plan.file.placeOf);
  return plan;
}

async function checkParts(service: TenantService, parts: readonly Part[], progress: Progress): Promise<Rejection[]> {
  const rejections: Rejection[] = [];
  const report = progress('Checking changes, parts');
  let deletions = 0;
  for (const [index, part] of parts.entries()) {
    const found = await send(service, part, { dryRun: true });
    // Each part is checked against the current state. A conflict with an object that an earlier part deletes is not reported.
    rejections.push(...found.filter(({ code }) => code !== 'ISSUER_CONFLICT' || deletions === 0));
    deletions += part.filter(({ change }) => 'delete' in change).length;
    report(index + 1, parts.length);
  }
  return rejections;
}

/** Name-based ids that deleted objects have used before. */
function takenIds(rejections: readonly Rejection[]): string[] {
  return rejections.flatMap(({ code, step }) =>
    code === 'ALREADY_EXISTS' && 'isNamed' in step && step.isNamed ? [step.id] : [],
  );
}

async function expectDeleted(service: TenantService, id: string): Promise<void> {
  const { derivedCredentialSettings: found } = await service.execute(SettingsByIdDocument, { id });
  if (found) throw new Refusal('UNAVAILABLE', `Others have created the object ${id} in the meantime. Plan again.`);
}
