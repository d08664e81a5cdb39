import type { TurnProgress } from "#lib/glan/run-report.ts";
import type { Stage, Turn } from "#lib/glan/words.ts";

const NAMES = {
  "list-subjects": ["Subject lists", "Subject lists extracted"],
  "write-syllabus": ["Syllabi written", "Syllabi extracted"],
  "write-pairs": ["Questions", "Answers"],
} as const satisfies Record<Stage, readonly [string, string]>;

export function turnName(stage: Stage, turn: Turn | number): string {
  return NAMES[stage][turn === 1 ? 0 : 1];
}

export interface RunSums {
  readonly planned: number;
  readonly done: number;
  readonly failed: number;
  readonly calls: number;
  readonly reused: number;
  readonly inDoubt: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export function sumTurns(turns: readonly TurnProgress[]): RunSums {
  const sum = (pick: (turn: TurnProgress) => number) => turns.reduce((total, turn) => total + pick(turn), 0);
  return {
    planned: sum((turn) => turn.planned),
    done: sum((turn) => turn.done),
    failed: sum((turn) => turn.failed),
    calls: sum((turn) => turn.calls),
    reused: sum((turn) => turn.reused),
    inDoubt: sum((turn) => turn.inDoubt),
    inputTokens: sum((turn) => turn.inputTokens),
    outputTokens: sum((turn) => turn.outputTokens),
  };
}
