import { z } from "zod";
import type { DemoModel } from "../server.ts";

export const ChatCompletionSchema = z.object({
  id: z.string().startsWith("chatcmpl-"),
  object: z.literal("chat.completion"),
  created: z.int(),
  model: z.string(),
  choices: z.tuple([
    z.object({
      index: z.literal(0),
      message: z.object({
        role: z.literal("assistant"),
        content: z.string(),
        refusal: z.null(),
        annotations: z.array(z.never()),
      }),
      logprobs: z.null(),
      finish_reason: z.enum(["stop", "length"]),
    }),
  ]),
  usage: z.object({
    prompt_tokens: z.int(),
    completion_tokens: z.int(),
    total_tokens: z.int(),
    prompt_tokens_details: z.object({ cached_tokens: z.int() }),
  }),
  system_fingerprint: z.string(),
});

export interface Message {
  readonly role: string;
  readonly content: string;
}

export function chatBody(messages: readonly Message[] | string, more: Record<string, unknown> = {}) {
  const list = typeof messages === "string" ? [{ role: "user", content: messages }] : messages;
  return { model: "demo-recorded", messages: list, temperature: 1, top_p: 0.95, ...more };
}

export async function post(
  model: Pick<DemoModel, "url">,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${model.url}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

/** The text of an answer that must come whole. */
export async function ask(
  model: Pick<DemoModel, "url">,
  messages: readonly Message[] | string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const response = await post(model, chatBody(messages, more));
  const completion = ChatCompletionSchema.parse(await response.json());
  return completion.choices[0].message.content;
}
