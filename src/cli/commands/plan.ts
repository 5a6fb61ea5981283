/** `plan`: shows the changes from the state of a tenant to the state in a file. Changes nothing. */
import { Command } from 'commander';
import { type FilePlan, makePlan, type PlanOptions } from '../../desired/plan/make-plan.js';
import { showPlan } from '../../desired/plan/show-plan.js';
import { ChangesPending } from '../changes-pending.js';
import { connect, withServiceOptions } from '../remote/service-options.js';
import { readDesiredFile } from '../settings-file/read-file.js';
import { examples, INVOCATION } from '../terminal/invocation.js';
import { print } from '../terminal/print.js';
import { progress } from '../terminal/progress.js';

export function planCommand(): Command {
  return withServiceOptions(withPlanOptions(new Command('plan')))
    .description(
      'Show what apply would change in a tenant to reach the state in a file (YAML or JSON, as export writes it). Changes ' +
        'nothing. Exits with 2 if there are changes to make, with 0 if there are none.',
    )
    .addHelpText(
      'after',
      examples(
        ['plan desired.yaml', 'What apply would do, with the token in SERVICE_TOKEN.'],
        ['plan desired.yaml --prune --token-file token.txt', 'The same, and what it would delete.'],
        [`token | ${INVOCATION} plan desired.yaml --token-file -`, 'With a new token of local mode.'],
      ),
    )
    .action(async (file: string, options: PlanOptions, command: Command) => {
      const plan = await planFor(command, file, options);
      await print(showPlan(plan));
      if (plan.steps.length > 0) throw new ChangesPending(remarks(plan));
    });
}

/** Adds the file argument and the options that say what a plan may contain. */
export function withPlanOptions(command: Command): Command {
  return command
    .argument('<file>', 'the desired settings; - for standard input')
    .option('--prune', 'delete the objects that the file does not list', false)
    .option('--replace', 'if an issuer differs, delete the object and create another: users must enrol again', false);
}

/** Makes the plan for a file. The file is read and checked before the first request to the service. */
export async function planFor(command: Command, file: string, { prune, replace }: PlanOptions): Promise<FilePlan> {
  const service = await connect(command, file);
  return makePlan(service, await readDesiredFile(file), { prune, replace }, progress);
}

function remarks({ isChecked, parts }: FilePlan): string {
  const unchecked = isChecked ? [] : ['The token may only read, so the service has not checked these changes.'];
  const several = parts.length > 1 ? [`One transaction does not hold them: apply needs --in-parts.`] : [];
  return [...unchecked, ...several, 'Nothing was changed. apply makes these changes.'].join('\n');
}
