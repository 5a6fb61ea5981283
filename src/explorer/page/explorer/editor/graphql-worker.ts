/**
 * The worker behind the editor of operations, which also says what the variables must hold. It takes every input field that
 * cannot be null for required, even one that has a default, so those are taken out of what it says.
 */
import { buildSchema, type GraphQLSchema, isInputObjectType, isRequiredInputField } from 'graphql';
import { initialize } from 'monaco-editor/esm/vs/editor/editor.worker.js';
import { GraphQLWorker } from 'monaco-graphql/esm/GraphQLWorker.js';
import contract from '../../../../../schema.graphql';

/** As much of a JSON schema as is changed here. */
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
