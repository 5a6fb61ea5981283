/** The iframe with Apollo Sandbox. It is shown once the Sandbox runs; until then, or if it never does, a message is shown. */
import { ApolloSandbox } from '@apollo/sandbox';
import { useEffect, useRef, useState } from 'react';
import { newExamples } from '../explorer/examples.js';
import { savedToken } from '../shared/session.js';

const ENDPOINT = new URL('graphql', document.baseURI).href;
// The Sandbox sends a message right after it has loaded. A browser's error page also fires "load", but sends no message.
const SILENCE_AFTER_LOAD_MS = 3000;
const LONGEST_LOAD_MS = 15_000;

type State = 'loading' | 'running' | 'unreachable';

export function Frame() {
  const [attempt, setAttempt] = useState(1);
  return <Attempt key={attempt} retry={() => setAttempt(attempt + 1)} />;
}

function Attempt({ retry }: { readonly retry: () => void }) {
  const container = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<State>('loading');
  useEffect(() => {
    if (container.current === null) return;
    const sandbox = new ApolloSandbox({ target: container.current, ...presets() });
    const frame = container.current.querySelector('iframe');
    const unwatch = frame ? watch(frame, setState) : undefined;
    return () => {
      unwatch?.();
      sandbox.dispose();
    };
  }, []);
  return (
    <div className={`frame ${state}`}>
      <div role="status" className="panel">
        {state === 'loading' && <p>Loading Apollo Sandbox from apollographql.com…</p>}
        {state === 'unreachable' && <Unreachable retry={retry} />}
      </div>
      <div ref={container} className="embedded" />
    </div>
  );
}

function Unreachable({ retry }: { readonly retry: () => void }) {
  return (
    <>
      <p>
        <strong>Apollo Sandbox cannot be reached.</strong> Check that this browser can open
        sandbox.embed.apollographql.com, or use the <a href=".">explorer</a> instead.
      </p>
      <button type="button" onClick={retry}>
        Try again
      </button>
    </>
  );
}

/**
 * Reports whether the Sandbox runs. Because it is of another origin, the only sign is a message from it; a late message counts
 * too. Returns a function that stops watching.
 */
function watch(frame: HTMLIFrameElement, report: (state: State) => void): () => void {
  frame.title = 'Apollo Sandbox';
  const giveUp = () => report('unreachable');
  let timer = setTimeout(giveUp, LONGEST_LOAD_MS);
  const onLoad = () => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, SILENCE_AFTER_LOAD_MS);
  };
  const stop = () => {
    clearTimeout(timer);
    frame.removeEventListener('load', onLoad);
    removeEventListener('message', onMessage);
  };
  const onMessage = ({ source }: MessageEvent) => {
    if (source !== frame.contentWindow) return;
    stop();
    report('running');
  };
  frame.addEventListener('load', onLoad);
  addEventListener('message', onMessage);
  return stop;
}

function presets() {
  const [example] = newExamples();
  return {
    initialEndpoint: ENDPOINT,
    endpointIsEditable: false,
    runTelemetry: false,
    allowDynamicStyles: false,
    handleRequest: sendWithToken,
    initialState: {
      includeCookies: false,
      pollForSchemaUpdates: false,
      document: example?.query ?? '',
      variables: JSON.parse(example?.variables ?? '{}'),
      headers: { 'x-graphql-cost': '1' },
    },
  };
}

/** Sends the Sandbox's request to this service, whatever address the Sandbox gives, so that the token goes nowhere else. */
function sendWithToken(_address: string, { headers, ...options }: RequestInit): Promise<Response> {
  const authorization = `Bearer ${savedToken()}`;
  return fetch(ENDPOINT, { ...options, credentials: 'omit', headers: { ...headers, authorization } });
}
