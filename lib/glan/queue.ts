import { hashText } from "./text-hash.ts";
import type { Settlement } from "./votes.ts";

/** A node of a round as its queue sees it, for one voter. */
export interface QueueNode {
  readonly id: number;
  /** From the current votes of everyone. */
  readonly settlement: Settlement;
  /** The voter's own vote: none, one on what the node means now, or one on what it meant before. */
  readonly ownVote: "none" | "current" | "stale";
  /** People contradicted each other on it, in this round or the one before. */
  readonly isDisputed: boolean;
}

export interface QueueVoter {
  /** Names the round and the voter: "queue:v1/round-3/user-17". */
  readonly seed: string;
  readonly disputedFirst: boolean;
  /** Ids in the order in which they were skipped; one skipped twice counts where it stands last. */
  readonly skipped: readonly number[];
}

/** Why a node stands where it stands, first to last. The screen does not show it: a tie tells of others' votes. */
export const QUEUE_REASONS = ["disputed", "stale", "tied", "open", "skipped"] as const;
export type QueueReason = (typeof QUEUE_REASONS)[number];

export interface QueuedNode {
  readonly id: number;
  readonly reason: QueueReason;
}

/**
 * What a voter still has to vote on: disputed nodes where those are asked for first, own votes on what the node no
 * longer means, ties that need another voter, nodes not yet voted on, and at the end those skipped, the longest
 * skipped first. Within a group the order is the voter's own, and a node's place among others does not depend on
 * which others are there. Left out: what the voter has voted on, and what needs no further vote.
 */
export function queueOf(nodes: readonly QueueNode[], voter: QueueVoter): QueuedNode[] {
  return rankNodes(nodes, voter)
    .sort(compareRanked)
    .map(({ queued }) => queued);
}

/** The node to show next, or null when the voter is done. Sorts nothing: it is asked for after every vote. */
export function nextInQueue(nodes: readonly QueueNode[], voter: QueueVoter): QueuedNode | null {
  let next: RankedNode | null = null;
  for (const ranked of rankNodes(nodes, voter)) {
    if (next === null || compareRanked(ranked, next) < 0) next = ranked;
  }
  return next?.queued ?? null;
}

interface RankedNode {
  readonly queued: QueuedNode;
  readonly rank: number;
  readonly skippedAt: number;
  readonly hash: string;
}

function rankNodes(nodes: readonly QueueNode[], voter: QueueVoter): RankedNode[] {
  const skips = new Map(voter.skipped.map((id, at) => [id, at]));
  return nodes.filter(isWanted).map((node) => {
    const { id } = node;
    const reason = skips.has(id) ? "skipped" : reasonOf(node, voter.disputedFirst);
    return {
      queued: { id, reason },
      rank: QUEUE_REASONS.indexOf(reason),
      skippedAt: skips.get(id) ?? 0,
      hash: hashText(`${voter.seed}/${id}`),
    };
  });
}

function compareRanked(a: RankedNode, b: RankedNode): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.skippedAt !== b.skippedAt) return a.skippedAt - b.skippedAt;
  if (a.hash !== b.hash) return a.hash < b.hash ? -1 : 1;
  return a.queued.id - b.queued.id;
}

function isWanted({ settlement, ownVote }: QueueNode): boolean {
  if (ownVote === "current") return false;
  // Asked again even where the others suffice: their own word was taken out of the count by somebody's edit.
  if (ownVote === "stale") return true;
  return settlement.kind === "open" || (settlement.kind === "tied" && settlement.next === "another-voter");
}

function reasonOf({ settlement, ownVote, isDisputed }: QueueNode, disputedFirst: boolean): QueueReason {
  if (disputedFirst && isDisputed) return "disputed";
  if (ownVote === "stale") return "stale";
  return settlement.kind === "tied" ? "tied" : "open";
}
