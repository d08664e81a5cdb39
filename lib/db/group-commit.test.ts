import { describe, expect, it } from "vitest";
import { createGroupCommitter } from "./group-commit.ts";

function fault(code: string): Error {
  return Object.assign(new Error(`fault ${code}`), { code });
}

describe("group committer", () => {
  it("sends what arrives during a flush with the next one", async () => {
    const groups: number[][] = [];
    const gates: (() => void)[] = [];
    const committer = createGroupCommitter<number, number>(async (group) => {
      groups.push([...group]);
      await new Promise<void>((resolve) => gates.push(resolve));
      return group.map((row) => row * 10);
    });
    const first = committer.submit(1);
    await expect.poll(() => gates.length).toBe(1);
    const later = [committer.submit(2), committer.submit(3)];
    expect(committer.pending()).toBe(3);
    gates[0]?.();
    expect(await first).toBe(10);
    await expect.poll(() => gates.length).toBe(2);
    gates[1]?.();
    expect(await Promise.all(later)).toEqual([20, 30]);
    expect(groups).toEqual([[1], [2, 3]]);
    await committer.drain();
    expect(committer.pending()).toBe(0);
  });

  it("never puts more than maxBatch rows into one transaction", async () => {
    const sizes: number[] = [];
    const committer = createGroupCommitter<number, void>(
      async (group) => {
        sizes.push(group.length);
        return group.map(() => undefined);
      },
      { maxBatch: 4 },
    );
    await Promise.all(Array.from({ length: 10 }, (_, index) => committer.submit(index)));
    expect(sizes).toEqual([4, 4, 2]);
  });

  it("repeats the same group until the database is back", async () => {
    let tries = 0;
    const reasons: unknown[] = [];
    const committer = createGroupCommitter<number, string>(
      async (group) => {
        tries++;
        if (tries === 1) throw fault("57P01");
        if (tries === 2) throw new Error("Connection terminated unexpectedly");
        return group.map((row) => `row ${row}`);
      },
      { onAway: (error) => reasons.push(error) },
    );
    expect(await committer.submit(7)).toBe("row 7");
    expect(tries).toBe(3);
    expect(reasons).toHaveLength(2);
  });

  it("tries again at once after a deadlock", async () => {
    let tries = 0;
    const committer = createGroupCommitter<number, number>(async (group) => {
      tries++;
      if (tries < 3) throw fault("40P01");
      return [...group];
    });
    expect(await committer.submit(5)).toBe(5);
  });

  it("rejects the wrong row alone and commits the others of its group", async () => {
    const stored: number[] = [];
    const committer = createGroupCommitter<number, number>(async (group) => {
      if (group.includes(6)) throw fault("22021");
      stored.push(...group);
      return [...group];
    });
    const results = await Promise.allSettled([1, 2, 6, 4, 5].map((row) => committer.submit(row)));
    expect(results.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
      "fulfilled",
    ]);
    expect(stored.toSorted()).toEqual([1, 2, 4, 5]);
  });
});
