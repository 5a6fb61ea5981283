/** Buttons that page through a list, and the place in the list. */
import { useEffect, useState } from 'react';

/** Where a page starts: its cursor, and the number of items before it. */
export interface Place {
  readonly after: string | null;
  readonly skipped: number;
}
const FIRST_PLACE: Place = { after: null, skipped: 0 };

interface Page {
  readonly totalCount: number;
  readonly nodes: readonly unknown[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}

export interface Places {
  readonly place: Place;
  /** Null on the first page. */
  readonly back: (() => void) | null;
  readonly forward: (page: Page) => void;
}

export function usePlaces(): Places {
  // The start of each page so far, for the "Previous" button.
  const [places, setPlaces] = useState<readonly Place[]>([FIRST_PLACE]);
  const place = places.at(-1) ?? FIRST_PLACE;
  return {
    place,
    back: places.length === 1 ? null : () => setPlaces(places.slice(0, -1)),
    forward: ({ nodes, pageInfo }) =>
      setPlaces([...places, { after: pageInfo.endCursor ?? null, skipped: place.skipped + nodes.length }]),
  };
}

/** The page of a list that is known already. */
export function pageOf<Item>(items: readonly Item[], { skipped }: Place, size: number) {
  const nodes = items.slice(skipped, skipped + size);
  const pageInfo = { hasNextPage: skipped + size < items.length, endCursor: null };
  return { nodes, totalCount: items.length, pageInfo };
}

/** If the page has become empty, it goes back to the one before. */
export function Pager({ places, page }: { readonly places: Places; readonly page: Page }) {
  const { place, back, forward } = places;
  const isPastTheEnd = page.nodes.length === 0 && back !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: one step back for each empty page that was loaded.
  useEffect(() => {
    if (isPastTheEnd) back();
  }, [page]);
  if (isPastTheEnd) return null;
  return (
    <div className="pager">
      <span className="detail">
        {place.skipped + 1}–{place.skipped + page.nodes.length} of {page.totalCount}
      </span>
      <button type="button" disabled={back === null} onClick={() => back?.()}>
        Previous
      </button>
      <button type="button" disabled={!page.pageInfo.hasNextPage} onClick={() => forward(page)}>
        Next
      </button>
    </div>
  );
}
