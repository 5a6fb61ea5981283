/** File names of the workers, which the build inserts. */
declare const EDITOR_WORKER: string;
declare const GRAPHQL_WORKER: string;
declare const JSON_WORKER: string;
declare const TRANSFER_WORKER: string;
