/**
 * Apollo Sandbox with an operation and headers preset. The only page that needs internet access. The iframe never gets the
 * token: it asks this page to send its requests, and this page adds the token.
 */
import { createRoot } from 'react-dom/client';
import { startSession } from '../shared/session.js';
import { SignIn } from '../shared/sign-in.js';
import { TopBar } from '../shared/top-bar.js';
import { useSession } from '../shared/use-session.js';
import { Frame } from './frame.js';

function Sandbox() {
  const { viewer } = useSession();
  return (
    <>
      <TopBar page="Apollo Sandbox" />
      <main>
        <p className="needs">
          Apollo Sandbox is loaded from apollographql.com, so it <strong>needs internet access</strong>. Its requests go
          from this page to this service, with your token. The <a href=".">explorer</a> needs no internet access.
        </p>
        {viewer ? <Frame key={viewer.expiresAt} /> : <p className="empty">Sign in to use Apollo Sandbox.</p>}
      </main>
      <SignIn />
    </>
  );
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<Sandbox />);
void startSession();
