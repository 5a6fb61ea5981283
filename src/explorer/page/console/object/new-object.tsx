/** The form for a new object, beside the list or in place of an empty one. */
import { useEffect, useRef } from 'react';
import { randomId } from '../../shared/random-id.js';
import { useSession } from '../../shared/use-session.js';
import { newKey } from '../form/drafts.js';
import { SettingsForm } from '../form/settings-form.js';
import { valuesOf } from '../form/values.js';
import { go } from '../use-address.js';

export function NewObject({ isPanel }: { readonly isPanel: boolean }) {
  const { viewer } = useSession();
  const tenant = useRef(viewer?.tenantId ?? '').current;
  const start = useRef({ id: randomId(), base: null, values: valuesOf(null) }).current;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isPanel) heading.current?.focus();
  }, [isPanel]);
  return (
    <section className={isPanel ? 'side' : 'first card'} aria-labelledby="new-object">
      <header>
        <h2 id="new-object" ref={heading} tabIndex={-1}>
          {isPanel ? 'New settings' : 'Create the first'}
        </h2>
      </header>
      <SettingsForm
        draftKey={newKey(tenant)}
        start={start}
        latest={null}
        onDone={(id) => go({ id, task: 'show' })}
        hasShortcut={!isPanel}
        onCancel={isPanel ? () => go({ task: 'show' }) : null}
      />
    </section>
  );
}
