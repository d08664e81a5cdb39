import type { Database } from "#lib/db/client.ts";
import { retryWhileAway } from "#lib/db/database-away.ts";
import { readRunRule } from "#lib/db/ledger-runs.ts";
import type { Ask, CallOutcome, CallRequest, StopReason } from "./ask.ts";
import { carryCall } from "./carry-call.ts";
import type { CarryWorld } from "./carry-world.ts";
import { type EndpointClient, openEndpointClient } from "./endpoint-client.ts";
import { createFreshCache } from "./fresh-cache.ts";
import type { JsonValue } from "./json-value.ts";
import { openLedgerStore } from "./ledger-store.ts";
import { LIMITER_RULE, type LimiterRule } from "./limiter.ts";
import type { ModelEndpoint } from "./model-endpoint.ts";
import { openPermits } from "./permits.ts";
import { type PreparedCall, prepareCall } from "./prepared-call.ts";
import { RETRY_RULE, type RetryRule } from "./retry-rule.ts";
import { openRunStops } from "./run-stops.ts";
import { openSettlements } from "./settlements.ts";
import type { TransportOptions } from "./transport.ts";

export interface Ledger {
  readonly ask: Ask;
  /** Calls that hold a permit. */
  inFlight(): number;
  /** Calls that wait for one. */
  waiting(): number;
  /** For worker.limiter, shown on the run page. */
  limiterState(): { readonly [model: string]: JsonValue };
  /** Calls of the run that were not sent return stopped at once; those in flight finish and are committed. */
  haltRun(runId: number, reason: StopReason, message: string): void;
  /** Also forgets endpoints and caps, so that a changed key, price or budget is read again. */
  allowRun(runId: number): void;
  /** Sends nothing more; resolves when everything in flight is committed. */
  close(): Promise<void>;
}

export interface LedgerOptions {
  readonly db: Database;
  readonly workerId: number;
  readonly concurrency: number;
  readonly resolveModel: (modelProfileId: number) => Promise<ModelEndpoint>;
  readonly clock?: () => number;
  readonly transport?: Partial<Omit<TransportOptions, "connections">>;
  readonly retryRule?: Partial<RetryRule>;
  readonly limiterRule?: Partial<LimiterRule>;
  readonly lookAgainMs?: number;
  /** The database went away and is waited for; or something of ours is wrong. Never holds a secret. */
  readonly onTrouble?: (error: unknown, where: string) => void;
}

const TRANSPORT = { timeoutMs: 600_000, connectTimeoutMs: 10_000, bodyMaxBytes: 32 * 1024 * 1024 } as const;
/** A changed key, price or budget is seen this late where nobody halts and allows the run. */
const FRESH_MS = 5_000;
const LOOK_AGAIN_MS = 1_000;

export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const { db, workerId, concurrency } = options;
  const clock = options.clock ?? Date.now;
  const onTrouble = options.onTrouble ?? (() => undefined);
  const limiterRule = { ...LIMITER_RULE, limitMax: concurrency, ...options.limiterRule };
  const permits = openPermits({ concurrency, rule: limiterRule, clock });
  const stops = openRunStops((runId, stopped) => permits.stop(runId, stopped));
  const settlements = openSettlements();

  const onAway = (error: unknown) => onTrouble(error, "the database is away");
  const fresh = { maxAgeMs: FRESH_MS, clock };
  const endpoints = createFreshCache(options.resolveModel, fresh);
  const runRules = createFreshCache((runId) => retryWhileAway(() => readRunRule(db, runId), onAway), fresh);
  const clients = new Map<string, EndpointClient>();
  const live = new Map<string, { readonly runId: number; readonly outcome: Promise<CallOutcome> }>();

  function clientOf({ endpoint }: PreparedCall): EndpointClient {
    const name = `${endpoint.baseUrl} ${endpoint.apiKey ?? ""}`;
    const known = clients.get(name);
    if (known !== undefined) return known;
    const client = openEndpointClient(endpoint, {
      ...TRANSPORT,
      ...options.transport,
      connections: concurrency,
    });
    clients.set(name, client);
    return client;
  }

  const world: CarryWorld = {
    workerId,
    store: openLedgerStore(db, onAway),
    permits,
    stops,
    retryRule: { ...RETRY_RULE, ...options.retryRule },
    lookAgainMs: options.lookAgainMs ?? LOOK_AGAIN_MS,
    clock,
    clientOf,
    readRun: runRules.get,
    nextSettled: settlements.next,
    beginSettling: settlements.begin,
    onBug: onTrouble,
  };

  /** Two who ask the same at once share one call; of another run, the second looks for itself afterwards. */
  async function ask(request: CallRequest): Promise<CallOutcome> {
    const stopped = stops.find(request.runId);
    if (stopped !== null) return stopped;
    const call = prepareCall(request, await endpoints.get(request.modelProfileId));
    for (let shared = live.get(call.key); shared !== undefined; shared = live.get(call.key)) {
      const outcome = await shared.outcome;
      if (shared.runId === request.runId) return outcome;
    }
    const outcome = carryCall(call, world).finally(() => live.delete(call.key));
    live.set(call.key, { runId: request.runId, outcome });
    return outcome;
  }

  return {
    ask,
    inFlight: permits.inFlight,
    waiting: permits.waiting,
    limiterState: permits.states,
    haltRun: stops.stop,
    allowRun(runId) {
      endpoints.forget();
      runRules.forget();
      stops.allow(runId);
    },
    async close() {
      stops.stopAll("The worker is ending; the run goes on with the next one.");
      while (live.size > 0) await Promise.allSettled([...live.values()].map(({ outcome }) => outcome));
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
  };
}
