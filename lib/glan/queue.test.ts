import fc from "fast-check";
import { expect, test } from "vitest";
import { nextInQueue, QUEUE_REASONS, type QueueNode, type QueueVoter, queueOf } from "./queue.ts";
import type { Settlement } from "./votes.ts";

const open: Settlement = { kind: "open", votesNeeded: 2 };
const settled: Settlement = { kind: "settled", verdict: "keep" };
const tied: Settlement = { kind: "tied", next: "another-voter" };
const adjudicated: Settlement = { kind: "tied", next: "adjudication" };
const fresh = { settlement: open, ownVote: "none", isDisputed: false } as const;
const voter: QueueVoter = { seed: "queue:v1/round-1/user-1", disputedFirst: false, skipped: [] };
const idsOf = (nodes: readonly QueueNode[], of: QueueVoter) => queueOf(nodes, of).map(({ id }) => id);
const shown = (nodes: readonly QueueNode[], of: QueueVoter) =>
  queueOf(nodes, of).map(({ id, reason }) => `${id} ${reason}`);

const queueNodes = fc.uniqueArray(
  fc.record<QueueNode>({
    id: fc.integer({ min: 1, max: 500 }),
    settlement: fc.constantFrom(open, settled, tied, adjudicated),
    ownVote: fc.constantFrom("none", "current", "stale"),
    isDisputed: fc.boolean(),
  }),
  { selector: ({ id }) => id, maxLength: 40 },
);
const queueVoter = fc.record<QueueVoter>({
  seed: fc.string(),
  disputedFirst: fc.boolean(),
  skipped: fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 20 }),
});

test("stale votes come first, then ties, then what is open, then what was skipped", () => {
  const nodes: QueueNode[] = [
    { id: 1, ...fresh },
    { id: 2, ...fresh, settlement: tied },
    { id: 3, ...fresh, ownVote: "stale" },
    { id: 4, ...fresh, settlement: tied },
    { id: 5, ...fresh, ownVote: "current" },
    { id: 6, ...fresh, settlement: settled },
    { id: 7, ...fresh, settlement: adjudicated },
    { id: 8, ...fresh, settlement: settled, ownVote: "stale" },
  ];
  const queue = shown(nodes, { ...voter, skipped: [4] });
  expect(new Set(queue.slice(0, 2))).toEqual(new Set(["3 stale", "8 stale"]));
  expect(queue.slice(2)).toEqual(["2 tied", "1 open", "4 skipped"]);
});

test("disputed nodes come first where that is asked for, and else where they are", () => {
  const nodes: QueueNode[] = [
    { id: 1, ...fresh },
    { id: 2, ...fresh, isDisputed: true },
    { id: 3, ...fresh, settlement: tied },
  ];
  expect(shown(nodes, { ...voter, disputedFirst: true })).toEqual(["2 disputed", "3 tied", "1 open"]);
  expect(shown(nodes, voter)[0]).toBe("3 tied");
});

test("skipped nodes come back in the order in which they were skipped", () => {
  const nodes = [1, 2, 3].map((id): QueueNode => ({ id, ...fresh }));
  expect(idsOf(nodes, { ...voter, skipped: [3, 1, 2] })).toEqual([3, 1, 2]);
  expect(idsOf(nodes, { ...voter, skipped: [3, 1, 2, 3] })).toEqual([1, 2, 3]);
  expect(nextInQueue(nodes, { ...voter, skipped: [2, 3] })).toEqual({ id: 1, reason: "open" });
});

test("who has voted on everything is done", () => {
  expect(nextInQueue([], voter)).toBeNull();
  expect(nextInQueue([{ id: 1, ...fresh, ownVote: "current" }], voter)).toBeNull();
});

test("a queue holds each node that needs the voter once, and no other, sorted by reason", () => {
  fc.assert(
    fc.property(queueNodes, queueVoter, (nodes, of) => {
      const queue = queueOf(nodes, of);
      const wanted = nodes.filter(
        ({ settlement, ownVote }) =>
          ownVote === "stale" || (ownVote === "none" && (settlement === open || settlement === tied)),
      );
      expect(queue.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(
        wanted.map(({ id }) => id).toSorted((a, b) => a - b),
      );
      const ranks = queue.map(({ reason }) => QUEUE_REASONS.indexOf(reason));
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      for (const { id, reason } of queue) expect(reason === "skipped").toBe(of.skipped.includes(id));
      expect(nextInQueue(nodes, of)).toEqual(queue[0] ?? null);
    }),
  );
});

test("the order of the nodes given does not matter", () => {
  const shuffled = queueNodes.chain((nodes) =>
    fc.tuple(fc.constant(nodes), fc.shuffledSubarray(nodes, { minLength: nodes.length })),
  );
  fc.assert(
    fc.property(shuffled, queueVoter, ([nodes, others], of) => {
      expect(queueOf(others, of)).toEqual(queueOf(nodes, of));
    }),
  );
});

test("voting on a node moves no other", () => {
  fc.assert(
    fc.property(queueNodes, queueVoter, fc.nat(), (nodes, of, pick) => {
      const cast = nodes[pick % Math.max(nodes.length, 1)]?.id;
      const after = nodes.map((node) => (node.id === cast ? { ...node, ownVote: "current" as const } : node));
      expect(idsOf(after, of)).toEqual(idsOf(nodes, of).filter((id) => id !== cast));
    }),
  );
});

test("voters begin all over the tree: of 200 voters no node is first for many", () => {
  const nodes = Array.from({ length: 100 }, (_, i): QueueNode => ({ id: i + 1, ...fresh }));
  const firsts = Array.from({ length: 200 }, (_, i) => idsOf(nodes, { ...voter, seed: `user-${i}` })[0]);
  expect(new Set(firsts).size).toBeGreaterThan(70);
  const most = Math.max(...[...Map.groupBy(firsts, (id) => id).values()].map((same) => same.length));
  expect(most).toBeLessThan(10);
});
