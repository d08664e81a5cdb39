import { afterAll, describe, expect, test } from "vitest";
import { FAULT_KINDS, type FaultKind } from "#lib/demo-model/fault-kinds.ts";
import type { RunReport } from "#lib/glan/run-report.ts";
import { resumeRun } from "#lib/runs/steer-run.ts";
import { openWorkerFixture } from "./testing/worker-fixture.ts";

// Waits of seconds become milliseconds; everything else is as in production.
const { base, queue, demo, withWorker, start, ended, close } = await openWorkerFixture(
  { recordings: false },
  {
    transport: { timeoutMs: 1_000 },
    retryRule: { retryAfterMaxMs: 50, backoffMinMs: 5, backoffMaxMs: 20 },
  },
);
afterAll(close);

const SUBJECTS = 2;
const PAIRS = 6;

/** What a run makes of a fault that meets a few of its calls: nothing, a failure of this kind, or a pause. */
const CONSEQUENCES: Partial<Record<FaultKind, { failed: string } | { paused: RegExp }>> = {
  "insufficient-quota": { paused: /quota/ },
  unauthorised: { paused: /API key/ },
  forbidden: { paused: /API key/ },
  "context-length": { failed: "bad-request" },
  refusal: { failed: "refused" },
  "content-filter": { failed: "filtered" },
  length: { failed: "truncated" },
};

/** Every request the model received has its completion in the ledger, and the money adds up. */
async function expectNothingLost(runId: number): Promise<void> {
  const { rows } = await base.db.pool.query<{ id: string }>(
    "SELECT call_id || '-' || attempt AS id FROM completion",
  );
  const known = new Set(rows.map((row) => row.id));
  const lost = (await demo.log.entries()).filter(({ requestId }) => !known.has(requestId ?? ""));
  expect(lost).toEqual([]);
  const open = await base.db.prisma.job.count({ where: { runId, state: "open" } });
  expect(open).toBe(0);
}

function answers(report: RunReport) {
  return report.totals.find((turn) => turn.stage === "write-pairs" && turn.turn === 2);
}

describe("a run that meets", () => {
  test.each(FAULT_KINDS)("%s ends as it should and loses nothing", async (kind) => {
    await withWorker(async () => {
      const consequence = CONSEQUENCES[kind];
      demo.setFaults([{ kind, rate: 0.4, times: 4 }]);
      const runId = await start({
        nodes: ["Physics"],
        subjectDraws: 2,
        maxSubjects: SUBJECTS,
        pairsPerSyllabus: PAIRS,
        // Draws of its own, so that no fault is spared by what an earlier run had bought.
        seed: kind,
      });
      let report = await ended(runId);
      if (consequence !== undefined && "paused" in consequence) {
        expect(report.state).toBe("paused");
        expect(report.reason).toMatch(consequence.paused);
        demo.setFaults([]);
        await resumeRun({ db: base.db, queue }, runId);
        report = await ended(runId);
      }
      expect(report.state).toBe("completed");
      const failed = consequence !== undefined && "failed" in consequence ? consequence.failed : null;
      const failures = report.failures.reduce((sum, group) => sum + group.count, 0);
      if (failed === null) expect(report.failures).toEqual([]);
      else {
        expect(new Set(report.failures.map((group) => group.kind))).toEqual(new Set([failed]));
        expect(report.failures[0]?.message.length).toBeGreaterThan(10);
      }
      const done = answers(report)?.done ?? 0;
      expect(done + failures).toBe(SUBJECTS * PAIRS);
      expect(failures > 0).toBe(failed !== null);
      expect((await demo.log.entries()).filter(({ served }) => served === kind).length).toBeGreaterThan(0);
      await expectNothingLost(runId);
    });
  });
});
