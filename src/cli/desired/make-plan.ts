/** Plans the changes from the state of a tenant to the state in a file, and lets the service check them in a dry run. Changes nothing. */
import { SettingsByIdDocument } from '../../client/documents.js';
import { DataError, Refusal } from '../../domain/errors.js';
import { readDeletions } from '../remote/read-deletions.js';
import { readTenant } from '../remote/read-tenant.js';
import type { RemoteService } from '../remote/remote-service.js';
import { type DesiredFile, formatFaults } from '../settings-file/desired-file.js';
import type { Entry } from '../settings-file/read-entry.js';
import type { Progress } from '../terminal/progress.js';
import { type Part, splitIntoParts } from './parts.js';
import { type PlanSteps, planSteps, type StepOptions } from './plan-steps.js';
import { faultsFromRejections, type Rejection, send, throwIfOvertaken } from './send-changes.js';

export interface FilePlan extends PlanSteps {
  readonly file: DesiredFile;
  readonly service: RemoteService;
  readonly tenantId: string;
  readonly parts: readonly Part[];
  /** False if the token may only read, so that the service could not check the changes in a dry run. */
  readonly isChecked: boolean;
}

export type PlanOptions = Omit<StepOptions, 'usedIds' | 'deleted'>;

// The most deleted objects of one name that are searched.
const MAX_GENERATIONS = 100;

/** Throws a `DataError` with every reason why the plan is impossible, and a `Refusal` if another writer interfered. */
export async function makePlan(
  service: RemoteService,
  file: DesiredFile,
  options: PlanOptions,
  progress: Progress,
): Promise<FilePlan> {
  const { id: tenantId, mayWrite: isChecked, objects } = await readTenant(service, progress);
  const deleted = await readDeletions(service, idsNotIn(objects, file.entries));
  const usedIds = new Set(deleted.keys());
  for (let generation = 1; ; generation += 1) {
    const steps = planSteps(file.entries, objects, { ...options, usedIds, deleted });
    const parts = splitIntoParts(steps.steps);
    const rejections = isChecked ? await checkParts(service, parts, progress) : [];
    const found = generation < MAX_GENERATIONS ? takenIds(rejections) : [];
    for (const id of found) await expectDeleted(service, id);
    if (found.length === 0) return sound({ ...steps, file, service, tenantId, parts, isChecked }, rejections);
    for (const id of found) usedIds.add(id);
  }
}

/** The ids in entries that the tenant does not have. */
function idsNotIn(objects: readonly { readonly id: string }[], entries: readonly Entry[]): string[] {
  const known = new Set(objects.map(({ id }) => id));
  return entries.flatMap(({ id, content }) => (id !== null && content !== null && !known.has(id) ? [id] : []));
}

function sound(plan: FilePlan, rejections: readonly Rejection[]): FilePlan {
  throwIfOvertaken(rejections, 'FilePlan again.');
  const faults = [...plan.faults, ...faultsFromRejections(rejections)];
  if (faults.length > 0) throw new DataError(formatFaults(faults, plan.file.placeOf));
  return plan;
}

async function checkParts(service: RemoteService, parts: readonly Part[], progress: Progress): Promise<Rejection[]> {
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

async function expectDeleted(service: RemoteService, id: string): Promise<void> {
  const { derivedCredentialSettings: found } = await service.execute(SettingsByIdDocument, { id });
  if (found) throw new Refusal('UNAVAILABLE', `Others have created the object ${id} in the meantime. FilePlan again.`);
}
