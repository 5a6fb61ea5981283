/** Types of imports that are not code: the bundler turns `.graphql` files into text. */
declare module '*.graphql' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: the bundler exports the text as default.
  export default text;
}
