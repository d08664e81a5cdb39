import type { Studio } from "./launch-studio.ts";

/** npm hands Ctrl-C on to what it runs, which the terminal does too: one press arrives twice. */
const SAME_PRESS_MS = 700;

const PARENT_WATCH_MS = 250;

/** An npm that was killed outright tells nobody; what it ran sees that it has another parent. */
function whenNpmIsGone(act: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(timer);
    act();
  }, PARENT_WATCH_MS).unref();
}

/**
 * The first Ctrl-C (or SIGTERM, or a closed terminal) stops, a second one kills. Listens from before the
 * start is over, so that nothing half started is left behind.
 */
export function stopBySignal(studio: Promise<Studio>, say: (line: string) => void): void {
  let firstAt: number | null = null;
  const onSignal = () => {
    const now = Date.now();
    if (firstAt === null) {
      firstAt = now;
      say("Stopping: calls in flight come back first. Ctrl-C again stops at once.");
      void studio
        .then((running) => running.stop())
        .then(
          () => process.exit(0),
          (error: unknown) => {
            say(error instanceof Error ? error.message : String(error));
            process.exit(1);
          },
        );
    } else if (now - firstAt > SAME_PRESS_MS) {
      void studio.then((running) => running.kill()).finally(() => process.exit(1));
    }
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  whenNpmIsGone(onSignal);
}
