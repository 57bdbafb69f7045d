const collator = new Intl.Collator("en", { numeric: true });

/** The order of IDs: by number, and where that is one and the same, by letter. The order of the PBX may change from day to day. */
export function inIdOrder(one: string, other: string): number {
  return collator.compare(one, other) || Number(one > other) - Number(one < other);
}

/** Sorts what has an ID: see {@link inIdOrder}. */
export function byId(one: { id: string }, other: { id: string }): number {
  return inIdOrder(one.id, other.id);
}
