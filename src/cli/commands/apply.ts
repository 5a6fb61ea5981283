/** `apply`: changes a tenant to the state in a file, in one transaction or, if allowed, in several. */
import { Command } from 'commander';
import { applyPlan } from '../../desired/plan/apply-plan.js';
import type { FilePlan, PlanOptions } from '../../desired/plan/make-plan.js';
import { showPlan } from '../../desired/plan/show-plan.js';
import { withServiceOptions } from '../remote/service-options.js';
import { examples, INVOCATION } from '../terminal/invocation.js';
import { print } from '../terminal/print.js';
import { progress } from '../terminal/progress.js';
import { planFor, withPlanOptions } from './plan.js';

interface ApplyOptions extends PlanOptions {
  readonly inParts: boolean;
}

export function applyCommand(): Command {
  return withServiceOptions(withPlanOptions(new Command('apply')))
    .description(
      'Change a tenant to the state in a file (YAML or JSON, as export writes it): all changes in one transaction, or none. ' +
        'Shows them first, as plan does, and does not ask for confirmation. Safe to repeat.',
    )
    .option('--in-parts', 'make more changes than fit into one transaction, in several, each all or none', false)
    .addHelpText(
      'after',
      examples(
        ['apply desired.yaml', 'Create and update what the file lists, with the token in SERVICE_TOKEN.'],
        ['apply desired.yaml --prune --token-file token.txt', 'And delete what it does not list.'],
        [`token | ${INVOCATION} apply desired.yaml --token-file -`, 'With a new token of local mode.'],
      ),
    )
    .action(async (file: string, options: ApplyOptions, command: Command) => {
      const plan = await planFor(command, file, options);
      await print(showPlan(plan));
      if (plan.parts.length > 1 && !options.inParts) command.error(tooMany(plan));
      await applyPlan(plan, progress);
      const made = plan.parts.flat().length;
      if (made > 0) await print(`Done: ${made === 1 ? 'one change' : `${made} changes`} made.\n`);
    });
}

function tooMany({ parts }: FilePlan): string {
  const changes = parts.flat().length;
  return (
    `error: the service does not take ${changes} changes of this size in one transaction. Nothing was changed.\n` +
    `With --in-parts they are made in ${parts.length}, each all or none; one that is refused ends it and leaves those ` +
    'before it made.'
  );
}
