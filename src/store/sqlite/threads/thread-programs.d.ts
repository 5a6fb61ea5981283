/** The type of an imported program of a worker thread: its text, as `scripts/thread-programs.ts` makes it. */
declare module '*?program' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: a bundler exports a text like this.
  export default text;
}
