import type { PromptName } from "#lib/glan/run-plan.ts";
import type { TokenPrice } from "#lib/glan/token-price.ts";
import type { Usage } from "./classify.ts";

/** Tokens that the longest usual completion of each prompt has; reserved where no limit is sent. */
const OUTPUT_TOKENS: Record<PromptName, number> = {
  "list-subjects/list": 8_192,
  "list-subjects/extract": 8_192,
  "write-syllabus/write": 16_384,
  "write-syllabus/extract": 16_384,
  "write-pairs/question": 2_048,
  "write-pairs/answer": 8_192,
};

/** English has four and more bytes a token, other languages rarely under three. */
const BYTES_PER_TOKEN = 3;

/** What a call may cost at most, as far as can be known before it is sent; null without a price. */
export function estimateCost(
  promptName: PromptName,
  bodyBytes: number,
  maxTokens: number | null,
  prices: TokenPrice | null,
): bigint | null {
  if (prices === null) return null;
  const input = Math.ceil(bodyBytes / BYTES_PER_TOKEN);
  return BigInt(input * prices.input + (maxTokens ?? OUTPUT_TOKENS[promptName]) * prices.output);
}

/** What a completion cost; null where the provider said nothing of tokens, or nobody stated a price. */
export function costOf(usage: Usage | null, prices: TokenPrice | null): bigint | null {
  if (usage === null || prices === null) return null;
  const fresh = usage.input - usage.cached;
  return BigInt(fresh * prices.input + usage.cached * prices.cachedInput + usage.output * prices.output);
}
