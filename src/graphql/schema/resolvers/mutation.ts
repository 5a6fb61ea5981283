/** Resolvers of `Mutation`: decode, one call, encode. */
import { GIVE_HELP_URL } from '../../../domain/derived-credential-settings.js';
import type { ChangeRequest } from '../../../domain/draft.js';
import { type Fault, Refusal } from '../../../domain/errors.js';
import type { CreateInput } from '../../../domain/plans.js';
import type { Outcome, WriteResult } from '../../../domain/settings-service.js';
import type {
  DerivedCredentialSettingsChangeInput as ChangeInput,
  CreateDerivedCredentialSettingsInput,
  MutationResolvers,
  UserError,
} from '../types.generated.js';

export const Mutation: MutationResolvers = {
  createDerivedCredentialSettings: async (_root, { input }, { call, service }) =>
    payload(await service.create(call, creation(input))),

  updateDerivedCredentialSettings: async (_root, { input }, { call, service }) =>
    payload(await service.update(call, input)),

  deleteDerivedCredentialSettings: async (_root, { input }, { call, service }) => {
    const outcome = await service.delete(call, input);
    return { ...payload(outcome), deletedId: outcome.ok ? outcome.settings.id : null };
  },

  revertDerivedCredentialSettings: async (_root, { input }, { call, service }) =>
    payload(await service.revert(call, input)),

  applyDerivedCredentialSettingsChanges: async (_root, { input: { changes, dryRun } }, { call, service }) => {
    const outcome = await service.apply(call, changes.map(changeRequest), { dryRun });
    if (outcome.ok) return { results: outcome.results.map(changePayload), userErrors: [] };
    const userErrors = outcome.faults.map((fault) => userError(fault, pathOf(changes[fault.index], fault.index)));
    return { results: [], userErrors };
  },
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

function payload(outcome: Outcome) {
  if (outcome.ok) return { ...changed(outcome), userErrors: [] };
  return { derivedCredentialSettings: null, change: null, userErrors: outcome.faults.map((fault) => userError(fault)) };
}

function changePayload(done: WriteResult) {
  return { ...changed(done), deletedId: done.change?.kind === 'DELETED' ? done.settings.id : null };
}

function changed({ settings, change }: WriteResult) {
  return { derivedCredentialSettings: settings, change };
}

/** The path of one of several changes in the argument, for example `["changes", "3", "create"]`. */
function pathOf(change: ChangeInput | undefined, index: number): string[] {
  return ['changes', String(index), ...Object.keys(change ?? {})];
}

function userError({ code, field, message }: Fault, path: readonly string[] = []): UserError {
  return { code, field: ['input', ...path, field], message };
}
