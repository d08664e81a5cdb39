import type { Usage } from "./usage.ts";

/** What distinguishes one completion's body from another; the rest is the same for all. */
export interface CompletionParts {
  readonly id: string;
  readonly created: number;
  readonly model: string;
  /** JSON of `choices`; undefined leaves the key out. */
  readonly choices: string | undefined;
  readonly usage: Usage | undefined;
}

export interface ChoiceParts {
  readonly content: string | null;
  readonly refusal?: string;
  readonly finishReason: "stop" | "length" | "content_filter";
}

/** Written as text: only the few parts that need escaping go through JSON.stringify. */
export function completionBody({ id, created, model, choices, usage }: CompletionParts): string {
  return `{"id":"${id}","object":"chat.completion","created":${created},"model":${JSON.stringify(model)}${
    choices === undefined ? "" : `,"choices":${choices}`
  }${usage === undefined ? "" : `,"usage":${usageJson(usage)}`},"service_tier":"default","system_fingerprint":"fp_demo000001"}`;
}

export function choicesJson({ content, refusal, finishReason }: ChoiceParts): string {
  return `[{"index":0,"message":{"role":"assistant","content":${
    content === null ? "null" : JSON.stringify(content)
  },"refusal":${
    refusal === undefined ? "null" : JSON.stringify(refusal)
  },"annotations":[]},"logprobs":null,"finish_reason":"${finishReason}"}]`;
}

function usageJson({ promptTokens, completionTokens, cachedTokens }: Usage): string {
  return `{"prompt_tokens":${promptTokens},"completion_tokens":${completionTokens},"total_tokens":${
    promptTokens + completionTokens
  },"prompt_tokens_details":{"cached_tokens":${cachedTokens},"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}`;
}

export function errorBody(
  message: string,
  type: string,
  param: string | null = null,
  code: string | null = null,
): string {
  return JSON.stringify({ error: { message, type, param, code } }, null, 2);
}
