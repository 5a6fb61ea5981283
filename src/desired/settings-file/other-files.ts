/** Recognises common files that hold no settings, and says what they are and which file to use instead. Reads no settings. */

type Members = Readonly<Record<string, unknown>>;

// Enough text to recognise a file.
const BEGINNING = 4096;
const HEADER = /^(?:"?[\w@. ]+"?[,;])+"?[\w@. ]+"?\s*(?:\r?\n|$)/;
const TEXTS: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^\s*<[!?a-z]/i, 'a page of HTML or XML, perhaps of a sign-in. Ask Microsoft Graph again and save its JSON.'],
  [/^#TYPE /, 'CSV of PowerShell. Save JSON instead: ConvertTo-Json -Depth 10.'],
  [HEADER, 'CSV. Save JSON instead, in PowerShell with ConvertTo-Json -Depth 10.'],
  [
    /^\s*(?:#[^\n]*\n\s*)*(?:param\s*\(|Configuration\s+\w+\s*[({\r\n])/i,
    'a PowerShell script. Save the settings of Microsoft365DSC as JSON: New-M365DSCReportFromConfiguration -Type JSON.',
  ],
];

/** What kind of text it is if it is certainly no settings file; undefined if it may be YAML or JSON. */
export function adviceForText(text: string): string | undefined {
  const beginning = text.slice(0, BEGINNING);
  const found = TEXTS.find(([pattern]) => pattern.test(beginning));
  return found && `The file is ${found[1]}`;
}

/** What an object is if it cannot hold settings, and what to use instead; undefined if it may hold settings. */
export function adviceForObject(object: object): string | undefined {
  const members = Object.fromEntries(Object.entries(object).map(([name, value]) => [name.toLowerCase(), value]));
  return OBJECTS.map((advise) => advise(members)).find((message) => message !== undefined);
}

const OBJECTS: readonly ((members: Members) => string | undefined)[] = [
  graphError,
  ({ responses }) =>
    Array.isArray(responses)
      ? 'This is the answer of a $batch. Give the "body" of each response, all in one list.'
      : undefined,
  ({ requests }) =>
    Array.isArray(requests)
      ? 'This is what was sent as a $batch. Give the answers, or the list of settings.'
      : undefined,
  ({ value }) =>
    isObject(value) && Object.keys(value).some((name) => name.toLowerCase() === 'value')
      ? 'This is a page inside another "value", as Windows PowerShell wraps it. Give what the outer "value" holds.'
      : undefined,
  (members) =>
    ('data' in members && isObjectOrNull(members['data'])) || ('errors' in members && Array.isArray(members['errors']))
      ? 'This is the answer of a GraphQL API. Give the list of settings in it, or use export.'
      : undefined,
  (members) =>
    ('statuscode' in members || 'status' in members) && ('body' in members || 'content' in members)
      ? 'This is a whole HTTP answer. Give its body.'
      : undefined,
];

function graphError({ error }: Members): string | undefined {
  if (!isObject(error) || !('code' in error || 'message' in error)) return undefined;
  const { code, message } = error as Members;
  const said = [code, message].filter((part) => typeof part === 'string').join(': ');
  const sentence = said.replace(/\s+/g, ' ').trim().slice(0, 300).replace(/\.?$/, '.');
  return `This is an error of Microsoft Graph and not settings: ${sentence} Fix its cause and save the answer again.`;
}

/** What a value in place of an entry or a list is; undefined if it is not recognised. */
export function adviceForValue(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value : '';
  if (/^(?:@\{|System\.)/.test(text)) {
    return 'It was cut off by ConvertTo-Json, which goes two levels deep. Save the file again with -Depth 10.';
  }
  return /^\s*[{[]/.test(text) ? 'It is JSON inside a text. Give it without the quotation marks around it.' : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isObjectOrNull(value: unknown): boolean {
  return value === null || isObject(value);
}
