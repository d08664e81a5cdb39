import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import type { BenchRow } from "./bench-row.ts";
import { type BenchStudio, type BenchWorker, openBenchStudio } from "./bench-studio.ts";
import { finishBenchRun, startBenchRun } from "./generation.ts";

const IN_FLIGHT = 32;
const KILLS = 50;
const LATENCY = { min: 50, max: 1_500 };
const SEED = 20_251;

/**
 * SIGKILL of the worker and of PostgreSQL at random moments of a run over 5,000 calls; then the demo model's
 * own log is held against the ledger.
 */
export async function benchKilling(): Promise<BenchRow[]> {
  const studio = await openBenchStudio({ latency: LATENCY, recordings: false });
  try {
    return [await killAndCompare(studio)];
  } finally {
    await studio.close();
  }
}

async function killAndCompare(studio: BenchStudio): Promise<BenchRow> {
  const random = seededRandom(SEED);
  let worker = studio.startWorker(IN_FLIGHT);
  const kills = { worker: 0, postgres: 0 };
  let isOver = false;
  const started = Date.now();
  const runId = await startBenchRun(studio, { subjectDraws: 3, maxSubjects: 20, pairsPerSyllabus: 125 });
  const killing = (async () => {
    while (!isOver && kills.worker + kills.postgres < KILLS) {
      await wait(1_000 + random() * 5_000);
      if (isOver) break;
      if (random() < 0.6) {
        worker = await killWorker(studio, worker);
        kills.worker++;
      } else {
        process.kill(studio.postgres.pid(), "SIGKILL");
        kills.postgres++;
      }
    }
  })();
  const report = await finishBenchRun(studio, runId, { timeoutMs: 1_800_000 });
  isOver = true;
  await killing;
  return {
    name: `killing: ${kills.worker} workers, ${kills.postgres} times PostgreSQL`,
    goal: "0 lost, 0 bought again, in doubt <= in flight",
    figures: {
      ...(await compare(studio)),
      "most in doubt at one kill (in flight)": `${await mostInDoubt(studio)} (${IN_FLIGHT})`,
      "run ended": report.state,
      seconds: Math.round((Date.now() - started) / 1000),
    },
  };
}

async function killWorker(studio: BenchStudio, worker: BenchWorker): Promise<BenchWorker> {
  worker.process.kill("SIGKILL");
  await worker.stop();
  return studio.startWorker(IN_FLIGHT);
}

/** Requests of the model's log by call and attempt, against the completions of the ledger. */
async function compare(studio: BenchStudio): Promise<Record<string, number>> {
  const { rows } = await studio.db.pool.query<{ id: string; attempt: number; state: string | null }>(
    `SELECT call.id::text, coalesce(completion.attempt, call.attempt) AS attempt, state::text
       FROM call LEFT JOIN completion ON call_id = call.id`,
  );
  const states = new Map(rows.map((row) => [`${row.id}-${row.attempt}`, row.state]));
  const lines = (await readFile(studio.requestLog, "utf8")).trim().split("\n");
  const served = lines.map((line) => JSON.parse(line) as { requestId: string | null });
  const seen = new Map<string, number>();
  for (const { requestId } of served) seen.set(requestId ?? "", (seen.get(requestId ?? "") ?? 0) + 1);
  const okAttempts = new Map<string, number>();
  for (const [id, state] of states) {
    if (state !== "ok") continue;
    const call = id.split("-")[0] ?? "";
    okAttempts.set(call, (okAttempts.get(call) ?? 0) + 1);
  }
  return {
    "requests in the model's log": served.length,
    "calls in the ledger": new Set(rows.map((row) => row.id)).size,
    "completions ok": [...states.values()].filter((state) => state === "ok").length,
    "in doubt": [...states.values()].filter((state) => state === "in-doubt").length,
    "without any mark": [...states.values()].filter((state) => state === null).length,
    "served but unknown to the ledger": [...seen.keys()].filter((id) => !states.has(id)).length,
    "sent twice as the same attempt": [...seen.values()].filter((count) => count > 1).length,
    "bought again (two ok completions)": [...okAttempts.values()].filter((count) => count > 1).length,
  };
}

/** In doubt, grouped by the worker that had sent them: a worker dies once. */
async function mostInDoubt(studio: BenchStudio): Promise<number> {
  const { rows } = await studio.db.pool.query<{ most: number | null }>(
    `SELECT max(count)::int AS most FROM (SELECT count(*) FROM completion WHERE state = 'in-doubt'
       GROUP BY date_trunc('second', received_at)) AS marked`,
  );
  return rows[0]?.most ?? 0;
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
