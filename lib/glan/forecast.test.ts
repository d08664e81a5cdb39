import { describe, expect, test } from "vitest";
import { type ForecastRequest, forecastRun, USUAL_SUBJECTS_PER_DISCIPLINE } from "./forecast.ts";
import { PROMPT_NAMES, type PromptName } from "./run-plan.ts";
import type { TokenPrice } from "./token-price.ts";

const gpt4o: TokenPrice = { input: 2500, cachedInput: 1250, output: 10_000 };
const gpt4oMini: TokenPrice = { input: 150, cachedInput: 75, output: 600 };
const usd = (nanoUsd: number | null) => (nanoUsd ?? Number.NaN) / 1e9;

/** One model for everything but answers, as the paper had GPT-4 and GPT-3.5. */
const pricesOf = (generation: TokenPrice | null, answer: TokenPrice | null) => ({
  "list-subjects/list": generation,
  "list-subjects/extract": generation,
  "write-syllabus/write": generation,
  "write-syllabus/extract": generation,
  "write-pairs/question": generation,
  "write-pairs/answer": answer,
});
const paper: ForecastRequest = {
  disciplines: 126,
  subjectDraws: 10,
  subjectsPerDiscipline: USUAL_SUBJECTS_PER_DISCIPLINE,
  pairs: { total: 10_000_000 },
  prices: pricesOf(gpt4o, gpt4oMini),
};

describe("a run of the paper's size", () => {
  test("needs about the paper's 26,000 calls before the pairs", () => {
    const { beforePairs, syllabi } = forecastRun(paper);
    expect(syllabi).toBe(12_600);
    expect(beforePairs.calls).toBe(126 * 10 * 2 + 12_600 * 2);
    expect(Math.abs(beforePairs.calls / 26_000 - 1)).toBeLessThan(0.1);
  });

  test("costs within 30 % of the paper's 66,000 USD with GPT-4o and GPT-4o-mini for answers", () => {
    const { total, beforePairs, prompts } = forecastRun(paper);
    expect(total.calls).toBe(beforePairs.calls + 20_000_000);
    expect(usd(total.costNanoUsd)).toBeGreaterThan(66_000 * 0.7);
    expect(usd(total.costNanoUsd)).toBeLessThan(66_000 * 1.3);
    expect(prompts["write-pairs/question"].usual.cachedShare).toBe(0.75);
  });

  test("costs more at a provider without a discount for cached input", () => {
    const undiscounted = { ...gpt4o, cachedInput: gpt4o.input };
    const dearer = forecastRun({ ...paper, prices: pricesOf(undiscounted, gpt4oMini) });
    const difference = usd(dearer.total.costNanoUsd) - usd(forecastRun(paper).total.costNanoUsd);
    // 10 million questions, 1,500 cached tokens each, 1.25 USD per million saved.
    expect(difference).toBeCloseTo(18_750, 6);
  });
});

describe("a forecast", () => {
  const small: ForecastRequest = {
    disciplines: 2,
    subjectDraws: 3,
    subjectsPerDiscipline: 4,
    pairs: { perSyllabus: 5 },
    prices: pricesOf(gpt4o, gpt4oMini),
  };

  test("counts two turns a list and a syllabus, and a question and an answer a pair", () => {
    const { prompts, pairs, total } = forecastRun(small);
    expect(PROMPT_NAMES.map((name) => prompts[name].calls)).toEqual([6, 6, 8, 8, 40, 40]);
    expect(pairs).toBe(40);
    expect(total.calls).toBe(108);
  });

  test("charges fresh, cached and written tokens at their own price", () => {
    const tokens = { "write-pairs/question": { input: 1000, cachedShare: 0.4, output: 100 } };
    const question = forecastRun({ ...small, tokens }).prompts["write-pairs/question"];
    expect(question).toEqual({
      usual: tokens["write-pairs/question"],
      calls: 40,
      inputTokens: 40_000,
      cachedTokens: 16_000,
      outputTokens: 4000,
      costNanoUsd: 24_000 * 2500 + 16_000 * 1250 + 4000 * 10_000,
    });
  });

  test("totals what its prompts say", () => {
    const { prompts, total } = forecastRun(small);
    const sum = (of: (name: PromptName) => number | null) =>
      PROMPT_NAMES.reduce((all, name) => all + (of(name) ?? Number.NaN), 0);
    expect(total.inputTokens).toBe(sum((name) => prompts[name].inputTokens));
    expect(total.cachedTokens).toBe(sum((name) => prompts[name].cachedTokens));
    expect(total.outputTokens).toBe(sum((name) => prompts[name].outputTokens));
    expect(total.costNanoUsd).toBe(sum((name) => prompts[name].costNanoUsd));
  });

  test("knows no total where a price is unknown, unless nothing is bought at it", () => {
    const unpriced = { ...small, prices: pricesOf(gpt4o, null) };
    const { prompts, total, beforePairs } = forecastRun(unpriced);
    expect(prompts["write-pairs/answer"].costNanoUsd).toBeNull();
    expect(total.costNanoUsd).toBeNull();
    expect(beforePairs.costNanoUsd).toBeGreaterThan(0);
    const withoutPairs = forecastRun({ ...unpriced, pairs: { total: 0 } });
    expect(withoutPairs.total.costNanoUsd).toBe(beforePairs.costNanoUsd);
  });
});
