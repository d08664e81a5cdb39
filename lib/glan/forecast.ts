import { PROMPT_NAMES, type PromptName } from "./run-plan.ts";
import type { TokenPrice } from "./token-price.ts";

/** What one call of a prompt usually takes. */
export interface TurnTokens {
  readonly input: number;
  /** Part of the input that the provider finds in its prefix cache, 0 to 1. */
  readonly cachedShare: number;
  readonly output: number;
}

/**
 * Lengths of the recorded completions (24 subject lists, 24 syllabi, 192 pairs; four characters a token, 3.7
 * where mathematics is dense) and of our prompts around them. A second turn carries the first one whole.
 *
 * A question is asked with the syllabus before everything that changes, one syllabus at a time. Of its 2,000
 * tokens about 1,700 (instructions, introduction, sessions and concepts) are the same for every question of the
 * syllabus; providers cache them in blocks of 128, so 1,664 or 83 %; first questions and misses leave 75 %.
 * All other prompts are shorter than the 1,024 tokens from which providers cache, or asked once.
 */
export const USUAL_TOKENS: Readonly<Record<PromptName, TurnTokens>> = {
  "list-subjects/list": { input: 150, cachedShare: 0, output: 1400 },
  "list-subjects/extract": { input: 1700, cachedShare: 0, output: 1000 },
  "write-syllabus/write": { input: 250, cachedShare: 0, output: 2400 },
  "write-syllabus/extract": { input: 2800, cachedShare: 0, output: 1350 },
  "write-pairs/question": { input: 2000, cachedShare: 0.75, output: 250 },
  "write-pairs/answer": { input: 260, cachedShare: 0, output: 600 },
};

/** Paper, section 2.2: a discipline has 100 to 200 subjects; the low end matches its 26,000 calls before the pairs. */
export const USUAL_SUBJECTS_PER_DISCIPLINE = 100;

export interface ForecastRequest {
  readonly disciplines: number;
  readonly subjectDraws: number;
  readonly subjectsPerDiscipline: number;
  /** Pairs of the whole run, or of each syllabus. */
  readonly pairs: { readonly total: number } | { readonly perSyllabus: number };
  /** Where the usual tokens are known better, say from the run's own ledger. */
  readonly tokens?: Readonly<Partial<Record<PromptName, TurnTokens>>>;
  /** Null where nobody stated a price. */
  readonly prices: Readonly<Record<PromptName, TokenPrice | null>>;
}

export interface Expense {
  readonly calls: number;
  readonly inputTokens: number;
  /** Part of the input tokens. */
  readonly cachedTokens: number;
  readonly outputTokens: number;
  /** Null when the price is unknown, and in a total when any price that counts is. */
  readonly costNanoUsd: number | null;
}

/** An expense with the figures it rests on, so that a screen can state them. */
export interface PromptForecast extends Expense {
  readonly usual: TurnTokens;
}

export interface RunForecast {
  readonly prompts: Readonly<Record<PromptName, PromptForecast>>;
  readonly syllabi: number;
  readonly pairs: number;
  /** Subject lists and syllabi: what is bought before the first question. */
  readonly beforePairs: Expense;
  readonly total: Expense;
}

/**
 * What a run will ask for and cost if every completion is usable; asking again is not foreseen. One
 * syllabus a subject, one answer a question.
 */
export function forecastRun(request: ForecastRequest): RunForecast {
  const { disciplines, subjectDraws, subjectsPerDiscipline } = request;
  const lists = disciplines * subjectDraws;
  const syllabi = disciplines * subjectsPerDiscipline;
  const pairs = "total" in request.pairs ? request.pairs.total : syllabi * request.pairs.perSyllabus;
  const foresee = (name: PromptName, calls: number): PromptForecast => {
    const usual = request.tokens?.[name] ?? USUAL_TOKENS[name];
    return { usual, ...expenseOf(calls, usual, request.prices[name]) };
  };
  const prompts: Record<PromptName, PromptForecast> = {
    "list-subjects/list": foresee("list-subjects/list", lists),
    "list-subjects/extract": foresee("list-subjects/extract", lists),
    "write-syllabus/write": foresee("write-syllabus/write", syllabi),
    "write-syllabus/extract": foresee("write-syllabus/extract", syllabi),
    "write-pairs/question": foresee("write-pairs/question", pairs),
    "write-pairs/answer": foresee("write-pairs/answer", pairs),
  };
  const before = PROMPT_NAMES.filter((name) => !name.startsWith("write-pairs/")).map((name) => prompts[name]);
  return {
    prompts,
    syllabi,
    pairs,
    beforePairs: sumUp(before),
    total: sumUp(Object.values(prompts)),
  };
}

function expenseOf(calls: number, usual: TurnTokens, price: TokenPrice | null): Expense {
  const inputTokens = Math.round(calls * usual.input);
  const cachedTokens = Math.round(inputTokens * usual.cachedShare);
  const outputTokens = Math.round(calls * usual.output);
  const costNanoUsd =
    price === null
      ? null
      : Math.round(
          (inputTokens - cachedTokens) * price.input +
            cachedTokens * price.cachedInput +
            outputTokens * price.output,
        );
  return { calls, inputTokens, cachedTokens, outputTokens, costNanoUsd };
}

function sumUp(expenses: readonly Expense[]): Expense {
  const sum = (of: (expense: Expense) => number) =>
    expenses.reduce((total, expense) => total + of(expense), 0);
  // A price that nobody stated is no obstacle where nothing is bought.
  const isUnknown = expenses.some(({ calls, costNanoUsd }) => calls > 0 && costNanoUsd === null);
  return {
    calls: sum(({ calls }) => calls),
    inputTokens: sum(({ inputTokens }) => inputTokens),
    cachedTokens: sum(({ cachedTokens }) => cachedTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    costNanoUsd: isUnknown ? null : sum(({ costNanoUsd }) => costNanoUsd ?? 0),
  };
}
