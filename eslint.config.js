/** Lints the GraphQL contract and the published operations. Biome lints TypeScript. */
import graphql from '@graphql-eslint/eslint-plugin';

const OPERATIONS = ['src/client/operations/*.graphql', 'src/explorer/page/**/*.graphql'];
// Shared by both, because the plugin uses only the first options that it is given.
const languageOptions = {
  parser: graphql.parser,
  parserOptions: { graphQLConfig: { schema: 'schema.graphql', documents: OPERATIONS } },
};

export default [
  {
    files: ['schema.graphql'],
    languageOptions,
    plugins: { '@graphql-eslint': graphql },
    rules: {
      ...graphql.configs['flat/schema-recommended'].rules,
      ...graphql.configs['flat/schema-relay'].rules,
      '@graphql-eslint/require-description': [
        'error',
        { types: true, FieldDefinition: true, InputValueDefinition: true, EnumValueDefinition: true },
      ],
      '@graphql-eslint/relay-edge-types': [
        'error',
        { withEdgeSuffix: true, shouldImplementNode: true, listTypeCanWrapOnlyEdgeType: false },
      ],
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
      '@graphql-eslint/strict-id-in-types': [
        'error',
        {
          exceptions: {
            types: [
              'PageInfo',
              'Viewer',
              'Actor',
              'UserError',
              'GraphProblem',
              'FieldDifference',
              'GraphDelivery',
              'GraphLink',
            ],
            suffixes: ['Connection', 'Edge', 'Payload', 'Snapshot'],
          },
        },
      ],
    },
  },
  {
    files: OPERATIONS,
    languageOptions,
    plugins: { '@graphql-eslint': graphql },
    rules: graphql.configs['flat/operations-recommended'].rules,
  },
];
