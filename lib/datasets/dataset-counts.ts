import type { StoredPair } from "#lib/db/exported-pairs.ts";
import type { DatasetManifest } from "./dataset-manifest.ts";
import type { PairPlace } from "./pair-line.ts";

type Counts = Pick<
  DatasetManifest,
  "pairs" | "strategies" | "disciplines" | "releases" | "runs" | "models" | "prompts"
>;

/** Counts what goes into a data set; its memory grows with disciplines and models, not with pairs. */
export class DatasetCounts {
  #pairs = 0;
  readonly #strategies = { single: 0, double: 0 };
  readonly #disciplines = new Map<number, { field: string | null; name: string; pairs: number }>();
  readonly #releases = new Set<number>();
  readonly #runs = new Set<number>();
  readonly #models = { question: new Set<string>(), answer: new Set<string>() };
  readonly #prompts = { question: new Set<string>(), answer: new Set<string>() };

  get pairs(): number {
    return this.#pairs;
  }

  add(pair: StoredPair, place: PairPlace): void {
    this.#pairs++;
    this.#strategies[pair.strategy]++;
    const discipline = this.#disciplines.get(pair.nodeId) ?? {
      field: place.field,
      name: place.discipline,
      pairs: 0,
    };
    discipline.pairs++;
    this.#disciplines.set(pair.nodeId, discipline);
    this.#releases.add(pair.releaseNumber);
    this.#runs.add(pair.runId);
    this.#models.question.add(pair.questionModel);
    this.#models.answer.add(pair.answerModel);
    this.#prompts.question.add(pair.questionPrompt);
    this.#prompts.answer.add(pair.answerPrompt);
  }

  summarise(): Counts {
    const numbers = (values: Set<number>) => [...values].sort((a, b) => a - b);
    const names = (values: Set<string>) => [...values].sort();
    return {
      pairs: this.#pairs,
      strategies: this.#strategies,
      disciplines: [...this.#disciplines].sort(([a], [b]) => a - b).map(([, discipline]) => discipline),
      releases: numbers(this.#releases),
      runs: numbers(this.#runs),
      models: { question: names(this.#models.question), answer: names(this.#models.answer) },
      prompts: { question: names(this.#prompts.question), answer: names(this.#prompts.answer) },
    };
  }
}
