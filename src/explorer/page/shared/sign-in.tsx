/** The dialog that asks for a token and shows how to get one. The page stays below it, so that no input is lost when a token expires. */
import { type FormEvent, useEffect, useRef } from 'react';
import { signIn, stopAsking } from './session.js';
import { IS_LOCAL_MODE, useSession } from './use-session.js';

export function SignIn() {
  const { isAsking, isChecking, reason } = useSession();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isAsking && !dialog.current?.open) dialog.current?.showModal();
    if (!isAsking) dialog.current?.close();
  }, [isAsking]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void signIn(String(new FormData(event.currentTarget).get('token') ?? ''));
  };
  return (
    <dialog ref={dialog} className="sign-in" aria-labelledby="sign-in-title" onClose={stopAsking}>
      {isAsking && (
        <form onSubmit={submit}>
          <h2 id="sign-in-title">{reason === null ? 'Sign in' : 'Sign in again'}</h2>
          <p role="alert">{reason}</p>
          {IS_LOCAL_MODE ? <LocalToken /> : <EntraToken />}
          <label htmlFor="token">Bearer token</label>
          <textarea id="token" name="token" rows={4} required spellCheck={false} autoComplete="off" />
          <p className="detail">It is stored in this tab only and deleted when the tab is closed.</p>
          <div className="buttons">
            <button type="button" onClick={stopAsking}>
              Continue without signing in
            </button>
            <button type="submit" className="primary" disabled={isChecking}>
              Sign in
            </button>
          </div>
        </form>
      )}
    </dialog>
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
