import { hash128 } from "./random.ts";

export interface ChatTurn {
  readonly role: string;
  readonly content: string;
}

export interface ChatRequest {
  readonly model: string;
  readonly turns: readonly ChatTurn[];
  /** All contents, one after another: what token counts and prefix caching see. */
  readonly prompt: string;
  readonly maxTokens: number | null;
  /** 128 bits of model, messages and sampling, in hex: the same whatever the order of keys in the body. */
  readonly bodyHash: string;
}

export type ChatRequestOutcome =
  | { readonly kind: "request"; readonly request: ChatRequest }
  | {
      readonly kind: "invalid";
      readonly message: string;
      readonly param: string | null;
      readonly code: string | null;
    };

/** Parsed by hand: a schema library costs more than the rest of the request. */
export function readChatRequest(body: string): ChatRequestOutcome {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return invalid(
      "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. The API expects a JSON payload, but what was sent was not valid JSON.)",
    );
  }
  if (!isRecord(parsed)) return invalid("The JSON body of your request is not an object.");
  const { model, messages } = parsed;
  if (typeof model !== "string" || model === "") return invalid("you must provide a model parameter");
  if (messages === undefined) return missing("messages");
  if (!Array.isArray(messages) || messages.length === 0) {
    return invalid(
      "Invalid 'messages': expected a non-empty array of messages.",
      "messages",
      "invalid_value",
    );
  }
  if (parsed.stream === true) {
    return invalid("This server does not stream.", "stream", "unsupported_value");
  }
  if (typeof parsed.n === "number" && parsed.n !== 1) {
    return invalid("This server gives one choice.", "n", "unsupported_value");
  }
  const turns: ChatTurn[] = [];
  for (const [index, message] of messages.entries()) {
    const turn = readTurn(message);
    if (turn === null) return missing(`messages.${index}`);
    turns.push(turn);
  }
  const only = turns.length === 1 ? turns[0] : undefined;
  const limit = parsed.max_completion_tokens ?? parsed.max_tokens;
  return {
    kind: "request",
    request: {
      model,
      turns,
      prompt: only ? only.content : turns.map((turn) => turn.content).join("\n"),
      maxTokens: typeof limit === "number" && limit > 0 ? limit : null,
      bodyHash: hashOf(model, turns, parsed),
    },
  };
}

const SAMPLING_KEYS = ["temperature", "top_p", "max_tokens", "max_completion_tokens", "seed", "stop"];

function hashOf(model: string, turns: readonly ChatTurn[], body: Record<string, unknown>): string {
  let canonical = model;
  for (const key of SAMPLING_KEYS) {
    const value = body[key];
    canonical += `\u0000${value === undefined ? "" : JSON.stringify(value)}`;
  }
  for (const turn of turns) canonical += `\u0000${turn.role}\u0000${turn.content}`;
  return hash128(canonical);
}

function readTurn(message: unknown): ChatTurn | null {
  if (!isRecord(message)) return null;
  const { role, content } = message;
  if (typeof role !== "string") return null;
  if (typeof content === "string") return { role, content };
  if (content === null && role === "assistant") return { role, content: "" };
  if (!Array.isArray(content)) return null;
  const texts: string[] = [];
  for (const part of content) {
    if (!isRecord(part)) return null;
    if (typeof part.text === "string") texts.push(part.text);
  }
  return { role, content: texts.join("\n") };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(
  message: string,
  param: string | null = null,
  code: string | null = null,
): ChatRequestOutcome {
  return { kind: "invalid", message, param, code };
}

function missing(param: string): ChatRequestOutcome {
  return invalid(`Missing required parameter: '${param}'.`, param, "missing_required_parameter");
}
