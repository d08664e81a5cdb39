import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  countVotes,
  isDisputed,
  RoundRuleSchema,
  ruleAmong,
  type Settlement,
  settleVotes,
  VERDICTS,
  VerdictSchema,
  VOTE_VALUES,
  VOTERS_MAX,
  VoteValueSchema,
  verdictOf,
} from "./votes.ts";

const votesOf = (letters: string) =>
  [...letters].map((letter) => VoteValueSchema.parse({ K: "keep", R: "remove", U: "unsure" }[letter]));
const votes = fc.array(fc.constantFrom(...VOTE_VALUES), { maxLength: 12 });
const rule = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 6 }))
  .map(([quorum, more]) => ({ quorum, maxVoters: quorum + more }));

describe("with a quorum of 3 and at most 5 voters", () => {
  const three = { quorum: 3, maxVoters: 5 };
  const told = (settlement: Settlement) =>
    settlement.kind === "open"
      ? `open, ${settlement.votesNeeded} needed`
      : settlement.kind === "settled"
        ? settlement.verdict
        : settlement.next;

  test.each([
    ["", "open, 3 needed"],
    ["K", "open, 2 needed"],
    ["RR", "open, 1 needed"],
    ["KKK", "keep"],
    ["KKR", "keep"],
    ["KRR", "remove"],
    ["KRU", "another-voter"],
    ["KUU", "keep"],
    ["RUU", "remove"],
    ["UUU", "another-voter"],
    ["KRUK", "keep"],
    ["KKRR", "another-voter"],
    ["KKRRU", "adjudication"],
    ["UUUUU", "adjudication"],
    ["KKRRR", "remove"],
    ["KKRRUU", "adjudication"],
    ["KKRRUUK", "keep"],
  ])("%s comes to: %s", (letters, expected) => {
    expect(told(settleVotes(votesOf(letters), three))).toBe(expected);
  });
});

test("the order of the votes does not matter", () => {
  fc.assert(
    fc.property(
      votes.chain((given) =>
        fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
      ),
      rule,
      ([given, shuffled], roundRule) => {
        expect(settleVotes(shuffled, roundRule)).toEqual(settleVotes(given, roundRule));
      },
    ),
  );
});

test("keep and remove are treated alike", () => {
  const swap = { keep: "remove", remove: "keep", unsure: "unsure" } as const;
  fc.assert(
    fc.property(votes, rule, (given, roundRule) => {
      const settlement = settleVotes(given, roundRule);
      const swapped = settleVotes(
        given.map((value) => swap[value]),
        roundRule,
      );
      expect(swapped).toEqual(
        settlement.kind === "settled" ? { ...settlement, verdict: swap[settlement.verdict] } : settlement,
      );
    }),
  );
});

test("a node is settled by more than half of its keep and remove votes, and by nothing else", () => {
  fc.assert(
    fc.property(votes, rule, (given, roundRule) => {
      const settlement = settleVotes(given, roundRule);
      const decided = given.filter((value) => value !== "unsure");
      const winners = (["keep", "remove"] as const).filter(
        (value) => decided.filter((vote) => vote === value).length * 2 > decided.length,
      );
      const isQuorate = given.length >= roundRule.quorum;
      expect(settlement.kind === "settled" ? [settlement.verdict] : []).toEqual(isQuorate ? winners : []);
      expect(settlement.kind === "open").toBe(!isQuorate);
    }),
  );
});

test("while people disagree evenly every vote is asked for up to the maximum, then an admin", () => {
  fc.assert(
    fc.property(rule, (roundRule) => {
      for (let cast = 0; cast <= roundRule.maxVoters; cast += 1) {
        const tied = [
          ...Array.from({ length: cast >> 1 }, () => ["keep", "remove"] as const).flat(),
          ...(cast % 2 === 1 ? (["unsure"] as const) : []),
        ];
        const settlement = settleVotes(tied, roundRule);
        if (cast < roundRule.quorum) {
          expect(settlement).toEqual({ kind: "open", votesNeeded: roundRule.quorum - cast });
        } else {
          const next = cast < roundRule.maxVoters ? "another-voter" : "adjudication";
          expect(settlement).toEqual({ kind: "tied", next });
        }
      }
    }),
  );
});

test("a verdict is the settlement in one word", () => {
  expect(verdictOf({ kind: "open", votesNeeded: 1 })).toBe("open");
  expect(verdictOf({ kind: "settled", verdict: "keep" })).toBe("keep");
  expect(verdictOf({ kind: "settled", verdict: "remove" })).toBe("remove");
  expect(verdictOf({ kind: "tied", next: "adjudication" })).toBe("tied");
  expect(VERDICTS.every((verdict) => VerdictSchema.safeParse(verdict).success)).toBe(true);
  expect(VerdictSchema.safeParse("unsure").success).toBe(false);
});

test("where everyone has voted a tie goes to an admin, however many the rule would allow", () => {
  const nine = { quorum: 2, maxVoters: 9 };
  expect(settleVotes(votesOf("KRKR"), ruleAmong(nine, 4))).toEqual({ kind: "tied", next: "adjudication" });
  expect(settleVotes(votesOf("KRKR"), ruleAmong(nine, 5))).toEqual({ kind: "tied", next: "another-voter" });
  expect(ruleAmong(nine, 1)).toEqual({ quorum: 2, maxVoters: 2 });
  fc.assert(
    fc.property(rule, fc.integer({ min: 0, max: 20 }), (roundRule, voters) => {
      expect(RoundRuleSchema.safeParse(ruleAmong(roundRule, voters)).success).toBe(true);
    }),
  );
});

test("a dispute is a keep against a remove, whatever the majority", () => {
  expect(["KR", "KKKR", "URK"].map((letters) => isDisputed(votesOf(letters)))).toEqual([true, true, true]);
  expect(["", "K", "KU", "UU", "RRR"].map((letters) => isDisputed(votesOf(letters)))).not.toContain(true);
});

test("votes are counted by value", () => {
  expect(countVotes(votesOf("KRKU"))).toEqual({ keep: 2, remove: 1, unsure: 1 });
  expect(countVotes([])).toEqual({ keep: 0, remove: 0, unsure: 0 });
});

test.each([
  [{ quorum: 3, maxVoters: 3 }, null],
  [{ quorum: 1, maxVoters: VOTERS_MAX }, null],
  [{ quorum: 0, maxVoters: 3 }, "must be at least 1"],
  [{ quorum: 2.5, maxVoters: 3 }, "must be a whole number"],
  [{ quorum: 4, maxVoters: 3 }, "must not be less than the quorum"],
  [{ quorum: 4, maxVoters: VOTERS_MAX + 1 }, "must be at most 99"],
])("the rule %o is told: %s", (given, message) => {
  const reading = RoundRuleSchema.safeParse(given);
  expect(reading.success ? null : reading.error.issues[0]?.message).toBe(message);
});
