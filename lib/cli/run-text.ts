import type { RunReport, RunSummary, TurnProgress } from "#lib/glan/run-report.ts";
import type { Stage, Turn } from "#lib/glan/words.ts";
import { formatCount, formatFacts, formatNanoUsd, formatTable } from "./format.ts";

/** Money of a run: null where a price that counts is unknown. */
export type RunCost = number | null;

export interface RunTotals {
  readonly calls: number;
  readonly reused: number;
  readonly inDoubt: number;
  readonly failed: number;
  readonly pairs: number;
  readonly pairsPlanned: number;
}

const TURNS: readonly { stage: Stage; turn: Turn; name: string }[] = [
  { stage: "list-subjects", turn: 1, name: "subject lists" },
  { stage: "list-subjects", turn: 2, name: "subject lists, extracted" },
  { stage: "write-syllabus", turn: 1, name: "syllabi" },
  { stage: "write-syllabus", turn: 2, name: "syllabi, extracted" },
  { stage: "write-pairs", turn: 1, name: "questions" },
  { stage: "write-pairs", turn: 2, name: "answers" },
];

export function totalOf(run: RunSummary): RunTotals {
  const sum = (of: (turn: TurnProgress) => number) => run.totals.reduce((total, turn) => total + of(turn), 0);
  const answers = run.totals.find(({ stage, turn }) => stage === "write-pairs" && turn === 2);
  return {
    calls: sum(({ calls }) => calls),
    reused: sum(({ reused }) => reused),
    inDoubt: sum(({ inDoubt }) => inDoubt),
    failed: sum(({ failed }) => failed),
    pairs: answers?.done ?? 0,
    pairsPlanned: answers?.planned ?? 0,
  };
}

const SCOPE_SHOWN_MAX = 3;

function describeScope(run: RunSummary): string {
  if (run.scope.length === 0) return "the whole taxonomy";
  const more = run.scope.length - SCOPE_SHOWN_MAX;
  const shown = run.scope.slice(0, SCOPE_SHOWN_MAX).map(({ name }) => name);
  return shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

export function describeCost(cost: RunCost): string {
  return cost === null ? "unknown (a model has no price)" : formatNanoUsd(cost);
}

/** "run 3, running: Physics" */
export function describeRunLine(run: RunSummary): string {
  return `run ${run.id}, ${run.state}: ${describeScope(run)}${run.reason === null ? "" : ` (${run.reason})`}`;
}

/** How far a run is, in one line: only what is under way or done. */
export function describeProgress(run: RunSummary, cost: RunCost): string {
  const parts = TURNS.flatMap(({ stage, turn, name }) => {
    // Second turns of lists and syllabi follow their first at once: one figure for both.
    if (stage !== "write-pairs" && turn === 1) return [];
    const progress = run.totals.find((row) => row.stage === stage && row.turn === turn);
    if (progress === undefined || progress.planned === 0) return [];
    return [
      `${name.replace(", extracted", "")} ${formatCount(progress.done)}/${formatCount(progress.planned)}`,
    ];
  });
  const { calls, failed } = totalOf(run);
  return [
    `Run ${run.id} ${run.state}`,
    ...parts,
    `calls ${formatCount(calls)}`,
    ...(failed > 0 ? [`failed ${formatCount(failed)}`] : []),
    ...(cost === null ? [] : [formatNanoUsd(cost)]),
  ].join(" · ");
}

export function formatRunList(runs: readonly { run: RunSummary; cost: RunCost }[]): string {
  if (runs.length === 0) return "No run yet. `glan generate` starts one.";
  return formatTable(
    [
      { title: "RUN", align: "right" },
      { title: "STATE" },
      { title: "CALLS", align: "right" },
      { title: "REUSED", align: "right" },
      { title: "PAIRS", align: "right" },
      { title: "COST", align: "right" },
      { title: "STARTED" },
      { title: "SCOPE" },
    ],
    runs.map(({ run, cost }) => {
      const totals = totalOf(run);
      return [
        String(run.id),
        run.state,
        formatCount(totals.calls),
        formatCount(totals.reused),
        formatCount(totals.pairs),
        cost === null ? "unknown" : formatNanoUsd(cost),
        run.createdAt.slice(0, 16).replace("T", " "),
        describeScope(run) + (run.isSample ? " (sample)" : ""),
      ];
    }),
  );
}

export function formatRun(run: RunReport, cost: RunCost): string {
  const totals = totalOf(run);
  const facts = formatFacts([
    ["Run", `${run.id}${run.isSample ? " (sample)" : ""}, ${run.state}`],
    ...(run.reason === null ? [] : [["Reason", run.reason] as const]),
    ["Scope", `${describeScope(run)}, release ${run.releaseNumber}`],
    ["Models", [...new Set(Object.values(run.models))].join(", ") + (run.isDemo ? " (demo)" : "")],
    ["Seed", run.plan.seed],
    [
      "Calls",
      `${formatCount(totals.calls)} made, ${formatCount(totals.reused)} reused, ${formatCount(totals.inDoubt)} in doubt`,
    ],
    ["Pairs", `${formatCount(totals.pairs)} of ${formatCount(totals.pairsPlanned)}`],
    [
      "Cost",
      describeCost(cost) + (run.budgetNanoUsd === null ? "" : ` of ${formatNanoUsd(run.budgetNanoUsd)}`),
    ],
  ]);
  const turns = TURNS.flatMap(({ stage, turn, name }) => {
    const row = run.totals.find((total) => total.stage === stage && total.turn === turn);
    if (row === undefined) return [];
    return [
      [name, row.planned, row.done, row.reused, row.failed, row.calls, row.inputTokens, row.outputTokens],
    ];
  });
  const table = formatTable(
    ["STEP", "PLANNED", "DONE", "REUSED", "FAILED", "CALLS", "TOKENS IN", "OUT"].map((title, i) => ({
      title,
      align: i === 0 ? ("left" as const) : ("right" as const),
    })),
    turns.map((cells) => cells.map((cell) => (typeof cell === "number" ? formatCount(cell) : cell))),
  );
  const failures = run.failures.map(
    ({ stage, turn, kind, count, message }) =>
      `  ${formatCount(count)} × ${stage}/${turn} ${kind}: ${message}`,
  );
  return [facts, "", table, ...(failures.length > 0 ? ["", "Failures", ...failures] : [])].join("\n");
}

/** What a finished or interrupted wait has to say, the figures first. */
export function describeOutcome(run: RunReport, cost: RunCost): string {
  const totals = totalOf(run);
  const figures = `${formatCount(totals.calls)} calls made, ${formatCount(totals.reused)} reused, ${formatCount(totals.pairs)} of ${formatCount(totals.pairsPlanned)} pairs, cost ${describeCost(cost)}`;
  return `Run ${run.id} ${run.state}: ${figures}.`;
}
