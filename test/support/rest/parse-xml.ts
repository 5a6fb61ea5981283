/** A strict parser for XML elements and attributes: no namespaces, comments or text, as CSDL needs none. */

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
}

const DECLARATION = /^<\?xml version="1\.0" encoding="utf-8"\?>/;
const TAG = /\s*<(\/?)([A-Za-z][\w.:-]*)((?:\s+[A-Za-z][\w.:-]*="[^"<&]*")*)\s*(\/?)>/y;
const ATTRIBUTE = /([\w.:-]+)="([^"]*)"/g;

/** The root element. Throws if the document is not well-formed or has anything but elements and attributes. */
export function parseXml(text: string): XmlElement {
  const body = text.replace(DECLARATION, '');
  if (body === text) throw new Error('The document has no XML declaration.');
  TAG.lastIndex = 0;
  const root = parseElement(body);
  if (body.slice(TAG.lastIndex).trim() !== '') throw new Error('Something follows the root element.');
  return root;
}

function parseElement(text: string): XmlElement {
  const { name, attributes, opens, closes } = nextTag(text);
  if (!opens) throw new Error(`</${name}> closes nothing.`);
  const children: XmlElement[] = [];
  if (!closes) {
    while (!closesNext(text, name)) children.push(parseElement(text));
    nextTag(text);
  }
  return { name, attributes, children };
}

function closesNext(text: string, name: string): boolean {
  const rest = text.slice(TAG.lastIndex).trimStart();
  return rest.startsWith(`</${name}>`);
}

function nextTag(text: string) {
  const at = TAG.lastIndex;
  const match = TAG.exec(text);
  if (match === null) throw new Error(`No well-formed tag at ${JSON.stringify(text.slice(at, at + 40))}.`);
  const [, slash, name = '', inside = '', end] = match;
  const pairs = [...inside.matchAll(ATTRIBUTE)].map(([, key = '', value = '']) => [key, value] as const);
  const attributes: Record<string, string> = Object.fromEntries(pairs);
  if (Object.keys(attributes).length !== pairs.length) throw new Error(`<${name}> repeats an attribute.`);
  return { name, attributes, opens: slash === '', closes: end === '/' };
}
