/** The service document: where a generic client begins, with what it can go on to. The same for every tenant. */

/** The document of a service root, such as `https://example.org/beta`. */
export function serviceDocument(root: string) {
  // Relative to the context, as OData has it.
  const name = 'deviceManagement';
  return { '@odata.context': `${root}/$metadata`, value: [{ name, kind: 'Singleton', url: name }] };
}
