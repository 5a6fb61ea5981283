/** Where the contract, `schema.graphql`, lies. Reads nothing itself. */

// Right from src/graphql and from dist/chunks alike, where the build puts every module that a command loads when it runs.
export const CONTRACT = new URL('../../schema.graphql', import.meta.url);
