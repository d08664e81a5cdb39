import { BoundedMap } from "./bounded-map.ts";
import type { ChatRequest } from "./chat-request.ts";

const CHARACTERS_PER_TOKEN = 4;
const CACHED_TOKENS_MIN = 1024;
const CACHED_TOKENS_STEP = 128;
const PREFIX_CHARACTERS = CACHED_TOKENS_MIN * CHARACTERS_PER_TOKEN;
const SAMPLE_CHARACTERS = 200;
const PREFIXES_REMEMBERED = 512;
/** What role and separators of a message cost. */
const TOKENS_PER_TURN = 4;

export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly cachedTokens: number;
}

export function tokensOf(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}

export function charactersOf(tokens: number): number {
  return tokens * CHARACTERS_PER_TOKEN;
}

/** Remembers for each opening of 1,024 tokens the last prompt that had it, as providers' prefix caches do. */
export class PrefixCache {
  private readonly lastBySample = new BoundedMap<string, string>(PREFIXES_REMEMBERED);

  usageOf(request: ChatRequest, completion: string): Usage {
    return {
      promptTokens: tokensOf(request.prompt.length) + TOKENS_PER_TURN * request.turns.length,
      completionTokens: tokensOf(completion.length),
      cachedTokens: this.cachedTokens(request.prompt),
    };
  }

  private cachedTokens(prompt: string): number {
    if (prompt.length < PREFIX_CHARACTERS) return 0;
    // Finding by a sample and comparing the whole costs a tenth of hashing the whole.
    const sample = prompt.slice(PREFIX_CHARACTERS - SAMPLE_CHARACTERS, PREFIX_CHARACTERS);
    const before = this.lastBySample.get(sample);
    this.lastBySample.set(sample, prompt);
    if (before === undefined) return 0;
    if (before.slice(0, PREFIX_CHARACTERS) !== prompt.slice(0, PREFIX_CHARACTERS)) return 0;
    return CACHED_TOKENS_MIN + CACHED_TOKENS_STEP * commonSteps(before, prompt);
  }
}

/** How many further steps two prompts share, by halving: comparing slices is far quicker than characters. */
function commonSteps(before: string, prompt: string): number {
  const step = CACHED_TOKENS_STEP * CHARACTERS_PER_TOKEN;
  const shorter = Math.min(before.length, prompt.length);
  let low = 0;
  let high = Math.floor((shorter - PREFIX_CHARACTERS) / step);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const from = PREFIX_CHARACTERS + low * step;
    const to = PREFIX_CHARACTERS + middle * step;
    if (before.slice(from, to) === prompt.slice(from, to)) low = middle;
    else high = middle - 1;
  }
  return low;
}
