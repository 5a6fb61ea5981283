/** Types of Monaco's worker module; the package has none. */
declare module 'monaco-editor/esm/vs/editor/editor.worker.js' {
  type Arguments = ConstructorParameters<typeof import('monaco-graphql/esm/GraphQLWorker.js').GraphQLWorker>;
  export function initialize(create: (...given: Arguments) => object): void;
}
