/** Generates resolver types and client documents from the contract. Run by `npm run codegen`; drift fails `npm run check`. */
import type { CodegenConfig } from '@graphql-codegen/cli';
import { preset } from '@graphql-codegen/client-preset';

const domain = '../../domain/derived-credential-settings.js';
const change = '../../domain/change.js';
const caller = '../../domain/caller.js';

// Of the preset's files the documents alone. The other is a table of sources for an editor's sake.
const documentsAlone: typeof preset = {
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
    preset: documentsAlone,
    presetConfig: { fragmentMasking: false, skipIndexFile: true },
    config: {
      useTypeImports: true,
      immutableTypes: true,
      strictScalars: true,
      // As they are in JSON.
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
        // Unions of the same texts as the domain's, so the compiler tells when the two part.
        enumsAsTypes: true,
        avoidOptionals: { defaultValue: true },
        immutableTypes: true,
        strictScalars: true,
        // In: what the scalar hands to a resolver. Out: what a resolver may hand to the scalar.
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
          DerivedCredentialSettingsConnection: './connection.js#SettingsConnection',
          ChangeConnection: './connection.js#ChangesConnection',
        },
      },
    },
    'src/client/': typedDocuments('src/client/operations/*.graphql'),
    'src/explorer/page/overview/': typedDocuments('src/explorer/page/overview/*.graphql'),
  },
};

export default config;
