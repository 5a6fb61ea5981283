/** The editor's colours, in light and dark. Each has enough contrast with the page's background for WCAG. */
import type * as Monaco from 'monaco-graphql/esm/monaco-editor.js';

type Theme = Parameters<typeof Monaco.editor.defineTheme>[1];

/** Names of the themes, between which GraphiQL switches. */
export const EDITOR_THEMES = { light: 'settings-light', dark: 'settings-dark' } as const;

interface Palette {
  readonly ink: string;
  readonly muted: string;
  readonly accent: string;
  readonly type: string;
  readonly text: string;
  readonly variable: string;
  readonly number: string;
  readonly surface: string;
  readonly selected: string;
}

const LIGHT: Palette = {
  ink: '#242c42',
  muted: '#5d6880',
  accent: '#3d4cc9',
  type: '#0b6b78',
  text: '#0b6a4e',
  variable: '#7a3aa8',
  number: '#9a4a06',
  surface: '#ffffff',
  selected: '#eceefc',
};

const DARK: Palette = {
  ink: '#dde2ef',
  muted: '#97a3bd',
  accent: '#a3afff',
  type: '#7cd3df',
  text: '#86d9b5',
  variable: '#d3a6f5',
  number: '#f0c27a',
  surface: '#1d2538',
  selected: '#2f3a61',
};

export function defineEditorThemes({ editor }: Pick<typeof Monaco, 'editor'>): void {
  editor.defineTheme(EDITOR_THEMES.light, themeOf('vs', LIGHT));
  editor.defineTheme(EDITOR_THEMES.dark, themeOf('vs-dark', DARK));
}

function themeOf(base: Theme['base'], palette: Palette): Theme {
  const { ink, muted, accent, type, text, variable, number, surface, selected } = palette;
  const tokens: readonly (readonly [token: string, colour: string])[] = [
    ['', ink],
    ['comment', muted],
    ['keyword', accent],
    ['type.identifier', type],
    ['key.identifier', ink],
    ['argument.identifier', variable],
    ['string', text],
    ['string.key.json', accent],
    ['string.value.json', text],
    ['number', number],
    ['keyword.json', number],
  ];
  return {
    base,
    inherit: true,
    rules: tokens.map(([token, foreground]) => ({ token, foreground })),
    colors: {
      'editor.background': '#ffffff00',
      'editor.foreground': ink,
      'editorLineNumber.foreground': muted,
      'editorLineNumber.dimmedForeground': muted,
      'editorLineNumber.activeForeground': accent,
      'scrollbar.shadow': '#ffffff00',
      focusBorder: accent,
      'textLink.foreground': accent,
      'textLink.activeForeground': accent,
      'editorHoverWidget.background': surface,
      'editorWidget.background': surface,
      'editorSuggestWidget.background': surface,
      'editorSuggestWidget.foreground': ink,
      'editorSuggestWidget.selectedBackground': selected,
      'editorSuggestWidget.selectedForeground': ink,
      'editorSuggestWidget.highlightForeground': accent,
      'editorSuggestWidget.focusHighlightForeground': accent,
      'list.hoverBackground': selected,
      'menu.background': surface,
      'menu.selectionBackground': selected,
      'menu.selectionForeground': ink,
      'quickInput.background': surface,
      'quickInputList.focusBackground': selected,
      'quickInputList.focusForeground': ink,
    },
  };
}
