/** What a signed-in user sees: the navigation and the view that the address names. */
import { useEffect } from 'react';
import { mayWrite, type Viewer } from '../shared/session.js';
import { useLog } from './history/use-log.js';
import { useIntune } from './intune/use-intune.js';
import { Link, useAddress } from './use-address.js';
import { VIEWS, type View } from './views.js';
import { Toast } from './write/toast.js';

interface WorkspaceProps {
  readonly viewer: Viewer;
  readonly onConnectionChange: () => void;
}

export function Workspace({ viewer, onConnectionChange }: WorkspaceProps) {
  const address = useAddress();
  const log = useLog();
  const intune = useIntune();
  const canWrite = mayWrite(viewer) && intune?.connection.mode !== 'PULL';
  const views = VIEWS.filter(({ needsIntune = false }) => !needsIntune || intune !== null);
  // An address may name a view that this tenant does not have.
  const view = views.find(({ name }) => name === address.view) ?? views[0];
  useTitle(view?.label);
  if (!view) return null;
  const Shown = view.component;
  return (
    <>
      <Navigation views={views} current={view} />
      <main className="console panel">
        <Shown
          address={address}
          log={log}
          intune={intune}
          canWrite={canWrite}
          onConnectionChange={onConnectionChange}
        />
      </main>
      <Toast />
    </>
  );
}

function Navigation({ views, current }: { readonly views: readonly View[]; readonly current: View }) {
  return (
    <nav className="views" aria-label="Views of the console">
      {views.map(({ name, label }) => (
        <Link key={name} to={{ view: name }} isCurrent={name === current.name}>
          {label}
        </Link>
      ))}
    </nav>
  );
}

function useTitle(label = 'Console'): void {
  useEffect(() => {
    document.title = `${label} – Derived-credential settings`;
  }, [label]);
}
