import { bodyOf, type Completion } from "./completion.ts";
import { completionBody, errorBody } from "./completion-body.ts";
import type { FaultKind } from "./fault-kinds.ts";

/** What reaches the client of a faulty exchange. */
export type Delivery =
  | {
      readonly kind: "whole";
      readonly status: number;
      readonly contentType: string;
      readonly retryAfter?: string;
      readonly body: string | Buffer;
    }
  /** Half of the body, then the connection ends. */
  | { readonly kind: "cut"; readonly body: string; readonly isChunked: boolean }
  /** Nothing, or headers and half of the body, then silence. */
  | { readonly kind: "stall"; readonly body: string | null }
  | { readonly kind: "reset" };

const JSON_TYPE = "application/json";
const HTML_TYPE = "text/html; charset=UTF-8";
const RATE_LIMIT_MESSAGE =
  "Rate limit reached for requests. Please try again later. Visit your account's limits page to learn more.";
/** An answer that a content filter stopped has this much of its beginning. */
const FILTERED_CHARACTERS = 80;

export function faultDelivery(kind: FaultKind, completion: Completion): Delivery {
  return DELIVERIES[kind](completion);
}

/** Refusals that a server gives at once; the others take as long as an answer. */
export function isImmediate(kind: FaultKind): boolean {
  return IMMEDIATE.has(kind);
}

const IMMEDIATE: ReadonlySet<FaultKind> = new Set([
  "rate-limit-seconds",
  "rate-limit-date",
  "rate-limit-huge",
  "rate-limit-negative",
  "rate-limit-word",
  "rate-limit-bare",
  "insufficient-quota",
  "unauthorised",
  "forbidden",
  "context-length",
  "reset-before-request",
  "stall-before-headers",
]);

const DELIVERIES = {
  "rate-limit-seconds": () => rateLimited("1"),
  "rate-limit-date": () => rateLimited(new Date(Date.now() + 2000).toUTCString()),
  "rate-limit-huge": () => rateLimited("999999999"),
  "rate-limit-negative": () => rateLimited("-5"),
  "rate-limit-word": () => rateLimited("soon"),
  "rate-limit-bare": () => rateLimited(),
  "insufficient-quota": () =>
    json(
      429,
      errorBody(
        "You exceeded your current quota, please check your plan and billing details.",
        "insufficient_quota",
        null,
        "insufficient_quota",
      ),
    ),
  unauthorised: () =>
    json(
      401,
      errorBody("Incorrect API key provided: demo-****.", "invalid_request_error", null, "invalid_api_key"),
    ),
  forbidden: () =>
    json(
      403,
      errorBody(
        "Your project does not have access to this model.",
        "invalid_request_error",
        null,
        "model_not_found",
      ),
    ),
  "context-length": () =>
    json(
      400,
      errorBody(
        "This model's maximum context length is 8192 tokens. However, your messages resulted in 9001 tokens. Please reduce the length of the messages.",
        "invalid_request_error",
        "messages",
        "context_length_exceeded",
      ),
    ),
  "server-error-html": () => html(500, "500 Internal Server Error"),
  "bad-gateway": () => html(502, "502 Bad Gateway"),
  "unavailable-json": () =>
    json(503, errorBody("The engine is currently overloaded, please try again later", "server_error")),
  "error-body": () =>
    json(200, errorBody("The server had an error while processing your request.", "server_error")),
  "empty-body": () => json(200, ""),
  "empty-choices": (completion) => json(200, completionBody({ ...completion, choices: "[]" })),
  "missing-choices": (completion) => json(200, completionBody({ ...completion, choices: undefined })),
  "null-choices": (completion) => json(200, completionBody({ ...completion, choices: "null" })),
  "null-content": (completion) => json(200, bodyOf(completion, { content: null })),
  refusal: (completion) =>
    json(200, bodyOf(completion, { content: null, refusal: "I'm sorry, but I can't help with that." })),
  "content-filter": (completion) =>
    json(
      200,
      bodyOf(completion, {
        content: completion.content.slice(0, FILTERED_CHARACTERS).toWellFormed(),
        finishReason: "content_filter",
      }),
    ),
  length: (completion) =>
    json(
      200,
      bodyOf(completion, {
        content: completion.content.slice(0, Math.ceil(completion.content.length * 0.6)).toWellFormed(),
        finishReason: "length",
      }),
    ),
  "missing-usage": (completion) => {
    const whole = bodyOf(completion);
    const start = whole.lastIndexOf(',"usage":{');
    const end = whole.lastIndexOf(',"service_tier"');
    return json(200, whole.slice(0, start) + whole.slice(end));
  },
  "cut-body": (completion) => ({ kind: "cut", body: bodyOf(completion), isChunked: false }),
  "cut-chunked": (completion) => ({ kind: "cut", body: bodyOf(completion), isChunked: true }),
  "stall-before-headers": () => ({ kind: "stall", body: null }),
  "stall-in-body": (completion) => ({ kind: "stall", body: bodyOf(completion) }),
  "reset-after-request": () => ({ kind: "reset" }),
  "reset-before-request": () => ({ kind: "reset" }),
  "bad-utf8": (completion) => ({
    kind: "whole",
    status: 200,
    contentType: JSON_TYPE,
    body: withBadBytes(completion),
  }),
  "not-json": () => ({
    kind: "whole",
    status: 200,
    contentType: JSON_TYPE,
    body: "upstream: ok, no content\n",
  }),
} as const satisfies Record<FaultKind, (completion: Completion) => Delivery>;

function json(status: number, body: string): Delivery {
  return { kind: "whole", status, contentType: JSON_TYPE, body };
}

function rateLimited(retryAfter?: string): Delivery {
  return {
    kind: "whole",
    status: 429,
    contentType: JSON_TYPE,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    body: errorBody(RATE_LIMIT_MESSAGE, "requests", null, "rate_limit_exceeded"),
  };
}

function html(status: number, title: string): Delivery {
  return {
    kind: "whole",
    status,
    contentType: HTML_TYPE,
    body: `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`,
  };
}

/** A private-use character takes three bytes, which three bytes that are no UTF-8 then replace. */
function withBadBytes(completion: Completion): Buffer {
  const middle = Math.floor(completion.content.length / 2);
  const content = `${completion.content.slice(0, middle)}\uE000${completion.content.slice(middle)}`;
  const bytes = Buffer.from(bodyOf(completion, { content: content.toWellFormed() }));
  const place = bytes.indexOf("\uE000");
  bytes.set([0xc3, 0x28, 0xff], place);
  return bytes;
}
