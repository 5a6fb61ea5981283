/** A leftist heap: a binary tree whose root has the least key, and whose way along the right is short. Knows no tenants. */

/** An item that can be in one heap at a time. */
export interface HeapItem<Item extends HeapItem<Item>> {
  /** Must not change while the item is in a heap. */
  readonly key: number;
  left: Item | undefined;
  right: Item | undefined;
  /** The number of items along the right, this one included. */
  rank: number;
}

/** The root of both heaps together, in logarithmic time. A single item, and none, is a heap as well. */
export function joined<Item extends HeapItem<Item>>(one: Item | undefined, other: Item | undefined): Item | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const [root, rest] = one.key <= other.key ? [one, other] : [other, one];
  root.right = joined(root.right, rest);
  if (rankOf(root.left) < rankOf(root.right)) [root.left, root.right] = [root.right, root.left];
  root.rank = rankOf(root.right) + 1;
  return root;
}

/** Takes the root out of its heap and returns the root of the others. */
export function withoutRoot<Item extends HeapItem<Item>>(root: Item): Item | undefined {
  const others = joined(root.left, root.right);
  [root.left, root.right, root.rank] = [undefined, undefined, 1];
  return others;
}

function rankOf(item: { readonly rank: number } | undefined): number {
  return item?.rank ?? 0;
}
