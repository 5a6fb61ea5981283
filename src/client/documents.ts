/**
 * The package's export for client programs: a typed operation for every feature of the service, for any GraphQL client.
 * Imports none of the service's modules. Fields and arguments are described in `schema.graphql`.
 */
export * from './documents.generated.js';
