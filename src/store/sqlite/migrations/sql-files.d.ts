/** The type of an imported `.sql` file: its text, as the builds and Vitest load it. */
declare module '*.sql' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: a bundler exports a text file like this.
  export default text;
}
