/** The top of every page: navigation, the signed-in user, and the service's last refusal. */
import type { ReactNode } from 'react';
import { IS_LOCAL_MODE } from './mode.js';
import { Notice } from './notice.js';
import { askForToken, dismissRefusal, READ_PERMISSION, signOut, type Viewer, WRITE_PERMISSION } from './session.js';
import { useConnection } from './use-connection.js';
import { useSession } from './use-session.js';

const PAGES = [
  { name: 'Explorer', path: '.' },
  { name: 'Console', path: 'overview' },
  ...(IS_LOCAL_MODE ? [{ name: 'Apollo Sandbox', path: 'sandbox' }] : []),
];

interface TopBarProps {
  readonly page: string;
  /** Changes when the connection to Intune may be another one. */
  readonly revision?: number;
}

export function TopBar({ page, revision = 0 }: TopBarProps) {
  const { viewer, isOver, refusal, isChecking, isReachable } = useSession();
  const connection = useConnection(viewer, revision);
  return (
    <header className="top">
      <div className="bar">
        <h1>
          <span className="mark" aria-hidden="true" />
          Derived-credential settings
        </h1>
        <nav aria-label="Pages">
          {PAGES.map(({ name, path }) => (
            <a key={name} href={path} aria-current={name === page ? 'page' : undefined}>
              {name}
            </a>
          ))}
        </nav>
        <div className="who">
          {viewer && !isOver ? <SignedIn viewer={viewer} /> : <SignedOut isChecking={isChecking} />}
        </div>
      </div>
      <Notice connection={connection} />
      <div role="alert">
        {!isReachable && <p className="refusal">The service cannot be reached. Is it running?</p>}
        {refusal !== null && <Refused message={refusal} viewer={viewer} />}
      </div>
    </header>
  );
}

function SignedIn({ viewer }: { readonly viewer: Viewer }) {
  const { account } = useSession();
  return (
    <>
      <span className="viewer">
        <strong title={account ?? undefined}>{account ?? viewer.subject}</strong>
        <span className="detail">
          tenant <code title={viewer.tenantId}>{shortened(viewer.tenantId)}</code>
          {/* The token of an account is renewed. */}
          {account === null && <Until moment={viewer.expiresAt} />}
        </span>
      </span>
      <Access permissions={viewer.permissions} />
      <button type="button" onClick={signOut}>
        Sign out
      </button>
    </>
  );
}

function Until({ moment }: { readonly moment: string }) {
  const expiresAt = new Date(moment);
  return (
    <>
      , until{' '}
      <time dateTime={moment} title={expiresAt.toLocaleString()}>
        {timeOf(expiresAt)}
      </time>
    </>
  );
}

function Access({ permissions }: Pick<Viewer, 'permissions'>): ReactNode {
  if (permissions.includes(WRITE_PERMISSION)) return <span className="pill good">Read and write</span>;
  if (permissions.includes(READ_PERMISSION)) return <span className="pill caution">Read only</span>;
  return <span className="pill caution">No permission</span>;
}

function SignedOut({ isChecking }: { readonly isChecking: boolean }) {
  const { method } = useSession();
  if (isChecking) return <span className="detail">{method === 'account' ? 'Signing in…' : 'Checking the token…'}</span>;
  return (
    <>
      <span className="detail">Not signed in</span>
      <button type="button" className="primary" onClick={() => askForToken(null)}>
        Sign in
      </button>
    </>
  );
}

function Refused({ message, viewer }: { readonly message: string; readonly viewer: Viewer | null }) {
  const { account } = useSession();
  const mayRead = viewer?.permissions.includes(READ_PERMISSION) ?? false;
  return (
    <div className="refusal">
      <p>
        <strong>{mayRead ? 'This token can only read.' : 'This token does not have the permission.'}</strong> {message}{' '}
        Nothing was changed.
      </p>
      <button type="button" onClick={() => askForToken(null)}>
        {account === null ? 'Use another token' : 'Use another account'}
      </button>
      <button type="button" onClick={dismissRefusal}>
        Dismiss
      </button>
    </div>
  );
}

function shortened(uuid: string): string {
  return `${uuid.slice(0, 8)}…${uuid.slice(-4)}`;
}

/** The time, with the date if it is not today. */
function timeOf(moment: Date): string {
  const time = moment.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return moment.toDateString() === new Date().toDateString() ? time : `${moment.toLocaleDateString()} ${time}`;
}
