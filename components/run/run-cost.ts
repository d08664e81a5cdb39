import { formatUsd } from "#components/ui/format.ts";
import type { RunSummary } from "#lib/glan/run-report.ts";
import { sumTurns } from "./turn-names.ts";

/** What a run cost, in words where a number would mislead. */
export function describeCost(run: Pick<RunSummary, "isDemo" | "spentNanoUsd" | "totals">): string {
  if (run.isDemo && run.spentNanoUsd === 0) return "free";
  const { inputTokens, outputTokens } = sumTurns(run.totals);
  if (run.spentNanoUsd === 0 && inputTokens + outputTokens > 0) return "no price set";
  return formatUsd(run.spentNanoUsd);
}

export function describeScope(run: Pick<RunSummary, "scope">): string {
  if (run.scope.length === 0) return "The whole release";
  const names = run.scope.map((node) => node.name);
  return names.length <= 3
    ? names.join(", ")
    : `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`;
}
