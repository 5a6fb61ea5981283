/**
 * The rows of a long list, loaded page by page as far as the window that is shown needs them. After a change only the pages in
 * the window are loaded again. Knows nothing of React.
 */

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** The cursor after which the next page begins. */
  readonly end: string | null;
  readonly hasNext: boolean;
  readonly total: number;
}

type Load<Row> = (after: string | null) => Promise<Page<Row> | null>;
type Kept<Row> = Page<Row> & { readonly generation: number };

export class Rows<Row> {
  readonly #load: Load<Row>;
  readonly #onChange: () => void;
  #pages: readonly Kept<Row>[] = [];
  #window = { first: 0, last: 1 };
  // Pages that were requested before the latest change are loaded again.
  #generation = 0;
  #isLoading = false;
  #isStopped = false;

  /** @param load a page after a cursor; null if that failed, which has been reported already */
  constructor(load: Load<Row>, onChange: () => void) {
    this.#load = load;
    this.#onChange = onChange;
  }

  /** Null until the first page is loaded. */
  get total(): number | null {
    return this.#pages[0] === undefined ? null : Math.max(this.#pages.at(-1)?.total ?? 0, this.#count(this.#pages));
  }

  /** Null if the row is not loaded yet. */
  at(index: number): Row | null {
    let left = index;
    for (const { rows } of this.#pages) {
      if (left < rows.length) return rows[left] ?? null;
      left -= rows.length;
    }
    return null;
  }

  /** Shows the rows from `first` to before `last`, and loads what is missing. */
  show(first: number, last: number): void {
    this.#window = { first, last };
    void this.#fill();
  }

  /** Something has changed in the list. */
  refresh(): void {
    this.#generation++;
    void this.#fill();
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #fill(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    for (let from = this.#missing(); from !== null && !this.#isStopped; from = this.#missing()) {
      if (!(await this.#loadFrom(from))) break;
    }
    this.#isLoading = false;
  }

  /** The first page that the window needs and that is not loaded, or not since the latest change; null if there is none. */
  #missing(): number | null {
    let start = 0;
    for (const [index, { rows, generation }] of this.#pages.entries()) {
      const isShown = start < this.#window.last && start + rows.length >= this.#window.first;
      if (isShown && generation !== this.#generation) return index;
      start += rows.length;
    }
    const isAtEnd = this.#pages.at(-1)?.hasNext === false;
    return start < this.#window.last && !isAtEnd ? this.#pages.length : null;
  }

  /** Replaces the pages from one on, at once, so that no row appears twice or disappears meanwhile. */
  async #loadFrom(from: number): Promise<boolean> {
    const pages = this.#pages.slice(0, from);
    const isReplacing = from < this.#pages.length;
    do {
      const generation = this.#generation;
      const page = await this.#load(pages.at(-1)?.end ?? null);
      if (page === null) return false;
      pages.push({ ...page, generation });
    } while (isReplacing && pages.at(-1)?.hasNext && this.#count(pages) < this.#window.last && !this.#isStopped);
    this.#pages = pages;
    if (!this.#isStopped) this.#onChange();
    return true;
  }

  #count(pages: readonly Kept<Row>[]): number {
    return pages.reduce((sum, { rows }) => sum + rows.length, 0);
  }
}
