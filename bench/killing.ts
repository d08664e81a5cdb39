import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Database, openDatabase } from "#lib/db/client.ts";
import { readRequestLog } from "#lib/demo-model/request-log.ts";
import { type Env, readEnv } from "#lib/env.ts";
import { openQueue } from "#lib/jobs/queue.ts";
import { findEmbeddedPostgres } from "#lib/launch/embedded-postgres/embedded-postgres.ts";
import { findFreePort } from "#lib/launch/embedded-postgres/server-address.ts";
import { launchStudio } from "#lib/launch/launch-studio.ts";
import { readStudioFacts } from "#lib/launch/studio-facts.ts";
import type { BenchRow } from "./bench-row.ts";
import { endProcess, startDemoProcess } from "./demo-process.ts";
import { finishBenchRun, startBenchRun } from "./generation.ts";

const IN_FLIGHT = 32;
const KILLS = 50;
/** About 2,700 pairs, and the calls before them. */
const SIZE = { subjectDraws: 3, maxSubjects: 20, pairsPerSyllabus: 160 };
const LATENCY = { min: 50, max: 1_500 };
const SEED = 20_251;
const VICTIMS = ["worker", "worker", "postgres", "web"] as const;

interface Kills {
  readonly worker: number;
  readonly postgres: number;
  readonly web: number;
  /** Calls sent and not completed at the death of a worker: the most of one, and all together. */
  readonly mostInDoubt: number;
  readonly allInDoubt: number;
}

/**
 * SIGKILL of the worker, of PostgreSQL and of the web at random moments while the studio generates; then the demo
 * model's own log is held against the ledger.
 */
export async function benchKilling(): Promise<BenchRow[]> {
  const directory = await mkdtemp(path.join(tmpdir(), "glan-killing-"));
  const requestLog = path.join(directory, "requests.jsonl");
  const model = await startDemoProcess({ latency: LATENCY, recordings: false, requestLog });
  const env = readEnv({
    GLAN_DATA_DIR: path.join(directory, "data"),
    PORT: String(await findFreePort()),
    OPENAI_BASE_URL: model.url,
    GLAN_MODEL: "demo-recorded",
    GLAN_CONCURRENCY: String(IN_FLIGHT),
  });
  const studio = await launchStudio(env, { isDevelopment: false, say: () => undefined });
  const databaseUrl = await findEmbeddedPostgres(env.dataDir);
  if (databaseUrl === null) throw new Error("the studio has no database");
  const db = openDatabase(databaseUrl);
  const queue = await openQueue(databaseUrl);
  try {
    const started = Date.now();
    const runId = await startBenchRun({ db, queue, env }, SIZE);
    const ended = new AbortController();
    const killing = killAtRandom(env, db, ended.signal);
    const report = await finishBenchRun(db, runId, { timeoutMs: 1_800_000 });
    ended.abort();
    const { mostInDoubt, allInDoubt, ...kills } = await killing;
    const [before, after] = [await readRequestLog(requestLog), await compare(db, requestLog)];
    return [
      {
        name: `killing: ${Object.entries(kills)
          .map(([victim, count]) => `${victim} ${count}`)
          .join(", ")}`,
        goal: "0 lost, 0 bought again, in doubt at a kill <= in flight",
        figures: {
          "requests in the model's log": before.length,
          ...after,
          [`in doubt at one kill, most (of ${IN_FLIGHT})`]: mostInDoubt,
          "in doubt at all kills": allInDoubt,
          "run ended": `${report.state}, ${report.failures.length} kinds of failure`,
          seconds: Math.round((Date.now() - started) / 1000),
        },
      },
    ];
  } finally {
    await queue.close();
    await db.close();
    await studio.stop();
    await endProcess(model.process);
    await rm(directory, { recursive: true, force: true });
  }
}

async function killAtRandom(env: Env, db: Database, signal: AbortSignal): Promise<Kills> {
  const random = seededRandom(SEED);
  const kills = { worker: 0, postgres: 0, web: 0 };
  const inDoubt: number[] = [];
  while (kills.worker + kills.postgres + kills.web < KILLS) {
    await wait(1_000 + random() * 4_000, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) break;
    const victim = VICTIMS[Math.floor(random() * VICTIMS.length)] ?? "worker";
    const facts = readStudioFacts(env.dataDir);
    const pid =
      victim === "postgres"
        ? facts?.postgresPid
        : facts?.processes.find(({ name }) => name.startsWith(victim))?.mark.pid;
    if (pid === undefined || pid === null) continue;
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // Not restarted yet.
      continue;
    }
    kills[victim]++;
    if (victim === "worker") inDoubt.push(await countOpenCalls(db, pid));
  }
  return {
    ...kills,
    mostInDoubt: Math.max(0, ...inDoubt),
    allInDoubt: inDoubt.reduce((sum, count) => sum + count, 0),
  };
}

/** Calls that the worker of this process had sent and whose completion is not in the ledger. */
async function countOpenCalls(db: Database, pid: number): Promise<number> {
  for (;;) {
    try {
      const { rows } = await db.pool.query<{ open: number }>(
        `SELECT count(*)::int AS open FROM call JOIN worker ON worker.id = call.worker_id
          WHERE worker.pid = $1 AND NOT EXISTS (SELECT FROM completion
                WHERE completion.call_id = call.id AND completion.attempt = call.attempt)`,
        [pid],
      );
      return rows[0]?.open ?? 0;
    } catch {
      await wait(200);
    }
  }
}

/** Requests of the model's log, by call and attempt, against the completions of the ledger. */
async function compare(db: Database, requestLog: string): Promise<Record<string, number>> {
  const { rows } = await db.pool.query<{ call: string; request: string; state: string | null }>(
    `SELECT call.id::text AS call, call.id || '-' || coalesce(completion.attempt, call.attempt) AS request,
            state::text FROM call LEFT JOIN completion ON call_id = call.id`,
  );
  const stateOf = new Map(rows.map((row) => [row.request, row.state]));
  const requests = await readRequestLog(requestLog);
  const received = new Map<string, number>();
  for (const { requestId } of requests)
    received.set(requestId ?? "", (received.get(requestId ?? "") ?? 0) + 1);
  const ok = rows.filter((row) => row.state === "ok").map((row) => row.call);
  const counters = await db.pool.query<{ calls: number }>(
    "SELECT sum(calls)::int AS calls FROM run_progress",
  );
  return {
    "calls in the ledger": new Set(rows.map((row) => row.call)).size,
    "completions ok": ok.length,
    "completions in doubt": rows.filter((row) => row.state === "in-doubt").length,
    "attempts without a completion": rows.filter((row) => row.state === null).length,
    "lost: received and unknown to the ledger": [...received.keys()].filter((id) => !stateOf.has(id)).length,
    "bought again: ok more than once": ok.length - new Set(ok).size,
    "sent again as the same attempt": [...received.values()].filter((count) => count > 1).length,
    "counted calls less attempts": (counters.rows[0]?.calls ?? 0) - rows.length,
  };
}

/** mulberry32: the moments of the kills are the same in every run of the benchmark. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
