/** Resolvers of `Mutation`: decode, one call, encode. */
import { GIVE_HELP_URL } from '../../../domain/derived-credential-settings.js';
import type { ChangeRequest } from '../../../domain/draft.js';
import { type Fault, Refusal } from '../../../domain/errors.js';
import { MAX_WAIT_MS } from '../../../domain/graph-connection.js';
import type { CreateInput } from '../../../domain/plans.js';
import type { Outcome, WriteResult } from '../../../domain/settings-service.js';
import type { GraphqlContext } from '../../execution/context.js';
import type {
  DerivedCredentialSettingsChangeInput as ChangeInput,
  CreateDerivedCredentialSettingsInput,
  MutationResolvers,
  UserError,
} from '../types.generated.js';
import { GraphMutation } from './graph-mutation.js';

type WriteOptions = Pick<CreateDerivedCredentialSettingsInput, 'dryRun' | 'waitForGraph'>;

export const Mutation: MutationResolvers = {
  createDerivedCredentialSettings: async (_root, { input }, context) =>
    payload(await context.service.create(context.call, creation(input)), input, context),

  updateDerivedCredentialSettings: async (_root, { input }, context) =>
    payload(await context.service.update(context.call, input), input, context),

  deleteDerivedCredentialSettings: async (_root, { input }, context) => {
    const outcome = await context.service.delete(context.call, input);
    return { ...(await payload(outcome, input, context)), deletedId: outcome.ok ? outcome.settings.id : null };
  },

  revertDerivedCredentialSettings: async (_root, { input }, context) =>
    payload(await context.service.revert(context.call, input), input, context),

  applyDerivedCredentialSettingsChanges: async (_root, { input }, context) => {
    const { changes, dryRun } = input;
    const outcome = await context.service.apply(context.call, changes.map(changeRequest), { dryRun });
    if (!outcome.ok) {
      const userErrors = outcome.faults.map((fault) => userError(fault, pathOf(changes[fault.index], fault.index)));
      return { results: [], userErrors };
    }
    const results = outcome.results.map(async (done, index) => {
      const waits = input.waitForGraph || Object.values(changes[index] ?? {}).some((change) => change?.waitForGraph);
      const deletedId = done.change?.kind === 'DELETED' ? done.settings.id : null;
      return { ...(await changed(done, { dryRun, waitForGraph: waits }, context)), deletedId };
    });
    return { results: await Promise.all(results), userErrors: [] };
  },

  ...GraphMutation,
};

/** The schema cannot require a nullable field, so `helpUrl` is required here. */
function creation(input: CreateDerivedCredentialSettingsInput, path: readonly string[] = []): CreateInput {
  const { helpUrl } = input;
  if (helpUrl !== undefined) return { ...input, helpUrl };
  const name = ['input', ...path, 'helpUrl'].join('.');
  throw new Refusal('BAD_REQUEST', `${name} is missing. ${GIVE_HELP_URL}`);
}

function changeRequest(change: ChangeInput, index: number): ChangeRequest {
  return change.create ? { create: creation(change.create, pathOf(change, index)) } : change;
}

async function payload(outcome: Outcome, options: WriteOptions, context: GraphqlContext) {
  if (outcome.ok) return { ...(await changed(outcome, options, context)), userErrors: [] };
  return { derivedCredentialSettings: null, change: null, userErrors: outcome.faults.map((fault) => userError(fault)) };
}

/** Without a status if nobody waits for it: then the field reads it if it is selected. */
async function changed({ settings, change }: WriteResult, options: WriteOptions, context: GraphqlContext) {
  const done = { derivedCredentialSettings: settings, change };
  if (options.dryRun) return { ...done, graph: null };
  if (!options.waitForGraph) return done;
  const { call, connection } = context;
  const wanted = { settingsId: settings.id, version: change?.version ?? settings.version, timeoutMs: MAX_WAIT_MS };
  return { ...done, graph: await connection.waitFor(call, wanted) };
}

/** The path of one of several changes in the argument, for example `["changes", "3", "create"]`. */
function pathOf(change: ChangeInput | undefined, index: number): string[] {
  return ['changes', String(index), ...Object.keys(change ?? {})];
}

function userError({ code, field, message }: Fault, path: readonly string[] = []): UserError {
  return { code, field: ['input', ...path, field], message };
}
