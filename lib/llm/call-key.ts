import { hash } from "node:crypto";
import type { ChatMessage } from "#lib/glan/words.ts";
import type { CallRequest } from "./ask.ts";
import type { ModelEndpoint } from "./model-endpoint.ts";

/** The messages as they are hashed and sent: two fields each, in this order. */
export function serialiseMessages(messages: readonly ChatMessage[]): string {
  return JSON.stringify(messages.map(({ role, content }) => ({ role, content })));
}

/** First 128 bits of SHA-256 over the serialised messages, as a uuid: proves a rebuilt prompt equal. */
export function promptHashOf(messagesJson: string): string {
  return toUuid(messagesJson);
}

/**
 * What makes a call the same call. The model is named by provider and model, never by address:
 * the demo model's port changes, a base URL may gain a slash.
 */
export function callKeyOf(
  request: CallRequest,
  model: Pick<ModelEndpoint, "providerSlug" | "model">,
  promptHash: string,
): string {
  const { temperature, topP, maxTokens } = request.sampling;
  return toUuid(
    JSON.stringify([
      "call:v1",
      request.stage,
      request.turn,
      request.promptVersionId,
      model.providerSlug,
      model.model,
      temperature,
      topP,
      maxTokens,
      String(request.draw),
      request.again,
      promptHash,
    ]),
  );
}

function toUuid(text: string): string {
  const hex = hash("sha256", text, "hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** Models that reason first: they take no sampling and count their limit with the reasoning. */
const REASONS_FIRST = /(^|\/)(o\d|gpt-5)/;

/** The body of the request. The messages are serialised once, for the hash and for this. */
export function serialiseRequest(
  model: string,
  messagesJson: string,
  sampling: CallRequest["sampling"],
): string {
  const { temperature, topP, maxTokens } = sampling;
  let body = `{"model":${JSON.stringify(model)},"messages":${messagesJson}`;
  if (REASONS_FIRST.test(model)) {
    if (maxTokens !== null) body += `,"max_completion_tokens":${maxTokens}`;
    return `${body}}`;
  }
  body += `,"temperature":${temperature},"top_p":${topP}`;
  if (maxTokens !== null) body += `,"max_tokens":${maxTokens}`;
  return `${body}}`;
}
