/** The parameters of a request. The case of their names does not count, that of their values does. */
export class Parameters {
  readonly #values = new Map<string, string[]>();
  readonly #pairs: readonly (readonly [string, string])[];

  constructor(pairs: readonly (readonly [string, string])[]) {
    this.#pairs = pairs;
    for (const [name, value] of pairs) {
      const key = name.toLowerCase();
      this.#values.set(key, [...(this.#values.get(key) ?? []), value]);
    }
  }

  /** The value of a parameter. One that is sent more than once says nothing for certain and counts as not sent. */
  get(name: string): string | undefined {
    const values = this.#values.get(name.toLowerCase()) ?? [];
    return values.length === 1 ? values[0] : undefined;
  }

  /** The parameters by the names under which they were sent. */
  toObject(): Record<string, string> {
    return Object.fromEntries(this.#pairs);
  }
}
