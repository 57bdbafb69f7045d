/** A map that reports each key whose value is set or removed. */
export class ObservedMap<Value> extends Map<string, Value> {
  /** Called after each change. */
  onChange: ((key: string) => void) | undefined;

  override set(key: string, value: Value): this {
    super.set(key, value);
    this.onChange?.(key);
    return this;
  }

  override delete(key: string): boolean {
    const existed = super.delete(key);
    if (existed) {
      this.onChange?.(key);
    }
    return existed;
  }

  override clear(): void {
    const keys = [...this.keys()];
    super.clear();
    for (const key of keys) {
      this.onChange?.(key);
    }
  }
}
