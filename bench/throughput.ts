import type { BenchRow } from "./bench-row.ts";
import { openBenchStudio } from "./bench-studio.ts";
import { finishBenchRun, startBenchRun } from "./generation.ts";

interface Load {
  readonly name: string;
  readonly inFlight: number;
  readonly latency: { readonly min: number; readonly max: number };
  readonly subjects: number;
  readonly pairsPerSyllabus: number;
}

const SLOW = { min: 250, max: 750 };
const FAST = { min: 1, max: 1 };

const LOADS: readonly (Load & { readonly goal: string })[] = [
  {
    name: "64 in flight, 250-750 ms",
    inFlight: 64,
    latency: SLOW,
    subjects: 10,
    pairsPerSyllabus: 300,
    goal: "E >= 0.95",
  },
  {
    name: "256 in flight, 250-750 ms",
    inFlight: 256,
    latency: SLOW,
    subjects: 10,
    pairsPerSyllabus: 1_100,
    goal: "E >= 0.95",
  },
  {
    name: "1,024 in flight, 250-750 ms",
    inFlight: 1_024,
    latency: SLOW,
    subjects: 20,
    pairsPerSyllabus: 3_000,
    goal: "E >= 0.90, < 500 MB, flat",
  },
  {
    name: "64 in flight, 1 ms",
    inFlight: 64,
    latency: FAST,
    subjects: 10,
    pairsPerSyllabus: 1_500,
    goal: ">= 1,000 calls/s",
  },
];

/** Generation against the demo model, PostgreSQL, model and one worker on this machine's processors. */
export async function benchThroughput(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const load of LOADS) rows.push(await measure(load, load.goal));
  return rows;
}

async function measure(load: Load, goal: string): Promise<BenchRow> {
  const studio = await openBenchStudio({ latency: load.latency, recordings: false });
  try {
    const worker = studio.startWorker(load.inFlight);
    const size = { subjectDraws: 3, maxSubjects: load.subjects };
    // Lists and syllabi first: what is measured is the pairs.
    await finishBenchRun(studio.db, await startBenchRun(studio, { ...size, pairsPerSyllabus: 0 }), {
      timeoutMs: 120_000,
    });
    const memory: number[] = [];
    const runId = await startBenchRun(studio, { ...size, pairsPerSyllabus: load.pairsPerSyllabus });
    const report = await finishBenchRun(studio.db, runId, {
      timeoutMs: 600_000,
      onTick: async () => {
        memory.push(await worker.memory());
      },
    });
    const { rows } = await studio.db.pool.query<{ calls: number; seconds: number; latency: number }>(
      `SELECT count(*)::int AS calls, avg(latency_ms)::float8 / 1000 AS latency,
              extract(epoch FROM max(received_at) - min(sent_at))::float8 AS seconds
         FROM call JOIN completion ON call_id = id
        WHERE run_id = $1 AND stage = 'write-pairs'`,
      [runId],
    );
    const { calls = 0, seconds = 0, latency = 0 } = rows[0] ?? {};
    const served = (load.latency.min + load.latency.max) / 2 / 1000;
    const half = Math.floor(memory.length / 2);
    return {
      name: `throughput: ${load.name}`,
      goal,
      figures: {
        calls,
        "calls/s": Math.round(calls / seconds),
        E: ((calls * served) / (load.inFlight * seconds)).toFixed(3),
        "latency seen ms": Math.round(latency * 1000),
        "memory MB, first and second half, peak": [
          average(memory.slice(0, half)),
          average(memory.slice(half)),
          Math.max(...memory),
        ]
          .map((bytes) => Math.round(bytes / 1e6))
          .join(" / "),
        state: report.state,
      },
    };
  } finally {
    await studio.close();
  }
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
