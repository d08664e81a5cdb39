import type { ChatRequest } from "./chat-request.ts";
import { type ChoiceParts, choicesJson, completionBody } from "./completion-body.ts";
import { charactersOf, type PrefixCache, tokensOf, type Usage } from "./usage.ts";

/** A completion before it is put into words of the wire. */
export interface Completion {
  readonly id: string;
  readonly created: number;
  readonly model: string;
  readonly content: string;
  readonly finishReason: ChoiceParts["finishReason"];
  readonly usage: Usage;
}

export function completionOf(
  request: ChatRequest,
  text: string,
  id: string,
  prefixCache: PrefixCache,
): Completion {
  const { maxTokens } = request;
  const isCut = maxTokens !== null && tokensOf(text.length) > maxTokens;
  const content = isCut ? text.slice(0, charactersOf(maxTokens)).toWellFormed() : text;
  return {
    id,
    created: Math.floor(Date.now() / 1000),
    model: request.model,
    content,
    finishReason: isCut ? "length" : "stop",
    usage: prefixCache.usageOf(request, content),
  };
}

/** The body of a completion, in part otherwise than it came. */
export function bodyOf(completion: Completion, changed: Partial<ChoiceParts> = {}): string {
  const { id, created, model, content, finishReason, usage } = completion;
  const choices = choicesJson({ content, finishReason, ...changed });
  return completionBody({ id, created, model, choices, usage });
}
