import { z } from "zod";

// Vote      what one person says of one node in one round: keep, remove or unsure
// Round     a time of voting over a set of nodes, under one rule
// Quorum    votes a node needs before it can be settled
// Verdict   what a node's votes come to: open, keep, remove or tied

export const VOTE_VALUES = ["keep", "remove", "unsure"] as const;
export const VoteValueSchema = z.enum(VOTE_VALUES);
export type VoteValue = z.infer<typeof VoteValueSchema>;

export const VERDICTS = ["open", "keep", "remove", "tied"] as const;
export const VerdictSchema = z.enum(VERDICTS);
export type Verdict = z.infer<typeof VerdictSchema>;

/** Far beyond any group of annotators: a larger number is a slip of the keyboard. */
export const VOTERS_MAX = 99;
const VoterCountSchema = z
  .number("must be a number")
  .int("must be a whole number")
  .min(1, "must be at least 1")
  .max(VOTERS_MAX, `must be at most ${VOTERS_MAX}`);
export const RoundRuleSchema = z
  .strictObject({
    /** Votes a node needs before it can be settled. */
    quorum: VoterCountSchema,
    /** Votes at which a tie stops asking others and goes to an admin. */
    maxVoters: VoterCountSchema,
  })
  .refine(({ quorum, maxVoters }) => quorum <= maxVoters, {
    path: ["maxVoters"],
    error: "must not be less than the quorum",
  });
export type RoundRule = z.infer<typeof RoundRuleSchema>;

/** What the votes on a node come to under the rule of its round. */
export type Settlement =
  | { readonly kind: "open"; readonly votesNeeded: number }
  | { readonly kind: "settled"; readonly verdict: "keep" | "remove" }
  | { readonly kind: "tied"; readonly next: "another-voter" | "adjudication" };

export type VoteCounts = Readonly<Record<VoteValue, number>>;

export function countVotes(votes: readonly VoteValue[]): VoteCounts {
  const counts = { keep: 0, remove: 0, unsure: 0 };
  for (const value of votes) counts[value] += 1;
  return counts;
}

/**
 * The majority of the keep and remove votes, once the quorum is met. `votes` are the current ones, one a voter.
 * An unsure vote is attendance without an opinion: it counts towards the quorum and the maximum, and not towards
 * the majority, so one keep among two unsure keeps the node, and nothing but unsure is a tie. A tie goes to a voter
 * who has not voted yet, at the maximum to adjudication by an admin; it is never decided here.
 */
export function settleVotes(votes: readonly VoteValue[], rule: RoundRule): Settlement {
  if (votes.length < rule.quorum) return { kind: "open", votesNeeded: rule.quorum - votes.length };
  const { keep, remove } = countVotes(votes);
  if (keep !== remove) return { kind: "settled", verdict: keep > remove ? "keep" : "remove" };
  return { kind: "tied", next: votes.length < rule.maxVoters ? "another-voter" : "adjudication" };
}

/** The rule among so many voters: where everyone has voted nobody is left to break a tie but an admin. */
export function ruleAmong(rule: RoundRule, voters: number): RoundRule {
  // The quorum stays: a round with too few people stays open for all to see.
  return { quorum: rule.quorum, maxVoters: Math.max(rule.quorum, Math.min(rule.maxVoters, voters)) };
}

export function verdictOf(settlement: Settlement): Verdict {
  return settlement.kind === "settled" ? settlement.verdict : settlement.kind;
}

/** People contradicted each other, whatever it came to. Doubt alone is no dispute. */
export function isDisputed(votes: readonly VoteValue[]): boolean {
  return votes.includes("keep") && votes.includes("remove");
}
