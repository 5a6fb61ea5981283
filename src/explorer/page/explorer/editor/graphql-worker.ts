/**
 * The web worker of the operation editor, which also builds the JSON schema for the variables. monaco-graphql marks every
 * non-null input field as required, even with a default value; this corrects `required`.
 */
import { buildSchema, type GraphQLSchema, isInputObjectType, isRequiredInputField } from 'graphql';
import { initialize } from 'monaco-editor/esm/vs/editor/editor.worker.js';
import { GraphQLWorker } from 'monaco-graphql/esm/GraphQLWorker.js';
import contract from '../../../../../schema.graphql';

/** The part of the JSON schema that is changed here. */
interface VariablesSchema {
  readonly definitions?: Readonly<Record<string, { required?: readonly string[] }>>;
}

const SCHEMA: GraphQLSchema = buildSchema(contract);

class Worker extends GraphQLWorker {
  override async doGetVariablesJSONSchema(uri: string): Promise<unknown> {
    const schema = (await super.doGetVariablesJSONSchema(uri)) as VariablesSchema | null;
    for (const [name, definition] of Object.entries(schema?.definitions ?? {})) {
      const type = SCHEMA.getType(name);
      if (isInputObjectType(type)) {
        const fields = Object.values(type.getFields());
        definition.required = fields.filter(isRequiredInputField).map((field) => field.name);
      }
    }
    return schema;
  }
}

globalThis.onmessage = () => {
  initialize((context, options) => new Worker(context, options));
};
