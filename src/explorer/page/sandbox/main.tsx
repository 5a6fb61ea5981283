/**
 * Apollo Sandbox with an operation and headers preset. The only page that needs internet. The frame never gets the token:
 * it asks this page to send its requests, and this page puts the token in.
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
          Apollo Sandbox comes from apollographql.com, so it <strong>needs internet</strong>. What it sends goes from
          this page to this service, as you. The <a href=".">explorer</a> needs no internet.
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
