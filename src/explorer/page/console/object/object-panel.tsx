/** One object: its content, how it stands in Intune, its history, and what can be done with it. */
import { useEffect, useRef } from 'react';
import type { ChangeFieldsFragment, SettingsFieldsFragment } from '../../../../client/documents.js';
import { Faults, HelpLink, Moment } from '../cells.js';
import { drafts } from '../form/drafts.js';
import { SettingsForm } from '../form/settings-form.js';
import { valuesOf } from '../form/values.js';
import { Entry } from '../history/change-list.js';
import { ALL_CHANGES } from '../history/change-search.js';
import { ObjectState } from '../intune/state.js';
import { FIELDS, ISSUERS, NOTIFICATIONS } from '../labels.js';
import { go, Link } from '../use-address.js';
import type { ViewProps } from '../view-props.js';
import { UndoButtons } from '../write/undo-buttons.js';
import { useAttempt } from '../write/use-attempt.js';
import type { Proposal } from '../write/use-proposal.js';
import { useObject } from './use-object.js';

export function ObjectPanel({ id, address, log, intune, canWrite }: ViewProps & { readonly id: string }) {
  const object = useObject(id, log.revision);
  const heading = useRef<HTMLHeadingElement>(null);
  const { attempt, faults, isBusy, dialog } = useAttempt();
  const hasDraft = drafts.use().has(id);
  const isLoaded = object !== null;
  // Loading takes a moment, and a reader who has gone on with the keyboard meanwhile stays where he is.
  const opener = useRef(document.activeElement);
  useEffect(() => {
    if (isLoaded && [document.body, opener.current].includes(document.activeElement)) heading.current?.focus();
  }, [isLoaded]);
  const isEditing = address.task === 'edit' && canWrite && object?.settings != null;
  // What had the focus can be gone: a button of what was shown before, or the form.
  // biome-ignore lint/correctness/useExhaustiveDependencies: these change what the panel shows.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
  }, [isEditing, object?.changes[0]?.version]);
  if (object === null) return <section className="side" aria-label="Loading" aria-busy="true" />;
  const { settings, changes, hasOlder, hasMore, showOlder } = object;
  const [newest] = changes;
  const name = settings?.displayName ?? newest?.before?.displayName ?? 'Nothing is known under this address';
  const remove = (shown: SettingsFieldsFragment) =>
    attempt({
      title: `Delete “${shown.displayName}”?`,
      steps: [{ delete: { id, expectedVersion: shown.version } }],
      verb: 'Delete',
    });
  return (
    <section
      className="side"
      aria-labelledby="object"
      onKeyDown={({ key }) => key === 'Escape' && !isEditing && close()}
    >
      <header>
        <h2 id="object" ref={heading} tabIndex={-1}>
          {name}
        </h2>
        <button type="button" onClick={close}>
          Close
        </button>
      </header>
      {isEditing && settings ? (
        <SettingsForm
          draftKey={id}
          start={{ id, base: settings, values: valuesOf(settings) }}
          latest={settings}
          onDone={() => go({ task: 'show' })}
          onCancel={() => go({ task: 'show' })}
        />
      ) : (
        settings && <Content settings={settings} />
      )}
      {settings && intune && <ObjectState status={intune.statuses.get(id) ?? null} />}
      <div role="status">
        {settings === null && newest && (
          <p className="outdated">
            It was deleted. You can restore it from its history.
            {hasDraft && ' What you have typed is kept: edit it after that.'}
          </p>
        )}
      </div>
      {canWrite && settings && !isEditing && (
        <div className="buttons start">
          <button type="button" className="primary" onClick={() => go({ task: 'edit' })}>
            Edit
          </button>
          <button type="button" className="danger" aria-busy={isBusy} onClick={() => void remove(settings)}>
            Delete
          </button>
        </div>
      )}
      <Faults faults={faults} />
      {newest && (
        <History
          changes={changes}
          canWrite={canWrite && !isEditing}
          onPropose={attempt}
          showOlder={hasOlder ? showOlder : null}
        />
      )}
      {hasMore && <Link to={{ ...ALL_CHANGES, of: id }}>Show all changes of this object</Link>}
      {dialog}
    </section>
  );
}

function close(): void {
  go({ id: null, task: 'show' });
}

function Content({ settings }: { readonly settings: SettingsFieldsFragment }) {
  return (
    <dl className="content">
      <dt>{FIELDS.issuer}</dt>
      <dd>{ISSUERS[settings.issuer]}</dd>
      <dt>{FIELDS.notificationType}</dt>
      <dd>{NOTIFICATIONS[settings.notificationType]}</dd>
      <dt>{FIELDS.helpUrl}</dt>
      <dd>
        <HelpLink address={settings.helpUrl ?? null} />
      </dd>
      <dt>{FIELDS.renewalThresholdPercentage}</dt>
      <dd>{settings.renewalThresholdPercentage} %</dd>
      <dt>Version</dt>
      <dd>
        {settings.version}, <Moment at={settings.updatedAt} />
      </dd>
    </dl>
  );
}

interface HistoryProps {
  /** Newest first. */
  readonly changes: readonly ChangeFieldsFragment[];
  readonly canWrite: boolean;
  readonly onPropose: (proposal: Proposal) => Promise<void>;
  readonly showOlder: (() => void) | null;
}

function History({ changes, canWrite, onPropose, showOlder }: HistoryProps) {
  const [latest] = changes;
  return (
    <>
      <h3>History</h3>
      <ol className="timeline">
        {changes.map((change) => (
          <Entry key={change.id} change={change}>
            {canWrite && latest && <UndoButtons change={change} latest={latest} onPropose={onPropose} />}
          </Entry>
        ))}
      </ol>
      {showOlder && (
        <button type="button" onClick={showOlder}>
          Show older changes
        </button>
      )}
    </>
  );
}
