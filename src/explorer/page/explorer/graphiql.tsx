/** GraphiQL with the contract that this page was built from, so that it needs no introspection. */
import './workers.js';
import { DOC_EXPLORER_PLUGIN } from '@graphiql/plugin-doc-explorer';
import type { Fetcher } from '@graphiql/toolkit';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { buildSchema } from 'graphql';
import contract from '../../../../schema.graphql';
import { send } from '../shared/session.js';
import { EDITOR_THEMES } from './editor-theme.js';
import { newExamples } from './examples.js';
import { EXAMPLES_PANEL } from './examples-panel.js';
import { openingTab } from './opening-tab.js';

const SCHEMA = buildSchema(contract);
const TABS = newExamples().map(({ query, variables }) => ({ query, variables }));
const WIDE = matchMedia('(min-width: 80rem)');

const fetcher: Fetcher = async ({ query, variables, operationName }, options) => {
  const answer = await send({ query, variables, operationName }, options?.headers);
  return answer as Awaited<ReturnType<Fetcher>>;
};

export function Editor() {
  return (
    <GraphiQL
      schema={SCHEMA}
      fetcher={fetcher}
      defaultTabs={TABS}
      {...openingTab(TABS[0])}
      plugins={[HISTORY_PLUGIN, EXAMPLES_PANEL]}
      {...(WIDE.matches && { visiblePlugin: DOC_EXPLORER_PLUGIN })}
      editorTheme={EDITOR_THEMES}
      shouldPersistHeaders
      defaultEditorToolsVisibility="variables"
    >
      <GraphiQL.Logo>{null}</GraphiQL.Logo>
    </GraphiQL>
  );
}
