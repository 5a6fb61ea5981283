/** What the processes of one service tell each other. */

/** Points that callers have spent in one process since its last message. */
export type Spent = readonly (readonly [caller: string, points: number])[];

export type Message =
  | { readonly kind: 'ready'; readonly url: string }
  | { readonly kind: 'spent'; readonly spent: Spent };
