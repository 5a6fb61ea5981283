/** The dialog for signing in. The page stays below it, so that no input is lost when a token expires. */
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import { IS_LOCAL_MODE } from './mode.js';
import { signIn, signInWithAccount, signOutAtLogin, startWithoutToken, stopAsking } from './session.js';
import { useSession } from './use-session.js';

export function SignIn() {
  const { isAsking, method, reason, viewer } = useSession();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isAsking && !dialog.current?.open) {
      dialog.current?.showModal();
      dialog.current?.querySelector<HTMLElement>('textarea, .primary')?.focus();
    }
    if (!isAsking) dialog.current?.close();
  }, [isAsking]);
  return (
    <dialog ref={dialog} className="sign-in" aria-labelledby="sign-in-title" onClose={stopAsking}>
      {isAsking && (
        <>
          <h2 id="sign-in-title">{reason === null && viewer === null ? 'Sign in' : 'Sign in again'}</h2>
          <p role="alert">{reason}</p>
          {method === 'token' && <TokenForm />}
          {method === 'account' && <AccountForm />}
          {method === null && <Unreachable />}
        </>
      )}
    </dialog>
  );
}

function TokenForm() {
  const { isChecking } = useSession();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void signIn(String(new FormData(event.currentTarget).get('token') ?? ''));
  };
  return (
    <form onSubmit={submit}>
      {IS_LOCAL_MODE ? <LocalToken /> : <EntraToken />}
      <label htmlFor="token">Bearer token</label>
      <textarea id="token" name="token" rows={4} required spellCheck={false} autoComplete="off" />
      <p className="detail">It is stored in this tab only and deleted when the tab is closed.</p>
      <Buttons>
        <button type="submit" className="primary" disabled={isChecking}>
          Sign in
        </button>
      </Buttons>
    </form>
  );
}

function AccountForm() {
  const { viewer, hasSignedOut, isAtLogin, isChecking } = useSession();
  if (!isSecureContext)
    return (
      <>
        <p>Browsers sign nobody in over plain http. Open this page by an address that begins with https.</p>
        <Buttons />
      </>
    );
  const staysHere = viewer !== null;
  const isLeaving = isAtLogin && !staysHere;
  return (
    <>
      <p role="status">
        {isAtLogin && staysHere
          ? 'Sign in in the window that has opened. This page then continues.'
          : `Sign in with your account of Microsoft Entra ID. ${staysHere ? 'What you typed here is kept.' : 'You then come back to this page.'}`}
      </p>
      <p className="detail">The sign-in is stored in this tab only and deleted when the tab is closed.</p>
      {hasSignedOut && !staysHere && (
        <p className="detail">
          You may still be signed in at Microsoft Entra ID.{' '}
          <button type="button" className="link" onClick={() => void signOutAtLogin()}>
            Sign out there too
          </button>
        </p>
      )}
      <Buttons>
        <button type="button" disabled={isLeaving || isChecking} onClick={() => void signInWithAccount(true)}>
          Use another account
        </button>
        <button
          type="button"
          className="primary"
          disabled={isLeaving || isChecking}
          onClick={() => void signInWithAccount(false)}
        >
          {isAtLogin && staysHere ? 'Open the window again' : 'Sign in'}
        </button>
      </Buttons>
    </>
  );
}

/** The service has not said how users sign in. */
function Unreachable() {
  return (
    <Buttons>
      <button type="button" className="primary" onClick={() => void startWithoutToken()}>
        Try again
      </button>
    </Buttons>
  );
}

function Buttons({ children }: { readonly children?: ReactNode }) {
  return (
    <div className="buttons">
      <button type="button" onClick={stopAsking}>
        Continue without signing in
      </button>
      {children}
    </div>
  );
}

function LocalToken() {
  return (
    <>
      <p>
        Open the link that the service printed when it started, or run this command in the service’s folder and paste
        the token that it prints:
      </p>
      <pre>node dist/main.js token</pre>
    </>
  );
}

function EntraToken() {
  return (
    <>
      <p>
        Paste an access token from Microsoft Entra ID for this service. You get one with the Azure CLI and the
        application id under which your administrator registered the service:
      </p>
      <pre>az account get-access-token --resource APPLICATION_ID --query accessToken --output tsv</pre>
    </>
  );
}
