/** Parts of the console's tables. */
import type { ReactNode } from 'react';

interface ScrollingTableProps {
  readonly label: string;
  readonly columns: readonly string[];
  /** The rows. */
  readonly children: ReactNode;
}

/** Scrolls horizontally on narrow screens, also by keyboard. */
export function ScrollingTable({ label, columns, children }: ScrollingTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users must be able to focus what scrolls.
    <section className="scroll" aria-label={label} tabIndex={0}>
      <table>
        <Head columns={columns} />
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

export function Head({ columns }: Pick<ScrollingTableProps, 'columns'>) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column} scope="col">
            {column}
          </th>
        ))}
      </tr>
    </thead>
  );
}
