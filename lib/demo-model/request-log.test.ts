import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readRequestLog } from "./request-log.ts";
import { startDemoModel } from "./server.ts";
import { chatBody, post } from "./testing/chat.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "demo-model-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the request log", () => {
  it("agrees with what the caller saw of 200 requests with faults among them", async () => {
    const path = join(folder, "requests.jsonl");
    const model = await startDemoModel({
      requestLog: path,
      latency: { min: 0, max: 5 },
      faults: [
        { kind: "cut-body", rate: 0.1 },
        { kind: "reset-after-request", rate: 0.1 },
        { kind: "unavailable-json", rate: 0.1 },
      ],
    });
    const seen = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const id = `call-${index}`;
        try {
          const response = await post(model, chatBody(`Hello ${index}`), { "x-client-request-id": id });
          await response.text();
          return { id, status: response.status, isWhole: true };
        } catch {
          return { id, status: null, isWhole: false };
        }
      }),
    );
    await model.close();

    const entries = new Map(readRequestLog(path).map((entry) => [entry.requestId, entry]));
    expect(entries.size).toBe(200);
    expect(new Set([...entries.values()].map((entry) => entry.seq)).size).toBe(200);
    for (const { id, status, isWhole } of seen) {
      const entry = entries.get(id);
      expect(entry?.end).toBe(isWhole ? "finish" : "close");
      if (isWhole) expect(entry?.status).toBe(status);
    }
    expect(new Set([...entries.values()].map((entry) => entry.served))).toEqual(
      new Set(["ok", "cut-body", "reset-after-request", "unavailable-json"]),
    );
  });

  it("gives the same hash for the same messages whatever the order of keys, and another for another draw", async () => {
    const model = await startDemoModel();
    const messages = [{ role: "user", content: "Hello" }];
    await post(model, { model: "m", messages, temperature: 1 });
    await post(model, { temperature: 1, messages, model: "m", user: "somebody" });
    await post(model, { temperature: 0.7, messages, model: "m" });
    const hashes = (await model.log.entries()).map((entry) => entry.bodyHash);
    await model.close();

    expect(hashes[0]).toBe(hashes[1]);
    expect(hashes[2]).not.toBe(hashes[0]);
  });

  it("notes a caller who left before the answer", async () => {
    const model = await startDemoModel({ latency: { min: 60_000, max: 60_000 } });
    const leave = new AbortController();
    const gone = fetch(`${model.url}/chat/completions`, {
      method: "POST",
      body: JSON.stringify(chatBody("Hello")),
      signal: leave.signal,
    }).catch(() => "gone");
    await expect.poll(() => model.stats().inFlight).toBe(1);
    leave.abort();

    expect(await gone).toBe("gone");
    await expect.poll(() => model.log.entries()).toMatchObject([{ status: null, end: "close", seq: 1 }]);
    await model.close();
  });

  it("is read without a last line that is still being written", async () => {
    const path = join(folder, "requests.jsonl");
    const model = await startDemoModel({ requestLog: path });
    await post(model, chatBody("Hello"));
    await expect.poll(async () => (await model.log.entries()).length).toBe(1);
    appendFileSync(path, '{"seq":2,"rec');

    expect(readRequestLog(path)).toHaveLength(1);
    await model.close();
  });
});
