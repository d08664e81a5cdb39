import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FAULT_KINDS, type FaultKind } from "./fault-kinds.ts";
import { type DemoModel, startDemoModel } from "./server.ts";
import { chatBody } from "./testing/chat.ts";
import { type RawExchange, rawExchange } from "./testing/raw-exchange.ts";

let model: DemoModel;

beforeAll(async () => {
  model = await startDemoModel({ stallMs: 30 });
});
afterAll(() => model.close());

function bodyOf(seen: RawExchange): unknown {
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(seen.body));
}

function isRateLimit(retryAfter: string | undefined) {
  return (seen: RawExchange) => {
    expect(seen.status).toBe(429);
    expect(seen.headers["retry-after"]).toBe(retryAfter);
    expect(bodyOf(seen)).toMatchObject({ error: { code: "rate_limit_exceeded" } });
  };
}

function isError(status: number, error: Record<string, unknown>) {
  return (seen: RawExchange) => {
    expect(seen.status).toBe(status);
    expect(seen.headers["content-type"]).toBe("application/json");
    expect(bodyOf(seen)).toMatchObject({ error });
  };
}

function isHtml(status: number) {
  return (seen: RawExchange) => {
    expect(seen.status).toBe(status);
    expect(seen.headers["content-type"]).toContain("text/html");
    expect(seen.body.toString()).toContain(`<h1>${status} `);
  };
}

function hasChoice(choice: Record<string, unknown>) {
  return (seen: RawExchange) => {
    expect(seen.status).toBe(200);
    expect(bodyOf(seen)).toMatchObject({ choices: [choice], usage: { prompt_tokens: expect.any(Number) } });
  };
}

function isCut(seen: RawExchange): void {
  expect(seen.status).toBe(200);
  expect(seen.end).toBe("closed");
  expect(seen.body.length).toBeGreaterThan(0);
  expect(() => JSON.parse(seen.body.toString())).toThrow();
}

const EXPECTED = {
  "rate-limit-seconds": isRateLimit("1"),
  "rate-limit-date": (seen) => {
    expect(seen.status).toBe(429);
    expect(seen.headers["retry-after"]).toMatch(
      /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/,
    );
  },
  "rate-limit-huge": isRateLimit("999999999"),
  "rate-limit-negative": isRateLimit("-5"),
  "rate-limit-word": isRateLimit("soon"),
  "rate-limit-bare": isRateLimit(undefined),
  "insufficient-quota": isError(429, { type: "insufficient_quota", code: "insufficient_quota" }),
  unauthorised: isError(401, { code: "invalid_api_key" }),
  forbidden: isError(403, { code: "model_not_found" }),
  "context-length": isError(400, { code: "context_length_exceeded" }),
  "server-error-html": isHtml(500),
  "bad-gateway": isHtml(502),
  "unavailable-json": isError(503, { type: "server_error" }),
  "error-body": isError(200, { type: "server_error" }),
  "empty-body": (seen) => {
    expect(seen.status).toBe(200);
    expect(seen.end).toBe("whole");
    expect(seen.body).toHaveLength(0);
  },
  "empty-choices": (seen) => expect(bodyOf(seen)).toMatchObject({ choices: [], usage: {} }),
  "missing-choices": (seen) => expect(bodyOf(seen)).not.toHaveProperty("choices"),
  "null-choices": (seen) => expect(bodyOf(seen)).toMatchObject({ choices: null }),
  "null-content": hasChoice({ message: { content: null, refusal: null }, finish_reason: "stop" }),
  refusal: hasChoice({ message: { content: null, refusal: expect.stringContaining("sorry") } }),
  "content-filter": hasChoice({ finish_reason: "content_filter" }),
  length: hasChoice({ finish_reason: "length", message: { content: expect.stringMatching(/.{50}/) } }),
  "missing-usage": (seen) => {
    expect(bodyOf(seen)).not.toHaveProperty("usage");
    expect(bodyOf(seen)).toMatchObject({ choices: [{ finish_reason: "stop" }] });
  },
  "cut-body": (seen) => {
    isCut(seen);
    expect(seen.body.length).toBeLessThan(Number(seen.headers["content-length"]));
  },
  "cut-chunked": (seen) => {
    isCut(seen);
    expect(seen.headers["transfer-encoding"]).toBe("chunked");
    expect(seen.body.includes("\r\n0\r\n\r\n")).toBe(false);
  },
  "stall-before-headers": (seen) => {
    expect(seen.status).toBeNull();
    expect(seen.end).toBe("closed");
  },
  "stall-in-body": isCut,
  "reset-after-request": (seen) => {
    expect(seen.status).toBeNull();
    expect(seen.end).toBe("reset");
  },
  "reset-before-request": (seen) => {
    expect(seen.status).toBeNull();
    expect(seen.end).toBe("reset");
  },
  "bad-utf8": (seen) => {
    expect(seen.status).toBe(200);
    expect(() => bodyOf(seen)).toThrow("not valid");
    expect(JSON.parse(seen.body.toString())).toMatchObject({ choices: [{ finish_reason: "stop" }] });
  },
  "not-json": (seen) => {
    expect(seen.status).toBe(200);
    expect(() => bodyOf(seen)).toThrow(SyntaxError);
  },
} satisfies Record<FaultKind, (seen: RawExchange) => void>;

