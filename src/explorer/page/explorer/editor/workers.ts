/** Tells Monaco how to start its workers: from the same folder as this script. */

const WORKERS: Readonly<Record<string, string>> = { json: JSON_WORKER, graphql: GRAPHQL_WORKER };

Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker: (_id: string, label: string) => new Worker(new URL(WORKERS[label] ?? EDITOR_WORKER, import.meta.url)),
  },
});
