import type { RawCompletion } from "#lib/db/envelope.ts";

/** What went wrong with the exchange itself. `too-large`: the body passed the limit and was no longer read. */
export interface TransportFault {
  readonly kind: "unreachable" | "cut" | "timeout" | "too-large";
  readonly message: string;
}

/** One request and what was heard of it, byte for byte, also where it was cut. */
export interface RawExchange extends RawCompletion {
  readonly fault: TransportFault | null;
  readonly latencyMs: number;
}

/** The first header of that name; names compare without case. */
export function headerOf(headers: RawExchange["headers"], name: string): string | null {
  const found = headers.find(([each]) => each.length === name.length && each.toLowerCase() === name);
  return found?.[1] ?? null;
}
