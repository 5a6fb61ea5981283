/** Generates resolver types and client documents from the contract (`npm run codegen`). `npm run check` fails if they are outdated. */
import type { CodegenConfig } from '@graphql-codegen/cli';
import { preset } from '@graphql-codegen/client-preset';

const domain = '../../domain/derived-credential-settings.js';
const change = '../../domain/change.js';
const caller = '../../domain/caller.js';
const graphConnection = '../../domain/graph-connection.js';

// The client preset without its file `gql.ts`, which maps operation texts to documents and is not used here.
const documentsOnly: typeof preset = {
  ...preset,
  prepareDocuments: (_folder, documents) => documents,
  buildGeneratesSection: async (options) => {
    const files = await preset.buildGeneratesSection(options);
    return files
      .filter(({ filename }) => filename.endsWith('/graphql.ts'))
      .map((file) => ({ ...file, filename: `${options.baseOutputDir}documents.generated.ts` }));
  },
};

function typedDocuments(documents: string): NonNullable<CodegenConfig['generates'][string]> {
  return {
    documents,
    preset: documentsOnly,
    presetConfig: { fragmentMasking: false, skipIndexFile: true },
    config: {
      useTypeImports: true,
      immutableTypes: true,
      strictScalars: true,
      // The types of the scalars in JSON.
      scalars: { ID: 'string', DateTime: 'string', URL: 'string' },
    },
  };
}

const config: CodegenConfig = {
  schema: 'schema.graphql',
  generates: {
    'src/graphql/schema/types.generated.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        useTypeImports: true,
        // String unions like the domain's, so that the compiler reports differences between the two.
        enumsAsTypes: true,
        avoidOptionals: { defaultValue: true },
        immutableTypes: true,
        strictScalars: true,
        // input: what a resolver gets from the scalar. output: what a resolver may return for it.
        scalars: {
          ID: 'string',
          DateTime: { input: 'Date', output: 'number' },
          URL: { input: 'URL', output: 'string' },
        },
        contextType: '../execution/context.js#GraphqlContext',
        mappers: {
          DerivedCredentialSettings: `${domain}#DerivedCredentialSettings as DomainSettings`,
          DerivedCredentialSettingsSnapshot: `${domain}#SettingsContent`,
          Change: `${change}#RecordedChange`,
          Actor: `${caller}#Actor as DomainActor`,
          Viewer: `${caller}#Caller`,
          GraphStatus: `${graphConnection}#GraphStatus as DomainGraphStatus`,
          GraphDrift: `${graphConnection}#GraphDrift as DomainGraphDrift`,
          FieldDifference: `${graphConnection}#FieldDifference as DomainFieldDifference`,
          DerivedCredentialSettingsConnection: './connection.js#SettingsConnection',
          ChangeConnection: './connection.js#ChangesConnection',
          GraphDriftConnection: './connection.js#DriftConnection',
        },
      },
    },
    'src/client/': typedDocuments('src/client/operations/*.graphql'),
    'src/explorer/page/overview/': typedDocuments('src/explorer/page/overview/*.graphql'),
  },
};

export default config;
