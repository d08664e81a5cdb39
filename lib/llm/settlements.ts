/** Which runs have calls in flight here, and when the next of them is settled. */
export interface Settlements {
  /** A call of the run goes out; the function returned says that it is settled. */
  begin(runId: number): () => void;
  /** Resolves at the run's next settlement; null when nothing of it is in flight. */
  next(runId: number): Promise<void> | null;
}

export function openSettlements(): Settlements {
  const runs = new Map<number, { inFlight: number; waiting: (() => void)[] }>();
  return {
    begin(runId) {
      const run = runs.get(runId) ?? { inFlight: 0, waiting: [] };
      runs.set(runId, run);
      run.inFlight++;
      return () => {
        run.inFlight--;
        if (run.inFlight === 0) runs.delete(runId);
        for (const resolve of run.waiting.splice(0)) resolve();
      };
    },
    next(runId) {
      const run = runs.get(runId);
      return run === undefined ? null : new Promise((resolve) => run.waiting.push(resolve));
    },
  };
}
