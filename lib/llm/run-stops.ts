import type { CallOutcome, StopReason } from "./ask.ts";

export type Stopped = Extract<CallOutcome, { kind: "stopped" }>;

export interface RunStops {
  /** The first reason stands until the run is allowed again. */
  stop(runId: number, reason: StopReason, message: string): void;
  allow(runId: number): void;
  /** No run may send any more; cannot be taken back. */
  stopAll(message: string): void;
  find(runId: number): Stopped | null;
  /** Waits, or less where the run is stopped meanwhile. */
  rest(runId: number, ms: number): Promise<void>;
}

/** Which runs may not send any more. `onStop` hears of each stop once; null stands for all runs. */
export function openRunStops(onStop: (runId: number | null, stopped: Stopped) => void): RunStops {
  const stops = new Map<number, Stopped>();
  const resting = new Map<number, Set<() => void>>();
  let stoppedAll: Stopped | null = null;

  function wake(runId: number): void {
    for (const each of resting.get(runId) ?? []) each();
  }

  return {
    stop(runId, reason, message) {
      if (stops.has(runId)) return;
      const stopped: Stopped = { kind: "stopped", reason, message };
      stops.set(runId, stopped);
      wake(runId);
      onStop(runId, stopped);
    },
    allow(runId) {
      stops.delete(runId);
    },
    stopAll(message) {
      stoppedAll ??= { kind: "stopped", reason: "halted", message };
      for (const runId of resting.keys()) wake(runId);
      onStop(null, stoppedAll);
    },
    find: (runId) => stops.get(runId) ?? stoppedAll,
    rest(runId, ms) {
      return new Promise((resolve) => {
        const waiting = resting.get(runId) ?? new Set();
        resting.set(runId, waiting);
        const end = () => {
          clearTimeout(timer);
          waiting.delete(end);
          if (waiting.size === 0 && resting.get(runId) === waiting) resting.delete(runId);
          resolve();
        };
        const timer = setTimeout(end, ms);
        waiting.add(end);
      });
    },
  };
}
