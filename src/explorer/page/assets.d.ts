/** What the bundler makes of imports that are no code. */
declare module '*.graphql' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: it is what the bundler makes.
  export default text;
}
