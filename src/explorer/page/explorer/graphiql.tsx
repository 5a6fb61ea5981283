/** GraphiQL with the schema built in, so that it needs no introspection. */
import './editor/workers.js';
import { DOC_EXPLORER_PLUGIN } from '@graphiql/plugin-doc-explorer';
import type { Fetcher, Observable } from '@graphiql/toolkit';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { buildSchema, type ExecutionResult, getOperationAST, OperationTypeNode, parse } from 'graphql';
import contract from '../../../../schema.graphql';
import type { GraphqlRequest } from '../shared/service.js';
import { send } from '../shared/session.js';
import { subscribe } from '../shared/subscribe.js';
import { EditorExitHint } from './editor/editor-exit.js';
import { EDITOR_THEMES } from './editor/editor-theme.js';
import { newExamples } from './examples.js';
import { EXAMPLES_PANEL } from './examples-panel.js';
import { openingTab } from './opening-tab.js';
import { ShowAnswer } from './show-answer.js';

const SCHEMA = buildSchema(contract);
const TABS = newExamples().map(({ query, variables }) => ({ query, variables }));
const WIDE = matchMedia('(min-width: 80rem)');

const fetcher: Fetcher = ({ query, variables, operationName: chosen }, options) => {
  const document = parse(query);
  // For 100 ms after the text was replaced, GraphiQL still passes an operation name of the old text.
  const operation = getOperationAST(document, chosen) ?? getOperationAST(document);
  const request = { query, variables, operationName: operation?.name?.value };
  if (operation?.operation === OperationTypeNode.SUBSCRIPTION) return live(request);
  return send(request, options?.headers) as Promise<ExecutionResult>;
};

interface Observer {
  readonly next: (answer: ExecutionResult) => void;
  readonly complete: () => void;
}

/** A subscription as an observable, which runs until GraphiQL unsubscribes. */
function live(request: GraphqlRequest): Observable<ExecutionResult> {
  return {
    subscribe: (observer: unknown) => {
      // The type also allows callbacks as arguments, but GraphiQL always passes an observer object.
      const { next, complete } = observer as Observer;
      return {
        unsubscribe: subscribe(request, { onResponse: (answer) => next(answer as ExecutionResult), onEnd: complete }),
      };
    },
  };
}

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
      <GraphiQL.Footer>
        <EditorExitHint />
      </GraphiQL.Footer>
      <ShowAnswer />
    </GraphiQL>
  );
}
