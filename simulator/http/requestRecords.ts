import type { RecordedRequest } from "../recordedRequest";
import type { RequestHead } from "../requestRecord";
import { RequestRecord } from "../requestRecord";

/** The requests so far. */
export class RequestRecords {
  readonly #limit: number;
  #records: RequestRecord[] = [];
  #count = 0;

  /** @param limit - how many are kept: the newest */
  constructor(limit: number) {
    this.#limit = limit;
  }

  add(head: Omit<RequestHead, "number" | "at">): RequestRecord {
    this.#count += 1;
    const record = new RequestRecord({ ...head, number: this.#count, at: Date.now() });
    this.#records.push(record);
    // Not at every request: taking one away at the front moves all the others.
    if (this.#records.length >= this.#limit * 2) {
      this.#records = this.#records.slice(-this.#limit);
    }
    return record;
  }

  list(): RecordedRequest[] {
    return this.#records.length > this.#limit ? this.#records.slice(-this.#limit) : [...this.#records];
  }

  forget(): void {
    this.#records = [];
    this.#count = 0;
  }
}
