import type { TokenPrice } from "#lib/glan/token-price.ts";

// List prices in USD per million tokens: input, cached input, output. A provider without a discount for
// cached input charges it as input.
const LIST: readonly (readonly [model: RegExp, input: number, cachedInput: number, output: number])[] = [
  [/^demo-/, 0, 0, 0],
  [/^gpt-4o-2024-05-13$/, 5, 5, 15],
  [/^gpt-4o-mini(-\d{4}-\d\d-\d\d)?$/, 0.15, 0.075, 0.6],
  [/^gpt-4o(-\d{4}-\d\d-\d\d)?$/, 2.5, 1.25, 10],
  [/^gpt-4\.1-nano(-\d{4}-\d\d-\d\d)?$/, 0.1, 0.025, 0.4],
  [/^gpt-4\.1-mini(-\d{4}-\d\d-\d\d)?$/, 0.4, 0.1, 1.6],
  [/^gpt-4\.1(-\d{4}-\d\d-\d\d)?$/, 2, 0.5, 8],
  [/^gpt-4-turbo(-\d{4}-\d\d-\d\d)?$/, 10, 10, 30],
  [/^gpt-4(-0613)?$/, 30, 30, 60],
  [/^gpt-3\.5-turbo(-0125)?$/, 0.5, 0.5, 1.5],
  [/^o1(-\d{4}-\d\d-\d\d)?$/, 15, 7.5, 60],
  [/^o3(-\d{4}-\d\d-\d\d)?$/, 2, 0.5, 8],
  [/^o3-mini(-\d{4}-\d\d-\d\d)?$/, 1.1, 0.55, 4.4],
  [/^o4-mini(-\d{4}-\d\d-\d\d)?$/, 1.1, 0.275, 4.4],
  [/^mistral-large-(2|2407|2411|latest)$/, 2, 2, 6],
  [/^(open-)?mixtral-8x7b(-.*)?$/, 0.7, 0.7, 0.7],
  [/^(open-)?mixtral-8x22b(-.*)?$/, 2, 2, 6],
];

/** The list price of a model by its name, also behind a vendor's prefix ("openai/gpt-4o"); null if unknown. */
export function knownPrice(model: string): TokenPrice | null {
  const name = model.slice(model.lastIndexOf("/") + 1).toLowerCase();
  const row = LIST.find(([pattern]) => pattern.test(name));
  if (row === undefined) return null;
  const [, input, cachedInput, output] = row;
  const nano = (usdPerMillion: number) => Math.round(usdPerMillion * 1_000);
  return { input: nano(input), cachedInput: nano(cachedInput), output: nano(output) };
}
