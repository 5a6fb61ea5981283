/** The overview page: settings, counts, history and Intune, updated live. Changes no settings, but decides about differences. */
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { startSession } from '../shared/session.js';
import { SignIn } from '../shared/sign-in.js';
import { TopBar } from '../shared/top-bar.js';
import { useSession } from '../shared/use-session.js';
import { Counts } from './counts.js';
import { Intune } from './intune/intune.js';
import { useIntune } from './intune/use-intune.js';
import { SettingsTable } from './settings-table.js';
import { Timeline } from './timeline.js';
import { useTimeline } from './use-overview.js';

function Overview() {
  const { viewer } = useSession();
  const [adoptions, setAdoptions] = useState(0);
  return (
    <>
      <TopBar page="Overview" revision={adoptions} />
      <main className="overview panel">
        {viewer ? (
          <Dashboard
            key={`${viewer.tenantId} ${viewer.subject} ${viewer.expiresAt}`}
            onAdopted={() => setAdoptions((count) => count + 1)}
          />
        ) : (
          <p className="empty">Sign in to see the settings of your tenant.</p>
        )}
      </main>
      <SignIn />
    </>
  );
}

function Dashboard({ onAdopted }: { readonly onAdopted: () => void }) {
  const timeline = useTimeline();
  const intune = useIntune();
  return (
    <>
      <Counts revision={timeline.revision} />
      <div className="columns">
        <section aria-labelledby="settings">
          <h2 id="settings">Settings</h2>
          <SettingsTable revision={timeline.revision} statuses={intune?.statuses ?? null} />
          {intune && <Intune {...intune} onAdopted={onAdopted} />}
        </section>
        <section aria-labelledby="history">
          <h2 id="history">
            History <span className="detail">New changes appear automatically.</span>
          </h2>
          <Timeline {...timeline} />
        </section>
      </div>
    </>
  );
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<Overview />);
void startSession();
