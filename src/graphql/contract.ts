/** The location of the contract, `schema.graphql`. */

// The same relative path from src/graphql and from dist/chunks, where the build puts the modules.
export const CONTRACT = new URL('../../schema.graphql', import.meta.url);
