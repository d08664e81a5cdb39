import type { Database } from "#lib/db/client.ts";
import { listUnpricedModels } from "#lib/db/models.ts";
import type { RunSummary } from "#lib/glan/run-report.ts";
import type { RunCost } from "./run-text.ts";

/** What runs have cost so far. Unknown, never zero, where a model that was asked has no price. */
export async function readRunCosts(db: Database): Promise<(run: RunSummary) => RunCost> {
  const unpriced = await listUnpricedModels(db);
  return (run) => {
    const isUnknown = Object.values(run.plan.turns).some((turn) => unpriced.has(turn.modelProfileId));
    return isUnknown ? null : run.spentNanoUsd;
  };
}
