/** Components that several views use: links to help pages, times, why something was not done. */

// Made once: to make a format takes longer than to use it a hundred times.
const FORMAT = new Intl.DateTimeFormat([], { dateStyle: 'medium', timeStyle: 'short' });

/** A link to a help page, or plain text if the address is not http or https. */
export function HelpLink({ address }: { readonly address: string | null }) {
  if (address === null) return <span className="detail">none</span>;
  if (!isWebAddress(address)) return <span>{address}</span>;
  return (
    <a className="help" href={address} target="_blank" rel="noopener noreferrer" title={address}>
      {address.replace(/^https?:\/\//, '').replace(/\/$/, '')}
    </a>
  );
}

export function Moment({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={at}>
      {FORMAT.format(new Date(at))}
    </time>
  );
}

/** Read aloud by a screen reader as they appear. */
export function Faults({ faults }: { readonly faults: readonly string[] }) {
  return (
    <div role="alert">
      {faults.map((fault) => (
        <p key={fault} className="trouble">
          {fault}
        </p>
      ))}
    </div>
  );
}

function isWebAddress(address: string): boolean {
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
}
