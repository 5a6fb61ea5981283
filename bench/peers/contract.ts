/** The measured part of the service's GraphQL contract, for the GraphQL peers but PostGraphile. Every resolver is one call. */
import type { Input } from './settings-input.js';
import type { Listing, Settings, SettingsPage } from './settings-rows.js';

export const TYPE_DEFS = /* GraphQL */ `
  enum DerivedCredentialIssuer { INTERCEDE ENTRUST_DATACARD PUREBRED X_TEC }
  enum NotificationType { NONE COMPANY_PORTAL EMAIL COMPANY_PORTAL_AND_EMAIL }
  enum OrderDirection { ASC DESC }
  enum DerivedCredentialSettingsOrderField { DISPLAY_NAME CREATED_AT }

  type DerivedCredentialSettings {
    id: ID!
    displayName: String!
    helpUrl: String
    issuer: DerivedCredentialIssuer!
    notificationType: NotificationType!
    renewalThresholdPercentage: Int!
    version: Int!
    createdAt: String!
    updatedAt: String!
  }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type DerivedCredentialSettingsConnection { nodes: [DerivedCredentialSettings!]! pageInfo: PageInfo! }
  type UserError { code: String! field: [String!]! message: String! }
  type CreateDerivedCredentialSettingsPayload {
    derivedCredentialSettings: DerivedCredentialSettings
    userErrors: [UserError!]!
  }

  input DerivedCredentialIssuerFilter { eq: DerivedCredentialIssuer }
  input IntFilter { gte: Int }
  input DerivedCredentialSettingsFilter { issuer: DerivedCredentialIssuerFilter renewalThresholdPercentage: IntFilter }
  input DerivedCredentialSettingsOrder { field: DerivedCredentialSettingsOrderField! direction: OrderDirection! = ASC }
  input CreateDerivedCredentialSettingsInput {
    displayName: String!
    helpUrl: String!
    issuer: DerivedCredentialIssuer!
    notificationType: NotificationType!
    renewalThresholdPercentage: Int! = 20
  }

  type Query {
    derivedCredentialSettings(id: ID!): DerivedCredentialSettings
    derivedCredentials(
      first: Int!
      filter: DerivedCredentialSettingsFilter
      orderBy: [DerivedCredentialSettingsOrder!]
    ): DerivedCredentialSettingsConnection!
  }
  type Mutation {
    createDerivedCredentialSettings(input: CreateDerivedCredentialSettingsInput!): CreateDerivedCredentialSettingsPayload!
  }
`;

interface Table {
  find(id: string): Settings | null | Promise<Settings | null>;
  list(listing: Listing): SettingsPage | Promise<SettingsPage>;
  create(input: Input): Settings | Promise<Settings>;
}

/** `tableOf` returns the settings of a request's tenant. */
export function resolversOf<Context>(tableOf: (context: Context) => Table) {
  return {
    Query: {
      derivedCredentialSettings: (_root: unknown, { id }: { id: string }, context: Context) =>
        tableOf(context).find(id),
      derivedCredentials: (_root: unknown, listing: Listing, context: Context) => tableOf(context).list(listing),
    },
    Mutation: {
      createDerivedCredentialSettings: (_root: unknown, { input }: { input: Input }, context: Context) => ({
        derivedCredentialSettings: tableOf(context).create(input),
        userErrors: [],
      }),
    },
  };
}
