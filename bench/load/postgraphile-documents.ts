/** The measured operations in the schema that PostGraphile derives from the tables. Each names its tenant, because it is a column. */
import type { OperationName } from './operations.js';

// PostGraphile's own `id` is of the whole API, so it calls the column `rowId`.
const FIELDS =
  'id: rowId displayName helpUrl issuer notificationType renewalThresholdPercentage version createdAt updatedAt';
const PAGE_FIELDS = `nodes { ${FIELDS} } pageInfo { hasNextPage endCursor }`;

export const POSTGRAPHILE_DOCUMENTS: Readonly<Record<OperationName, string>> = {
  create: `mutation Create($tenantId: String!, $displayName: String!, $helpUrl: String!, $issuer: String!,
    $notificationType: String!, $renewalThresholdPercentage: Int!) {
    answer: createSettings(input: { tenantId: $tenantId, displayName: $displayName, helpUrl: $helpUrl, issuer: $issuer,
      notificationType: $notificationType, renewalThresholdPercentage: $renewalThresholdPercentage }) {
      derivedCredentialSettings: result { ${FIELDS} }
    }
  }`,
  read: `query Read($tenantId: String!, $id: String!) {
    answer: settingByTenantIdAndRowId(tenantId: $tenantId, rowId: $id) { ${FIELDS} }
  }`,
  list: `query List($tenantId: String!, $first: Int!) {
    answer: allSettings(first: $first, condition: { tenantId: $tenantId }, orderBy: [CREATED_AT_ASC, ROW_ID_ASC]) { ${PAGE_FIELDS} }
  }`,
  page: `query Page($tenantId: String!, $first: Int!, $issuer: String!, $thresholdFrom: Int!) {
    answer: allSettings(first: $first, orderBy: [DISPLAY_NAME_ASC, ROW_ID_ASC],
      condition: { tenantId: $tenantId, issuer: $issuer, thresholdFrom: $thresholdFrom }) { ${PAGE_FIELDS} }
  }`,
};
