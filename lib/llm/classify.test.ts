import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyResponse } from "./classify.ts";
import type { RawExchange } from "./raw-exchange.ts";

function rawOf(status: number | null, body: unknown, rest: Partial<RawExchange> = {}): RawExchange {
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  return {
    status,
    headers: [["Content-Type", "application/json"]],
    body: bytes,
    fault: null,
    latencyMs: 1,
    ...rest,
  };
}

function completion(message: unknown, finishReason: unknown = "stop", rest: object = {}): object {
  return {
    id: "chatcmpl-1",
    choices: [{ index: 0, message, finish_reason: finishReason }],
    usage: { prompt_tokens: 10, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 4 } },
    ...rest,
  };
}

const error = (code: string | null, type = "tokens") => ({
  error: { message: "the reason", type, param: null, code },
});
const text = { role: "assistant", content: "An answer." };

describe("classify response", () => {
  it("finds the text and the tokens of a completion", () => {
    expect(classifyResponse(rawOf(200, completion(text)))).toEqual({
      state: "ok",
      content: "An answer.",
      usage: { input: 10, cached: 4, output: 5 },
      message: "",
    });
  });

  it.each([
    ["429 in the usual form", 429, error("rate_limit_exceeded"), "rate-limited"],
    ["429 with HTML", 429, "<html>slow down</html>", "rate-limited"],
    ["429 without credit", 429, error("insufficient_quota", "insufficient_quota"), "quota"],
    ["402", 402, { error: "Payment required" }, "quota"],
    ["401", 401, error("invalid_api_key"), "unauthorised"],
    ["403", 403, "Forbidden", "unauthorised"],
    ["400 for a prompt that is too long", 400, error("context_length_exceeded"), "bad-request"],
    ["400 of a content filter", 400, error("content_filter"), "filtered"],
    ["404", 404, error("model_not_found"), "bad-request"],
    ["a redirect", 302, "", "bad-request"],
    ["408", 408, "", "server-error"],
    ["500 with HTML", 500, "<html><h1>Internal Server Error</h1></html>", "server-error"],
    ["502", 502, "<html>Bad Gateway</html>", "server-error"],
    ["503 with JSON", 503, error("overloaded"), "server-error"],
    ["529", 529, "{}", "server-error"],
    ["200 with an error body", 200, error("server_error"), "error-body"],
    ["200 with an error in a word", 200, { error: "backend gone" }, "error-body"],
    ["200 with vLLM's error object", 200, { object: "error", message: "no" }, "error-body"],
    ["200 with a quota error", 200, error("insufficient_quota"), "quota"],
    ["200 with a rate limit error", 200, error("rate_limit_exceeded"), "rate-limited"],
    ["an empty body", 200, "", "empty"],
    ["empty choices", 200, { choices: [] }, "empty"],
    ["null choices", 200, { choices: null }, "empty"],
    ["missing choices", 200, { id: "chatcmpl-1" }, "empty"],
    ["null content", 200, completion({ role: "assistant", content: null }), "empty"],
    ["blank content", 200, completion({ role: "assistant", content: " \n" }), "empty"],
    ["a missing message", 200, { choices: [{ finish_reason: "stop" }] }, "empty"],
    ["a refusal", 200, completion({ content: null, refusal: "I cannot help with that." }), "refused"],
    ["a content filter with text", 200, completion(text, "content_filter"), "filtered"],
    ["a content filter without text", 200, completion({ content: null }, "content_filter"), "filtered"],
    ["length with text", 200, completion(text, "length"), "truncated"],
    ["length without text", 200, completion({ content: "" }, "length"), "truncated"],
    ["text that is not JSON", 200, "upstream says hello", "malformed"],
    ["half a JSON document", 200, '{"choices":[{"mess', "malformed"],
    ["JSON that is a list", 200, "[]", "malformed"],
    ["bytes that are not UTF-8", 200, Buffer.from('{"choices":[\xff]}', "latin1"), "malformed"],
  ] as const)("%s is a state of its own", (_, status, body, state) => {
    expect(classifyResponse(rawOf(status, body)).state).toBe(state);
  });

  it.each([
    ["unreachable", "unreachable"],
    ["cut", "cut"],
    ["timeout", "timeout"],
    ["too-large", "malformed"],
  ] as const)("a transport fault %s is the state %s whatever was heard before", (kind, state) => {
    const fault = { kind, message: "what happened" };
    expect(classifyResponse(rawOf(200, completion(text), { fault }))).toMatchObject({ state, content: null });
  });

  it("keeps the text of a completion that was truncated or filtered", () => {
    expect(classifyResponse(rawOf(200, completion(text, "length"))).content).toBe("An answer.");
    expect(classifyResponse(rawOf(200, completion(text, "content_filter"))).content).toBe("An answer.");
  });

  it.each([undefined, null, {}, { prompt_tokens: -1, completion_tokens: 2 }, { prompt_tokens: "9" }])(
    "takes usage %j for no usage, not for zero tokens",
    (usage) => {
      expect(classifyResponse(rawOf(200, completion(text, "stop", { usage })))).toMatchObject({
        state: "ok",
        usage: null,
      });
    },
  );

  it("reads text in parts, a byte order mark, and a body that a proxy compressed", () => {
    const parts = completion({
      content: [
        { type: "text", text: "An " },
        { type: "text", text: "answer." },
      ],
    });
    expect(classifyResponse(rawOf(200, parts)).content).toBe("An answer.");
    expect(classifyResponse(rawOf(200, `\ufeff${JSON.stringify(completion(text))}`)).content).toBe(
      "An answer.",
    );
    const zipped = rawOf(200, gzipSync(JSON.stringify(completion(text))), {
      headers: [["Content-Encoding", "gzip"]],
    });
    expect(classifyResponse(zipped).content).toBe("An answer.");
  });

  it("never throws, whatever the bytes and the status", () => {
    const anyBody = fc.oneof(
      fc.uint8Array(),
      fc.json().map((json) => Buffer.from(json)),
    );
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), anyBody, (status, body) => {
        expect(classifyResponse(rawOf(status, Buffer.from(body))).state).toBeTypeOf("string");
      }),
    );
  });
});
