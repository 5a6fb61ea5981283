/** What the editor opens with: the last active tab or else the first example. GraphiQL by itself restores no variables. */

export interface Tab {
  readonly query: string | null;
  readonly variables: string | null;
  readonly headers?: string | null;
}

// The key under which GraphiQL stores its tabs.
const TABS_KEY = 'graphiql:tabState';

export function openingTab(first: Tab | undefined) {
  const { query, variables, headers } = lastOpen() ?? first ?? {};
  return { initialQuery: query ?? '', initialVariables: variables ?? '', initialHeaders: headers ?? '' };
}

function lastOpen(): Tab | undefined {
  try {
    const { tabs, activeTabIndex } = JSON.parse(localStorage.getItem(TABS_KEY) ?? '{}');
    return tabs?.[activeTabIndex];
  } catch {
    return undefined;
  }
}
