import { describe, expect, it } from "vitest";
import { costOf, estimateCost } from "./cost.ts";
import { knownPrice } from "./prices.ts";

describe("prices", () => {
  it.each([
    ["gpt-4o", { input: 2_500, cachedInput: 1_250, output: 10_000 }],
    ["gpt-4o-2024-08-06", { input: 2_500, cachedInput: 1_250, output: 10_000 }],
    ["openai/gpt-4o-mini", { input: 150, cachedInput: 75, output: 600 }],
    ["demo-recorded", { input: 0, cachedInput: 0, output: 0 }],
    ["mistral-large-2407", { input: 2_000, cachedInput: 2_000, output: 6_000 }],
    ["gpt-4o-audio-preview", null],
    ["my-own-llama", null],
  ])("knows what %s costs, or that it does not know", (model, price) => {
    expect(knownPrice(model)).toEqual(price);
  });

  it("charges cached input at its own price", () => {
    const price = knownPrice("gpt-4o");
    expect(costOf({ input: 1_000, cached: 600, output: 100 }, price)).toBe(
      400n * 2_500n + 600n * 1_250n + 1_000_000n,
    );
  });

  it("says nothing of a cost without a price or without tokens", () => {
    expect(costOf({ input: 1, cached: 0, output: 1 }, null)).toBe(null);
    expect(costOf(null, knownPrice("gpt-4o"))).toBe(null);
    expect(estimateCost("write-pairs/answer", 300, null, null)).toBe(null);
  });

  it("reserves for a limit of tokens where one is sent", () => {
    expect(estimateCost("write-pairs/answer", 300, 50, { input: 2, cachedInput: 1, output: 3 })).toBe(350n);
  });
});
