import type { Served } from "./request-log.ts";

export interface DemoModelStats {
  readonly requests: number;
  readonly inFlight: number;
  readonly maxInFlight: number;
  /** Requests that are over, by what they were served. */
  readonly served: Readonly<Partial<Record<Served, number>>>;
}
