/** What the editor's own worker offers to others; the package has no types for it. */
declare module 'monaco-editor/esm/vs/editor/editor.worker.js' {
  type Arguments = ConstructorParameters<typeof import('monaco-graphql/esm/GraphQLWorker.js').GraphQLWorker>;
  export function initialize(create: (...given: Arguments) => object): void;
}
