import { setTimeout as wait } from "node:timers/promises";
import type { Database } from "#lib/db/client.ts";
import { readRunReport } from "#lib/db/run-reports.ts";
import type { RunReport } from "#lib/glan/run-report.ts";
import { ensureStudioModels } from "#lib/launch/studio-models.ts";
import { startRun } from "#lib/runs/start-run.ts";
import type { BenchStudio } from "./bench-studio.ts";

/** Starts a run over one discipline; every benchmark generates "Physics". */
export async function startBenchRun(
  studio: Pick<BenchStudio, "db" | "queue" | "env">,
  size: { subjectDraws: number; maxSubjects: number; pairsPerSyllabus: number; seed?: string },
): Promise<number> {
  const { generation, answer } = await ensureStudioModels(studio.db, studio.env);
  const { runId } = await startRun(studio, {
    nodes: ["Physics"],
    createdBy: "benchmark",
    models: { generation: generation.id, answer: answer.id },
    ...size,
  });
  return runId;
}

/** Waits until a run has ended or paused. */
export async function finishBenchRun(
  db: Database,
  runId: number,
  options: { timeoutMs: number; onTick?: () => Promise<void> },
): Promise<RunReport> {
  const deadline = Date.now() + options.timeoutMs;
  while (Date.now() < deadline) {
    const report = await readRunReport(db, runId).catch(() => null);
    if (report !== null && report.state !== "running" && report.state !== "pausing") return report;
    await options.onTick?.();
    await wait(500);
  }
  throw new Error(`run ${runId} did not end within ${options.timeoutMs} ms`);
}
