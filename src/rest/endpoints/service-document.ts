/** The OData service document, at which a generic client starts. The same for every tenant. */
/** `root` is the service root, such as `https://example.org/beta`. */
export function serviceDocument(root: string) {
  // OData resolves `url` relative to the context URL.
  const name = 'deviceManagement';
  return { '@odata.context': `${root}/$metadata`, value: [{ name, kind: 'Singleton', url: name }] };
}
