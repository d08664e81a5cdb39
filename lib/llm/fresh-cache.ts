/**
 * Remembers what `load` gave for a while. Where loading again fails, the old value goes on serving:
 * a database that is away for a moment must not fail calls that are prepared.
 */
export function createFreshCache<Value>(
  load: (id: number) => Promise<Value>,
  options: { readonly maxAgeMs: number; readonly clock: () => number },
): { get(id: number): Promise<Value>; forget(): void } {
  const known = new Map<number, { readonly at: number; readonly value: Promise<Value> }>();
  return {
    get(id) {
      const now = options.clock();
      const entry = known.get(id);
      if (entry !== undefined && now - entry.at < options.maxAgeMs) return entry.value;
      const loading = load(id);
      const value = entry === undefined ? loading : loading.catch(() => entry.value);
      known.set(id, { at: now, value });
      value.catch(() => known.delete(id));
      return value;
    },
    forget: () => known.clear(),
  };
}
