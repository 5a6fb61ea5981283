/** Resolvers of the fields of `Mutation` that act on the connection to Microsoft Graph: decode, one call, encode. */
import { canonicalId } from '../../../domain/derived-credential-settings.js';
import type { GraphFaultReport, ResolveOutcome } from '../../../domain/graph-connection.js';
import { CONTENT_FIELD_OF } from '../field-names.js';
import type { MutationResolvers, UserError } from '../types.generated.js';

type GraphMutations = 'syncWithGraph' | 'adoptFromGraph' | 'resolveGraphDrift' | 'retryGraphChange';

export const GraphMutation: Required<Pick<MutationResolvers, GraphMutations>> = {
  syncWithGraph: async (_root, { input }, { call, connection }) => ({
    graphConnection: await connection.sync(call, input),
    userErrors: [],
  }),

  adoptFromGraph: async (_root, { input }, { call, connection }) => {
    const { graphIds = null, dryRun } = input;
    const { linked, takenOver, left } = await connection.adopt(call, { graphIds, dryRun });
    const toCreateCount = left.filter(({ kind, graphId }) => kind === 'ONLY_HERE' && graphId === null).length;
    return { linked, takenOver, toCreateCount, leftCount: left.length - toCreateCount, userErrors: [] };
  },

  resolveGraphDrift: async (_root, { input }, { call, connection }) => {
    const { id, graphId, take, expectedDifferences } = input;
    const expected = expectedDifferences?.map(({ field, here, inGraph }) => ({
      field: CONTENT_FIELD_OF[field],
      here: here ?? null,
      inGraph: inGraph ?? null,
    }));
    const decision = { id: canonicalOrSame(id), graphId: graphId ?? null, take, expectedDifferences: expected ?? null };
    return outcomePayload(await connection.resolve(call, decision));
  },

  retryGraphChange: async (_root, { input: { id } }, { call, connection }) =>
    outcomePayload(await connection.retry(call, canonicalOrSame(id) ?? id)),
};

/** An id in another letter case is the same id; what is no id at all is not found. */
function canonicalOrSame(id: string | null | undefined): string | null {
  return id == null ? null : (canonicalId(id) ?? id);
}

function outcomePayload(outcome: ResolveOutcome) {
  return outcome.ok
    ? { graph: outcome.status, userErrors: [] }
    : { graph: null, userErrors: outcome.faults.map(userError) };
}

function userError({ code, field, message }: GraphFaultReport): UserError {
  return { code, field: ['input', field], message };
}
