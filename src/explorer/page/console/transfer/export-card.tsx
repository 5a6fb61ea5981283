/** Downloads all settings of the tenant as a file that the import and the commands read. */
import { useEffect, useRef, useState } from 'react';
import type { ExportFormat } from '../../../../desired/export-text.js';
import { saveFile } from './save-file.js';
import { TaskFailed, TransferClient } from './transfer-client.js';
import type { WorkProgress } from './worker/protocol.js';
import { Working } from './working.js';

const FORMATS: readonly { readonly format: ExportFormat; readonly label: string; readonly about: string }[] = [
  { format: 'yaml', label: 'YAML', about: 'To read, edit and keep under version control.' },
  { format: 'json', label: 'JSON', about: 'The same for programs.' },
  { format: 'm365dsc', label: 'Microsoft365DSC', about: 'The fields of IntuneDerivedCredential as JSON.' },
];

type State =
  | { readonly phase: 'ready'; readonly saved: string | null; readonly fault: string | null }
  | { readonly phase: 'working'; readonly progress: WorkProgress | null };
const READY: Extract<State, { readonly phase: 'ready' }> = { phase: 'ready', saved: null, fault: null };

export function ExportCard() {
  const [format, setFormat] = useState<ExportFormat>('yaml');
  const [state, setState] = useState<State>(READY);
  const client = useRef<TransferClient>(null);
  client.current ??= new TransferClient();
  useEffect(() => () => client.current?.cancel(), []);
  const download = async () => {
    setState({ phase: 'working', progress: null });
    try {
      const result = await client.current?.run({ kind: 'export', format }, (progress) =>
        setState({ phase: 'working', progress }),
      );
      const { text = '', count = 0 } = result ?? {};
      const name = saveFile(text, format);
      setState({
        ...READY,
        saved: `${name} holds ${count === 1 ? 'one object' : `${count.toLocaleString()} objects`}.`,
      });
    } catch (error) {
      if (error instanceof TaskFailed)
        setState({ ...READY, fault: error.message.replace(' Nothing was changed.', '') });
      else throw error;
    }
  };
  return (
    <section className="card" aria-labelledby="export">
      <h2 id="export">Export</h2>
      <p className="detail">All settings of your tenant as one file, as they are at one moment.</p>
      <fieldset className="formats" disabled={state.phase === 'working'}>
        <legend>Format</legend>
        {FORMATS.map((each) => (
          <label key={each.format}>
            <input
              type="radio"
              name="format"
              checked={format === each.format}
              onChange={() => setFormat(each.format)}
            />
            <span>
              {each.label} <span className="detail">{each.about}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {state.phase === 'working' ? (
        <Working
          what="Reading settings"
          progress={state.progress}
          stopLabel="Cancel"
          onStop={() => client.current?.cancel()}
        />
      ) : (
        <button type="button" className="primary" onClick={() => void download()}>
          Download all settings
        </button>
      )}
      <p role="status">{state.phase === 'ready' && state.saved}</p>
      <p role="alert" className="trouble">
        {state.phase === 'ready' && state.fault}
      </p>
    </section>
  );
}
