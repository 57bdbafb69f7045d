import { inIdOrder } from "../../provider/types/idOrder";

/** Sorts what has an ID: see {@link inIdOrder}. */
export function byId(one: { id: string }, other: { id: string }): number {
  return inIdOrder(one.id, other.id);
}
