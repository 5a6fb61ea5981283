/** The explorer page. The sign-in dialog is small and loads first; the editor is loaded lazily. */
import { lazy, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { startSession } from '../shared/session.js';
import { SignIn } from '../shared/sign-in.js';
import { TopBar } from '../shared/top-bar.js';
import { letEscapeLeaveEditors } from './editor/editor-exit.js';
import { defineEditorThemes } from './editor/editor-theme.js';
import { keepTabsPlain } from './plain-tabs.js';
import { SkipLinks } from './skip-links.js';

const Editor = lazy(async () => {
  const [monaco, { Editor }] = await Promise.all([
    import('monaco-graphql/esm/monaco-editor.js'),
    import('./graphiql.js'),
    // Monaco measures its font once, so the font must be loaded before.
    document.fonts.load('1rem "Fira Code"'),
  ]);
  defineEditorThemes(monaco);
  return { default: Editor };
});

function Explorer() {
  return (
    <>
      <SkipLinks />
      <TopBar page="Explorer" />
      <main>
        <Suspense fallback={<p className="loading">Loading the editor…</p>}>
          <Editor />
        </Suspense>
      </main>
      <SignIn />
    </>
  );
}

const root = document.getElementById('root');
if (root) {
  keepTabsPlain(root);
  letEscapeLeaveEditors(root);
  createRoot(root).render(<Explorer />);
}
void startSession();
