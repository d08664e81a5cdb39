import { describe, expect, it } from "vitest";
import { LIMITER_RULE } from "./limiter.ts";
import { openPermits, type Permit } from "./permits.ts";
import type { Stopped } from "./run-stops.ts";

const HALTED: Stopped = { kind: "stopped", reason: "halted", message: "by hand" };

function open(concurrency: number) {
  let now = 0;
  const permits = openPermits({
    concurrency,
    rule: { ...LIMITER_RULE, limitMax: concurrency, probesMax: 1 },
    clock: () => now,
  });
  const granted: Permit[] = [];
  const stopped: Stopped[] = [];
  async function ask(model: string, runId = 1): Promise<void> {
    const answer = await permits.acquire(model, runId);
    if (answer.kind === "granted") granted.push(answer);
    else stopped.push(answer);
  }
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { permits, granted, stopped, ask, settle, setClock: (at: number) => (now = at) };
}

describe("permits", () => {
  it("are never more than the worker's concurrency, and are given in turn to the models that wait", async () => {
    const { permits, granted, ask, settle } = open(4);
    for (let index = 0; index < 6; index++) void ask("a");
    for (let index = 0; index < 6; index++) void ask("b");
    await settle();
    expect(granted.map(({ model }) => model).join("")).toBe("aaaa");
    expect([permits.inFlight(), permits.waiting()]).toEqual([4, 8]);
    for (let index = 0; index < 8; index++) {
      const next = granted[index];
      if (next !== undefined) permits.release(next, "good");
      await settle();
      expect(permits.inFlight()).toBeLessThanOrEqual(4);
    }
    const later = granted.slice(4).map(({ model }) => model);
    expect(later.filter((model) => model === "a")).toHaveLength(2);
    expect(later.slice(0, 4).toSorted().join("")).toBe("aabb");
    expect(permits.waiting()).toBe(0);
  });

  it("that a stopped run waits for are answered at once, those of others are not", async () => {
    const { permits, granted, stopped, ask, settle } = open(1);
    void ask("a", 1);
    void ask("a", 1);
    void ask("a", 2);
    permits.stop(1, HALTED);
    await settle();
    expect(stopped).toEqual([HALTED]);
    expect(permits.waiting()).toBe(1);
    for (const permit of granted.slice()) permits.release(permit, "good");
    await settle();
    expect(granted).toHaveLength(2);
  });

  it("are given back as stopped to all who wait when an endpoint is given up", async () => {
    const { permits, granted, stopped, ask, settle, setClock } = open(1);
    for (let index = 0; index < 6; index++) void ask("a");
    for (let index = 0; index < 4; index++) {
      await settle();
      const permit = granted.at(-1);
      expect(permit && permits.release(permit, "absent")).toBe(null);
    }
    setClock(LIMITER_RULE.probeWaitMinMs);
    void ask("a");
    await settle();
    const probe = granted.at(-1);
    expect(probe?.isProbe).toBe(true);
    expect(probe && permits.release(probe, "absent")).toMatchObject({ reason: "unreachable" });
    await settle();
    expect(stopped).toHaveLength(2);
    expect([permits.inFlight(), permits.waiting()]).toEqual([0, 0]);
  });
});
