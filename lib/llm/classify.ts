import { isUtf8 } from "node:buffer";
import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from "node:zlib";
import type { CompletionState } from "#lib/glan/words.ts";
import { headerOf, type RawExchange } from "./raw-exchange.ts";

export interface Usage {
  readonly input: number;
  readonly cached: number;
  readonly output: number;
}

export interface Classified {
  readonly state: Exclude<CompletionState, "in-doubt">;
  /** The message text where the body has one, also of truncated and filtered completions. */
  readonly content: string | null;
  readonly usage: Usage | null;
  /** What was seen, for the log and the failure list. */
  readonly message: string;
}

/** A provider's error texts are shown to people: the length of a sentence or two. */
const MESSAGE_MAX = 300;
const QUOTA_CODES = new Set(["insufficient_quota", "billing_hard_limit_reached", "billing_not_active"]);

type JsonObject = { readonly [name: string]: unknown };

/** Says what state a raw exchange is in. Pure: it can be run again over what the ledger keeps. */
export function classifyResponse(raw: RawExchange): Classified {
  if (raw.fault !== null) {
    const state = raw.fault.kind === "too-large" ? "malformed" : raw.fault.kind;
    return bare(state, raw.fault.message);
  }
  const status = raw.status ?? 0;
  if (status >= 200 && status < 300) return classifyAnswer(raw);
  return classifyRefusedRequest(status, readError(parseBody(raw)));
}

function bare(state: Classified["state"], message: string): Classified {
  return { state, content: null, usage: null, message: message.slice(0, MESSAGE_MAX) };
}

function classifyRefusedRequest(status: number, error: ProviderError | null): Classified {
  const message = `status ${status}${error === null ? "" : `: ${error.message}`}`;
  if (status === 401 || status === 403) return bare("unauthorised", message);
  if (status === 402 || (status === 429 && isQuota(error))) return bare("quota", message);
  if (status === 429) return bare("rate-limited", message);
  // 408, 409 and 425 say "not now", of the request's time and not of its content.
  if (status >= 500 || status === 408 || status === 409 || status === 425)
    return bare("server-error", message);
  if (error?.code === "content_filter") return bare("filtered", message);
  if (status >= 300) return bare("bad-request", message);
  return bare("malformed", message);
}

function classifyAnswer(raw: RawExchange): Classified {
  if (raw.body.length === 0) return bare("empty", "the body is empty");
  const body = parseBody(raw);
  if (!isObject(body)) return bare("malformed", `the body is not a JSON object: ${peek(raw.body)}`);
  const usage = readUsage(body.usage);
  const choice = Array.isArray(body.choices) ? body.choices[0] : undefined;
  if (!isObject(choice)) {
    const error = readError(body);
    if (error === null) return { ...bare("empty", "no choice came back"), usage };
    if (isQuota(error)) return { ...bare("quota", error.message), usage };
    if (error.code === "rate_limit_exceeded") return { ...bare("rate-limited", error.message), usage };
    return { ...bare("error-body", `status ${raw.status} with an error: ${error.message}`), usage };
  }
  const message = isObject(choice.message) ? choice.message : {};
  const content = readContent(message.content);
  const seen = { content, usage };
  if (choice.finish_reason === "content_filter") {
    return { ...seen, state: "filtered", message: "the provider's content filter stopped it" };
  }
  if (typeof message.refusal === "string" && message.refusal !== "") {
    return { ...seen, state: "refused", message: message.refusal.slice(0, MESSAGE_MAX) };
  }
  if (choice.finish_reason === "length") {
    return { ...seen, state: "truncated", message: "the model reached its limit of tokens" };
  }
  if (content === null || content.trim() === "") {
    return { ...seen, state: "empty", message: "the message has no text" };
  }
  return { ...seen, state: "ok", message: "" };
}

/** A text column holds neither NUL nor half a surrogate pair, so nobody sees them; the envelope keeps them. */
function storable(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

/** Text as one string, or in parts as some providers send it. */
function readContent(content: unknown): string | null {
  if (typeof content === "string") return storable(content);
  if (!Array.isArray(content)) return null;
  const texts = content.flatMap((part) =>
    isObject(part) && part.type === "text" && typeof part.text === "string" ? [part.text] : [],
  );
  return texts.length === 0 ? null : storable(texts.join(""));
}

function readUsage(usage: unknown): Usage | null {
  if (!isObject(usage)) return null;
  const details = isObject(usage.prompt_tokens_details) ? usage.prompt_tokens_details : {};
  const input = readCount(usage.prompt_tokens);
  const output = readCount(usage.completion_tokens);
  if (input === null || output === null) return null;
  return { input, cached: Math.min(readCount(details.cached_tokens) ?? 0, input), output };
}

/** The column is an int4; a count that is not one is no count. */
function readCount(value: unknown): number | null {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 2 ** 31 ? value : null;
}

interface ProviderError {
  readonly code: string | null;
  readonly message: string;
}

/** The error of a body in OpenAI's form, or in the looser forms of other servers. */
function readError(body: unknown): ProviderError | null {
  if (!isObject(body)) return null;
  const error = body.error ?? (body.object === "error" ? body : null) ?? body.detail ?? null;
  if (typeof error === "string") return { code: null, message: error };
  if (!isObject(error)) return null;
  const code = [error.code, error.type].find((each) => typeof each === "string");
  const message = typeof error.message === "string" ? error.message : JSON.stringify(error);
  return { code: typeof code === "string" ? code : null, message };
}

function isQuota(error: ProviderError | null): boolean {
  return error?.code != null && QUOTA_CODES.has(error.code);
}

function parseBody(raw: RawExchange): unknown {
  const body = decompress(raw);
  if (body === null || !isUtf8(body)) return undefined;
  const text = body.toString("utf8");
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

/** We never ask for compression; a proxy in between may compress all the same. */
function decompress(raw: RawExchange): Buffer | null {
  const encoding = headerOf(raw.headers, "content-encoding");
  if (encoding === null || encoding === "identity") return raw.body;
  try {
    if (encoding === "gzip" || encoding === "x-gzip") return gunzipSync(raw.body);
    if (encoding === "br") return brotliDecompressSync(raw.body);
    if (encoding === "deflate") return inflateSync(raw.body);
    if (encoding === "zstd") return zstdDecompressSync(raw.body);
  } catch {
    return null;
  }
  return null;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function peek(body: Buffer): string {
  return JSON.stringify(body.toString("latin1", 0, 80));
}
