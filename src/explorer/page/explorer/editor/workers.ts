/** The editor's workers, from the folder that this script itself came from. */

const WORKERS: Readonly<Record<string, string>> = { json: JSON_WORKER, graphql: GRAPHQL_WORKER };

Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker: (_id: string, label: string) => new Worker(new URL(WORKERS[label] ?? EDITOR_WORKER, import.meta.url)),
  },
});
