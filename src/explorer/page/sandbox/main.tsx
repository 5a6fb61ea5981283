/**
 * Apollo Sandbox with an operation and headers preset. The only page that needs internet. The frame never gets the token:
 * it asks this page to send its requests, and this page puts the token in.
 */
import { ApolloSandbox } from '@apollo/sandbox';
import { useEffect, useRef } from 'react';
import { createRoot } from 'react-dom/client';
import { newExamples } from '../explorer/examples.js';
import { savedToken, startSession } from '../shared/session.js';
import { SignIn } from '../shared/sign-in.js';
import { TopBar } from '../shared/top-bar.js';
import { useSession } from '../shared/use-session.js';

const ENDPOINT = new URL('graphql', document.baseURI).href;

function Sandbox() {
  const { viewer } = useSession();
  return (
    <>
      <TopBar page="Apollo Sandbox" />
      <main>
        <p className="needs">
          Apollo Sandbox comes from apollographql.com, so it <strong>needs internet</strong>. What it sends goes from
          this page to this service, as you. Where the space below stays empty, it cannot be reached; the{' '}
          <a href=".">explorer</a> needs no internet.
        </p>
        {viewer && <Frame key={viewer.expiresAt} />}
      </main>
      <SignIn />
    </>
  );
}

function Frame() {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (frame.current === null) return;
    const sandbox = new ApolloSandbox({ target: frame.current, ...presets() });
    return () => sandbox.dispose();
  }, []);
  return <div ref={frame} className="frame" />;
}

function presets() {
  const [example] = newExamples();
  return {
    initialEndpoint: ENDPOINT,
    endpointIsEditable: false,
    runTelemetry: false,
    allowDynamicStyles: false,
    handleRequest: sendFor,
    initialState: {
      includeCookies: false,
      pollForSchemaUpdates: false,
      document: example?.query ?? '',
      variables: JSON.parse(example?.variables ?? '{}'),
      headers: { 'x-graphql-cost': '1' },
    },
  };
}

/** Wherever the frame wants it sent, it goes to this service, and the token nowhere else. */
function sendFor(_address: string, { headers, ...options }: RequestInit): Promise<Response> {
  const authorization = `Bearer ${savedToken()}`;
  return fetch(ENDPOINT, { ...options, credentials: 'omit', headers: { ...headers, authorization } });
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<Sandbox />);
void startSession();