const NEVER_WHOLE: readonly FaultKind[] = [
  "cut-body",
  "cut-chunked",
  "stall-before-headers",
  "stall-in-body",
  "reset-after-request",
  "reset-before-request",
];

describe("a fault", () => {
  it.each(FAULT_KINDS)("%s reaches a client as a real server would cause it", async (kind) => {
    const requestId = `client-${kind}`;
    model.setFaults([{ kind, contains: "striking", times: 1 }]);
    const body = chatBody("Explain the striking features of **tides**, step by step, with a calculation.");
    const seen = await rawExchange(model.url, body, { headers: { "x-client-request-id": requestId } });
    EXPECTED[kind](seen);

    const line = async () => (await model.log.entries()).find((entry) => entry.requestId === requestId);
    await expect.poll(line).toMatchObject({
      served: kind,
      status: seen.status,
      end: NEVER_WHOLE.includes(kind) ? "close" : "finish",
      bodyHash: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    // It struck once: the next request is served.
    expect((await rawExchange(model.url, body)).status).toBe(200);
  });

  it("resets a connection before its request is read", async () => {
    const own = await startDemoModel({ faults: [{ kind: "reset-before-request", nth: 1 }] });
    const seen = await rawExchange(own.url, chatBody("Hello"));

    expect(seen.end).toBe("reset");
    expect(await own.log.entries()).toMatchObject([
      { seq: 1, served: "reset-before-request", bodyHash: null, status: null, end: "close" },
    ]);
    await own.close();
  });

  it("holds a stalled connection until the client leaves", async () => {
    const own = await startDemoModel({ faults: [{ kind: "stall-in-body", nth: [1] }] });
    const seen = await rawExchange(own.url, chatBody("Hello"), { onBytes: (leave) => leave() });

    expect(seen.status).toBe(200);
    await expect.poll(() => own.log.entries()).toMatchObject([{ served: "stall-in-body", end: "close" }]);
    await own.close();
  });

  it("lets a stalled connection go when the model closes", async () => {
    const own = await startDemoModel({ faults: [{ kind: "stall-before-headers", nth: 1 }] });
    const exchange = rawExchange(own.url, chatBody("Hello"));
    await expect.poll(() => own.stats().inFlight).toBe(1);
    await own.close();

    expect((await exchange).status).toBeNull();
    expect(await own.log.entries()).toMatchObject([{ served: "stall-before-headers", end: "close" }]);
  });

  it("meets about its share of the requests, the same ones for the same seed", async () => {
    const struck = async (seed: string) => {
      const own = await startDemoModel({ seed, faults: [{ kind: "bad-gateway", rate: 0.3 }] });
      const statuses: (number | null)[] = [];
      for (let index = 0; index < 100; index++) {
        statuses.push((await rawExchange(own.url, chatBody(`Hello ${index}`))).status);
      }
      await own.close();
      return statuses.join(" ");
    };
    const first = await struck("a");
    const share = first.split("502").length - 1;

    expect(share).toBeGreaterThan(15);
    expect(share).toBeLessThan(45);
    expect(await struck("a")).toBe(first);
    expect(await struck("b")).not.toBe(first);
  });
});
