/** The console: one page whose views the address chooses. */
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { askForToken, mayRead, READ_PERMISSION, startSession, WRITE_PERMISSION } from '../shared/session.js';
import { SignIn } from '../shared/sign-in.js';
import { TopBar } from '../shared/top-bar.js';
import { useSession } from '../shared/use-session.js';
import { Workspace } from './workspace.js';

function Console() {
  const { viewer } = useSession();
  const [connections, setConnections] = useState(0);
  return (
    <>
      <TopBar page="Console" revision={connections} />
      {viewer && mayRead(viewer) ? (
        <Workspace
          key={`${viewer.tenantId} ${viewer.subject}`}
          viewer={viewer}
          onConnectionChange={() => setConnections((count) => count + 1)}
        />
      ) : (
        <main className="console panel">
          {viewer ? <NoPermission /> : <p className="empty">Sign in to see the settings of your tenant.</p>}
        </main>
      )}
      <SignIn />
    </>
  );
}

/** In place of views that would never load. */
function NoPermission() {
  return (
    <div className="empty" role="alert">
      <p>
        This token may not read the settings of the tenant. It needs the permission {READ_PERMISSION}, or{' '}
        {WRITE_PERMISSION} to change them too.
      </p>
      <button type="button" onClick={() => askForToken(null)}>
        Sign in with another
      </button>
    </div>
  );
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<Console />);
void startSession();
