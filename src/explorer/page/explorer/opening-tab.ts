/** What the editor opens with: the tab that was open last, else the first example. GraphiQL alone forgets its variables. */

export interface Tab {
  readonly query: string | null;
  readonly variables: string | null;
  readonly headers?: string | null;
}

// Where GraphiQL keeps its tabs.
const KEPT = 'graphiql:tabState';

export function openingTab(first: Tab | undefined) {
  const { query, variables, headers } = lastOpen() ?? first ?? {};
  return { initialQuery: query ?? '', initialVariables: variables ?? '', initialHeaders: headers ?? '' };
}

function lastOpen(): Tab | undefined {
  try {
    const { tabs, activeTabIndex } = JSON.parse(localStorage.getItem(KEPT) ?? '{}');
    return tabs?.[activeTabIndex];
  } catch {
    return undefined;
  }
}
