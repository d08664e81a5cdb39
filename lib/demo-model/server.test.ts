import { afterEach, describe, expect, it } from "vitest";
import type { DemoModelOptions } from "./options.ts";
import { type DemoModel, startDemoModel } from "./server.ts";
import { ask, ChatCompletionSchema, chatBody, post } from "./testing/chat.ts";

const started: DemoModel[] = [];

async function start(options: DemoModelOptions = {}): Promise<DemoModel> {
  const model = await startDemoModel(options);
  started.push(model);
  return model;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((model) => model.close()));
});

describe("the demo model", () => {
  it("answers with body and headers of a chat completion", async () => {
    const model = await start();
    const response = await post(model, chatBody("Hello there"));
    const completion = ChatCompletionSchema.parse(await response.json());

    expect(response.status).toBe(200);
    expect(completion.model).toBe("demo-recorded");
    expect(completion.usage.total_tokens).toBe(
      completion.usage.prompt_tokens + completion.usage.completion_tokens,
    );
    expect(completion.choices[0].message.content).toContain("[demo model: made-up text]");
    for (const name of ["x-request-id", "openai-processing-ms", "x-ratelimit-remaining-requests"]) {
      expect(response.headers.get(name), name).toBeTruthy();
    }
  });

  it("lists itself and every model that was asked for", async () => {
    const model = await start();
    await ask(model, "Hello", { model: "my-own" });
    const listed: unknown = await (await fetch(`${model.url}/models`)).json();

    expect(listed).toMatchObject({
      object: "list",
      data: [
        { id: "demo-recorded", object: "model" },
        { id: "my-own", object: "model" },
      ],
    });
    expect((await fetch(`${model.url}/models/my-own`)).status).toBe(200);
    expect((await fetch(`${model.url}/models/another`)).status).toBe(404);
  });

  it.each([
    ["no JSON", "{", 400, null],
    ["no model", { messages: [{ role: "user", content: "x" }] }, 400, null],
    ["no messages", { model: "m" }, 400, "messages"],
    ["empty messages", { model: "m", messages: [] }, 400, "messages"],
    ["a message without content", { model: "m", messages: [{ role: "user" }] }, 400, "messages.0"],
    ["streaming", chatBody("x", { stream: true }), 400, "stream"],
    ["two choices", chatBody("x", { n: 2 }), 400, "n"],
  ])("turns a request with %s away", async (_, body, status, param) => {
    const model = await start();
    const response = await post(model, body);

    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { type: "invalid_request_error", param } });
  });

  it("knows no other paths and methods", async () => {
    const model = await start();
    const unknown = await fetch(`${model.url}/embeddings`, { method: "POST", body: "{}" });
    const wrong = await fetch(`${model.url}/chat/completions`);

    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({ error: { message: "Invalid URL (POST /v1/embeddings)" } });
    expect(wrong.status).toBe(405);
  });

  it("gives the same text for the same seed and body, and another for another seed", async () => {
    const [first, again, other] = [
      await start({ seed: "a" }),
      await start({ seed: "a" }),
      await start({ seed: "b" }),
    ];
    const question = "[demo model: made-up text]\n\nExplain **entropy** and **enthalpy** with a program.";
    const text = await ask(first, question);

    expect(await ask(first, question)).toBe(text);
    expect(await ask(again, question)).toBe(text);
    expect(await ask(other, question)).not.toBe(text);
  });

  it("cuts at the token limit that was asked for and says so", async () => {
    const model = await start();
    const response = await post(model, chatBody("[demo model: made-up text] Explain.", { max_tokens: 20 }));
    const completion = ChatCompletionSchema.parse(await response.json());

    expect(completion.choices[0].finish_reason).toBe("length");
    expect(completion.choices[0].message.content).toHaveLength(80);
    expect(completion.usage.completion_tokens).toBe(20);
  });

  it("counts as cached what a prompt shares with an earlier one, in steps of 128 tokens", async () => {
    const model = await start();
    const shared = "syllabus ".repeat(700);
    const cached = async (prompt: string) => {
      const response = await post(model, chatBody(prompt));
      return ChatCompletionSchema.parse(await response.json()).usage.prompt_tokens_details.cached_tokens;
    };

    expect(await cached(`${shared} first`)).toBe(0);
    expect(await cached(`${shared} second`)).toBe(Math.floor(shared.length / 4 / 128) * 128);
    expect(await cached("short")).toBe(0);
    expect(await cached("short")).toBe(0);
  });

  it("answers 429 above the hidden limit and admits requests again later", async () => {
    const model = await start({ requestsPerSecond: 20 });
    const bodies = Array.from({ length: 40 }, (_, index) => chatBody(`Hello ${index}`));
    const statuses = await Promise.all(bodies.map(async (body) => (await post(model, body)).status));

    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(20);
    expect(statuses).toContain(429);
    await expect.poll(async () => (await post(model, chatBody("later"))).status).toBe(200);
    expect(model.stats().served["over-rate"]).toBeGreaterThan(0);
  });

  it("tells how many requests it has in flight", async () => {
    const model = await start({ latency: { min: 30, max: 30 } });
    await Promise.all(Array.from({ length: 8 }, (_, index) => ask(model, `Hello ${index}`)));
    const stats: unknown = await (await fetch(new URL("/demo/stats", model.url))).json();

    expect(stats).toEqual({ requests: 8, inFlight: 0, maxInFlight: 8, served: { ok: 8 } });
  });

  it("refuses options it does not know", async () => {
    await expect(startDemoModel({ latency: { min: 2, max: 1 } })).rejects.toThrow("latency.min");
  });
});
