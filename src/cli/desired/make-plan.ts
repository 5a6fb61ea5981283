/** Makes the plan that leads from what a tenant holds to what a file wants, and has the service check it. Changes nothing. */
import { SettingsByIdDocument } from '../../client/documents.js';
import { DataError, Refusal } from '../../domain/errors.js';
import { readDeletions } from '../remote/read-deletions.js';
import { readTenant } from '../remote/read-tenant.js';
import type { Service } from '../remote/service.js';
import { type DesiredFile, faultsTold } from '../settings-file/desired-file.js';
import type { Entry } from '../settings-file/read-entry.js';
import type { Progress } from '../terminal/progress.js';
import { faultsIn, type Objection, refuseOvertaken, send } from './objections.js';
import { type Part, partsOf } from './parts.js';
import { planSteps, type StepOptions, type Steps } from './plan-steps.js';

export interface Plan extends Steps {
  readonly file: DesiredFile;
  readonly service: Service;
  readonly tenantId: string;
  readonly parts: readonly Part[];
  /** False where the token may only read, so that the service could not be asked what it makes of the changes. */
  readonly isRehearsed: boolean;
}

export type PlanOptions = Omit<StepOptions, 'spent' | 'deleted'>;

// How many objects of one name may have been deleted before.
const MAX_GENERATIONS = 100;

/** Throws a `DataError` that tells everything that stands against the plan, a `Refusal` where others got in between. */
export async function makePlan(
  service: Service,
  file: DesiredFile,
  options: PlanOptions,
  progress: Progress,
): Promise<Plan> {
  const { id: tenantId, mayWrite: isRehearsed, objects } = await readTenant(service, progress);
  const deleted = await readDeletions(service, idsNotIn(objects, file.entries));
  const spent = new Set(deleted.keys());
  for (let generation = 1; ; generation += 1) {
    const steps = planSteps(file.entries, objects, { ...options, spent, deleted });
    const parts = partsOf(steps.steps);
    const objections = isRehearsed ? await rehearse(service, parts, progress) : [];
    const found = generation < MAX_GENERATIONS ? spentIds(objections) : [];
    for (const id of found) await expectDeleted(service, id);
    if (found.length === 0) return sound({ ...steps, file, service, tenantId, parts, isRehearsed }, objections);
    for (const id of found) spent.add(id);
  }
}

/** The ids of objects that entries want and the tenant does not have. */
function idsNotIn(objects: readonly { readonly id: string }[], entries: readonly Entry[]): string[] {
  const known = new Set(objects.map(({ id }) => id));
  return entries.flatMap(({ id, content }) => (id !== null && content !== null && !known.has(id) ? [id] : []));
}

function sound(plan: Plan, objections: readonly Objection[]): Plan {
  refuseOvertaken(objections, 'Plan again.');
  const faults = [...plan.faults, ...faultsIn(objections)];
  if (faults.length > 0) throw new DataError(faultsTold(faults, plan.file.placeOf));
  return plan;
}

async function rehearse(service: Service, parts: readonly Part[], progress: Progress): Promise<Objection[]> {
  const objections: Objection[] = [];
  const tell = progress('Checking changes, parts');
  let deletions = 0;
  for (const [index, part] of parts.entries()) {
    const found = await send(service, part, { dryRun: true });
    // Each part is checked against things as they are. What an earlier one deletes may be all that stands in the way.
    objections.push(...found.filter(({ code }) => code !== 'ISSUER_CONFLICT' || deletions === 0));
    deletions += part.filter(({ change }) => 'delete' in change).length;
    tell(index + 1, parts.length);
  }
  return objections;
}

/** Ids that were made of names and turn out to have been used before. */
function spentIds(objections: readonly Objection[]): string[] {
  return objections.flatMap(({ code, step }) =>
    code === 'ALREADY_EXISTS' && 'isNamed' in step && step.isNamed ? [step.id] : [],
  );
}

async function expectDeleted(service: Service, id: string): Promise<void> {
  const { derivedCredentialSettings: found } = await service.ask(SettingsByIdDocument, { id });
  if (found) throw new Refusal('UNAVAILABLE', `Others have created the object ${id} in the meantime. Plan again.`);
}
