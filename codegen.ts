/** Generates resolver types and client documents from the contract (`npm run codegen`). `npm run check` fails if they are outdated. */
import type { CodegenConfig } from '@graphql-codegen/cli';
import { preset } from '@graphql-codegen/client-preset';
import { type GraphQLSchema, isEnumType, isInputObjectType, isObjectType } from 'graphql';

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

// The contract's descriptions that the console shows as help, so that nobody copies them by hand.
const descriptionsOnly: typeof preset = {
  buildGeneratesSection: async ({ baseOutputDir, schema, schemaAst, config, documents }) => [
    {
      filename: baseOutputDir,
      plugins: [{ descriptions: {} }],
      pluginMap: { descriptions: { plugin: (parsed) => descriptionsFor(parsed) } },
      schema,
      ...(schemaAst && { schemaAst }),
      config,
      documents,
    },
  ],
};

function descriptionsFor(schema: GraphQLSchema): string {
  const input = schema.getType('CreateDerivedCredentialSettingsInput');
  const content = schema.getType('DerivedCredentialSettingsSnapshot');
  if (!isInputObjectType(input) || !isObjectType(content)) throw new Error('The contract has other types now.');
  const enums = ['DerivedCredentialIssuer', 'NotificationType'].map((name) => schema.getType(name));
  const described = [
    ...Object.values(input.getFields()).filter(({ name }) => name in content.getFields()),
    ...enums.flatMap((type) => (isEnumType(type) ? type.getValues() : [])),
    ...Object.values(schema.getMutationType()?.getFields() ?? {}).filter(({ name }) => name.startsWith('delete')),
  ];
  const texts = described.map(({ name, description }) => [name, description?.replaceAll('\n', ' ')]);
  return `export const DESCRIPTIONS = ${JSON.stringify(Object.fromEntries(texts), null, 2)} as const;\n`;
}

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
    'src/explorer/page/console/form/descriptions.generated.ts': { preset: descriptionsOnly },
    'src/explorer/page/console/': typedDocuments('src/explorer/page/console/**/*.graphql'),
  },
};

export default config;
