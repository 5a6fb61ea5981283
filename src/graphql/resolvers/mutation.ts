/** Resolvers of `Mutation`: decode, one call, encode. */
import type { Fault } from '../../domain/errors.js';
import type { Outcome } from '../../domain/settings-service.js';
import type { MutationResolvers, UserError } from '../types.generated.js';

export const Mutation: MutationResolvers = {
  createDerivedCredentialSettings: async (_root, { input }, { call, settings }) =>
    payload(await settings.create(call, input)),

  updateDerivedCredentialSettings: async (_root, { input }, { call, settings }) =>
    payload(await settings.update(call, input)),

  deleteDerivedCredentialSettings: async (_root, { input }, { call, settings }) => {
    const outcome = await settings.delete(call, input);
    return { ...payload(outcome), deletedId: outcome.ok ? outcome.settings.id : null };
  },
};

function payload(outcome: Outcome) {
  if (!outcome.ok) return { derivedCredentialSettings: null, change: null, userErrors: outcome.faults.map(userError) };
  return { derivedCredentialSettings: outcome.settings, change: outcome.change, userErrors: [] };
}

function userError({ code, field, message }: Fault): UserError {
  return { code, field: ['input', field], message };
}
