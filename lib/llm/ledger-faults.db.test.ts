import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { FaultKind } from "#lib/demo-model/fault-kinds.ts";
import { openLedgerFixture } from "./testing/ledger-fixture.ts";

const fixture = await openLedgerFixture();
const { model, newRun, newLedger, request, rowsOf, countsOf, served } = fixture;
afterEach(() => fixture.reset());
afterAll(() => fixture.close());

describe("a fault", () => {
  const ends: Record<FaultKind, "completed" | "stopped" | string> = {
    "rate-limit-seconds": "completed",
    "rate-limit-date": "completed",
    "rate-limit-huge": "completed",
    "rate-limit-negative": "completed",
    "rate-limit-word": "completed",
    "rate-limit-bare": "completed",
    "insufficient-quota": "stopped",
    unauthorised: "stopped",
    forbidden: "stopped",
    "context-length": "bad-request",
    "server-error-html": "completed",
    "bad-gateway": "completed",
    "unavailable-json": "completed",
    "error-body": "completed",
    "empty-body": "completed",
    "empty-choices": "completed",
    "missing-choices": "completed",
    "null-choices": "completed",
    "null-content": "completed",
    refusal: "refused",
    "content-filter": "filtered",
    length: "truncated",
    "missing-usage": "completed",
    "cut-body": "completed",
    "cut-chunked": "completed",
    "stall-before-headers": "completed",
    "stall-in-body": "completed",
    "reset-after-request": "completed",
    "reset-before-request": "completed",
    "bad-utf8": "completed",
    "not-json": "completed",
  };
  const states: Record<FaultKind, string> = {
    "rate-limit-seconds": "rate-limited",
    "rate-limit-date": "rate-limited",
    "rate-limit-huge": "rate-limited",
    "rate-limit-negative": "rate-limited",
    "rate-limit-word": "rate-limited",
    "rate-limit-bare": "rate-limited",
    "insufficient-quota": "quota",
    unauthorised: "unauthorised",
    forbidden: "unauthorised",
    "context-length": "bad-request",
    "server-error-html": "server-error",
    "bad-gateway": "server-error",
    "unavailable-json": "server-error",
    "error-body": "error-body",
    "empty-body": "empty",
    "empty-choices": "empty",
    "missing-choices": "empty",
    "null-choices": "empty",
    "null-content": "empty",
    refusal: "refused",
    "content-filter": "filtered",
    length: "truncated",
    "missing-usage": "ok",
    "cut-body": "cut",
    "cut-chunked": "cut",
    "stall-before-headers": "timeout",
    "stall-in-body": "timeout",
    "reset-after-request": "cut",
    "reset-before-request": "cut",
    "bad-utf8": "malformed",
    "not-json": "malformed",
  };

  it.each(Object.keys(states) as FaultKind[])(
    "of kind %s is stored as its state and ends as it should",
    async (kind) => {
      const runId = await newRun();
      const ledger = await newLedger();
      model.setFaults([{ kind, contains: "energy", times: 1 }]);
      const outcome = await ledger.ask(request(runId));
      const rows = await rowsOf(runId);
      expect(rows[0]).toMatchObject({ attempt: 1, state: states[kind] });
      expect(outcome.kind === "failed" ? outcome.state : outcome.kind).toBe(ends[kind]);
      if (outcome.kind === "completed" && kind !== "missing-usage") {
        expect(rows.map(({ state }) => state)).toEqual([states[kind], "ok"]);
      }
      expect(await countsOf(runId)).toMatchObject({ calls: rows.length, inDoubt: 0 });
    },
  );

  it("that stays ends the call in its state after five attempts, rate limits not counted", async () => {
    const runId = await newRun();
    const ledger = await newLedger();
    model.setFaults([
      { kind: "rate-limit-bare", contains: "energy", times: 7 },
      { kind: "server-error-html", contains: "energy" },
    ]);
    expect(await ledger.ask(request(runId))).toMatchObject({ kind: "failed", state: "server-error" });
    expect((await rowsOf(runId)).map(({ state }) => state)).toEqual([
      ...Array(7).fill("rate-limited"),
      ...Array(5).fill("server-error"),
    ]);
  });

  it("that would come again is not bought again by the same run, but by another", async () => {
    const [first, second] = [await newRun(), await newRun()];
    const ledger = await newLedger();
    const asked = request(first);
    model.setFaults([{ kind: "refusal", contains: "energy", times: 1 }]);
    const before = await served();
    expect(await ledger.ask(asked)).toMatchObject({ kind: "failed", state: "refused" });
    expect(await ledger.ask(asked)).toMatchObject({ kind: "failed", state: "refused" });
    expect((await served()) - before).toBe(1);
    expect(await ledger.ask({ ...asked, runId: second })).toMatchObject({
      kind: "completed",
      isReused: false,
    });
  });

  it("of an endpoint that nobody answers at stops the run with a reason, and allows it again", async () => {
    const runId = await newRun();
    const endpoint = { baseUrl: "http://127.0.0.1:9/v1" };
    const ledger = await newLedger({
      resolveModel: async (modelProfileId) => ({
        modelProfileId,
        providerSlug: "demo",
        apiKey: null,
        model: "m",
        prices: null,
        ...endpoint,
      }),
    });
    const asked = Array.from({ length: 12 }, () => request(runId));
    const outcomes = await Promise.all(asked.map((each) => ledger.ask(each)));
    for (const outcome of outcomes) expect(outcome).toMatchObject({ kind: "stopped", reason: "unreachable" });
    expect(await ledger.ask(request(runId))).toMatchObject({ kind: "stopped", reason: "unreachable" });
    endpoint.baseUrl = model.url;
    ledger.allowRun(runId);
    const after = await Promise.all(asked.map((each) => ledger.ask(each)));
    expect(new Set(after.map(({ kind }) => kind))).toEqual(new Set(["completed"]));
  });
});
