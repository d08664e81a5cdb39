import { CommandLine } from "#components/ui/command-line.tsx";
import type { RunSummary } from "#lib/glan/run-report.ts";
import type { RunState } from "#lib/glan/words.ts";

interface Advice {
  readonly tone: string;
  readonly text: string;
  readonly commands: readonly string[];
}

const PLAIN = "border-line bg-raised";
const WARN = "border-warn/40 bg-warn-wash";

const ADVICE: Record<RunState, (run: RunSummary) => Advice | null> = {
  running: () => ({
    tone: PLAIN,
    text: "Pausing lets the calls in flight come back; nothing is lost.",
    commands: ["pause"],
  }),
  pausing: (run) => ({
    tone: WARN,
    text: `${run.reason ?? "The run was asked to pause."} The calls in flight are still being waited for.`,
    commands: [],
  }),
  paused: (run) => ({
    tone: WARN,
    text: `${run.reason ?? "The run was paused."} What is done stays done; the run goes on from here when resumed.`,
    commands: ["resume", "cancel"],
  }),
  completed: () => null,
  cancelled: (run) => ({
    tone: PLAIN,
    text: `${run.reason ?? "The run was cancelled."} What it made by then stays in the library.`,
    commands: [],
  }),
};

/** Why a run stands where it stands, and what to type next. */
export function RunAdvice({ run }: { readonly run: RunSummary }) {
  const advice = ADVICE[run.state](run);
  if (advice === null) return null;
  return (
    <div
      className={`flex flex-wrap items-center lg:flex-nowrap justify-between gap-x-6 gap-y-2 rounded-md border px-4 py-2.5 ${advice.tone}`}
    >
      <p className="min-w-0 max-w-[90ch] wrap-anywhere">{advice.text}</p>
      {advice.commands.length > 0 && (
        <div className="flex min-w-0 max-w-full shrink-0 flex-wrap gap-2 max-sm:shrink">
          {advice.commands.map((command) => (
            <CommandLine key={command} command={`npm run -s glan -- run ${command} ${run.id}`} />
          ))}
        </div>
      )}
    </div>
  );
}
