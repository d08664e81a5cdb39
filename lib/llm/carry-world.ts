import type { RunPlan } from "#lib/glan/run-plan.ts";
import type { EndpointClient } from "./endpoint-client.ts";
import type { LedgerStore } from "./ledger-store.ts";
import type { Permits } from "./permits.ts";
import type { PreparedCall } from "./prepared-call.ts";
import type { RetryRule } from "./retry-rule.ts";
import type { RunStops } from "./run-stops.ts";

/** What carrying a call needs of its surroundings. */
export interface CarryWorld {
  readonly workerId: number;
  readonly store: LedgerStore;
  readonly permits: Permits;
  readonly stops: RunStops;
  readonly retryRule: RetryRule;
  /** How long until a call that another worker has in flight is looked at again. */
  readonly lookAgainMs: number;
  readonly clock: () => number;
  readonly clientOf: (call: PreparedCall) => EndpointClient;
  readonly readRun: (runId: number) => Promise<{ isCapped: boolean; inDoubt: RunPlan["inDoubt"] }>;
  /** Resolves when a call of the run is settled; null when none is in flight here. */
  readonly nextSettled: (runId: number) => Promise<void> | null;
  readonly beginSettling: (runId: number) => () => void;
  /** A bug of ours, which must not cost a completion. */
  readonly onBug: (error: unknown, where: string) => void;
}
