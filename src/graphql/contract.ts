/** The location of the contract, `schema.graphql`. */

// The same relative path from src/graphql and from dist/program, where the build puts the bundle.
export const CONTRACT = new URL('../../schema.graphql', import.meta.url);
