import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Agreement,
  agreementByGroup,
  agreementOfVotes,
  type JudgedVote,
  measureAgreement,
} from "./agreement.ts";
import { VOTE_VALUES } from "./votes.ts";
import type { NodeKind } from "./words.ts";

/** Rows are observers, columns are items, a dot is a missing judgement. */
const columnsOf = (...rows: string[]) => {
  const observers = rows.map((row) => row.split(" "));
  return (observers[0] ?? []).map((_, item) =>
    observers.map((judgements) => judgements[item] ?? ".").filter((judgement) => judgement !== "."),
  );
};
const values = ({ raw, alpha, ac1 }: Agreement) => [raw, alpha, ac1].map(({ value }) => value);
const repeat = <Item>(times: number, item: Item): Item[] => Array.from({ length: times }, () => item);

describe("published examples come out as published:", () => {
  test("Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, A: two observers, two values", () => {
    const items = columnsOf("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0");
    expect(measureAgreement(items, ["0", "1"]).alpha.value).toBeCloseTo(0.095, 3);
  });

  test("Krippendorff 2011, B: two observers, five values", () => {
    const items = columnsOf("a a b b d c c c e d d a", "b a b b b c c c e d d d");
    expect(measureAgreement(items, ["a", "b", "c", "d", "e"]).alpha.value).toBeCloseTo(0.692, 3);
  });

  // Krippendorff 2011, C. Gwet's R package irrCAC has the same judgements as cac.raw4raters.
  const fourObservers = columnsOf(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
  );

  test("Krippendorff 2011, C: four observers, five values, some missing", () => {
    const { alpha } = measureAgreement(fourObservers, ["1", "2", "3", "4", "5"]);
    expect(alpha.value).toBeCloseTo(0.743, 3);
    // 41 judgements, of which the last item's single one has no partner.
    expect(alpha).toMatchObject({ items: 11, votes: 40 });
  });

  test("irrCAC, cac.raw4raters: agreement 0.81818 and AC1 0.77544 with missing judgements", () => {
    const { raw, ac1 } = measureAgreement(fourObservers, ["1", "2", "3", "4", "5"]);
    expect(raw.value).toBeCloseTo(0.81818, 5);
    expect(ac1.value).toBeCloseTo(0.77544, 5);
    expect(ac1).toMatchObject({ items: 12, votes: 41 });
  });

  test("irrCAC, cont3x3abstractors: two abstractors of pregnancies give AC1 0.84933", () => {
    const items = [
      ...repeat(13, ["ectopic", "ectopic"]),
      ...repeat(20, ["abnormal", "abnormal"]),
      ...repeat(7, ["abnormal", "normal"]),
      ...repeat(4, ["normal", "abnormal"]),
      ...repeat(56, ["normal", "normal"]),
    ];
    expect(measureAgreement(items, ["ectopic", "abnormal", "normal"]).ac1.value).toBeCloseTo(0.84933, 5);
  });
});

const CATEGORIES = ["a", "b", "c"] as const;
const item = fc.array(fc.constantFrom(...CATEGORIES), { maxLength: 5 });
const items = fc.array(item, { maxLength: 12 });

/** All ordered pairs of two different judgements of one item. */
const pairsOf = (judgements: readonly string[]) =>
  judgements.flatMap((one, i) => judgements.flatMap((other, j) => (i === j ? [] : [[one, other] as const])));

test("the coefficients are those of their definitions, computed pair by pair", () => {
  fc.assert(
    fc.property(items, (given) => {
      const { raw, alpha, ac1 } = measureAgreement(given, CATEGORIES);
      const pairable = given.filter((judgements) => judgements.length > 1);
      if (pairable.length === 0) {
        expect([raw, alpha, ac1]).toEqual([raw, alpha, ac1].map((c) => ({ ...c, reason: "no-pairs" })));
        return;
      }
      const agreeing = pairable.map((judgements) => {
        const pairs = pairsOf(judgements);
        return pairs.filter(([one, other]) => one === other).length / pairs.length;
      });
      const agreed = agreeing.reduce((sum, share) => sum + share, 0) / pairable.length;
      expect(raw.value).toBeCloseTo(agreed, 10);

      // Krippendorff: unlike pairs within items over unlike pairs among all pairable judgements.
      const all = pairable.flat();
      const within = pairable.reduce(
        (sum, judgements) =>
          sum + pairsOf(judgements).filter(([one, other]) => one !== other).length / (judgements.length - 1),
        0,
      );
      const among = pairsOf(all).filter(([one, other]) => one !== other).length;
      if (among === 0) expect(alpha).toMatchObject({ value: null, reason: "one-category" });
      else
        expect(alpha.value).toBeCloseTo(
          1 - within / all.length / (among / (all.length * (all.length - 1))),
          10,
        );

      // Gwet: chance from the mean share of each category over all items with a judgement.
      const judged = given.filter((judgements) => judgements.length > 0);
      const chance =
        CATEGORIES.map((category) => {
          const shares = judged.map(
            (judgements) => judgements.filter((j) => j === category).length / judgements.length,
          );
          return shares.reduce((sum, share) => sum + share, 0) / judged.length;
        }).reduce((sum, share) => sum + share * (1 - share), 0) /
        (CATEGORIES.length - 1);
      expect(ac1.value).toBeCloseTo((agreed - chance) / (1 - chance), 10);
    }),
  );
});

test("neither the order of items, nor of judgements, nor the names of the categories matter", () => {
  const shuffledItems = fc.array(
    item.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
    ),
    { maxLength: 12 },
  );
  const next = { a: "b", b: "c", c: "a" } as const;
  fc.assert(
    fc.property(shuffledItems, (given) => {
      const original = values(
        measureAgreement(
          given.map(([one]) => one),
          CATEGORIES,
        ),
      );
      const others = given.map(([, shuffled]) => shuffled.map((category) => next[category])).toReversed();
      const changed = values(measureAgreement(others, CATEGORIES));
      for (const [i, value] of original.entries()) {
        if (value === null) expect(changed[i]).toBeNull();
        else expect(changed[i]).toBeCloseTo(value, 10);
      }
    }),
  );
});

test("people who always agree, on more than one thing, have 1 throughout", () => {
  const agreed = fc.array(
    fc.tuple(fc.constantFrom(...CATEGORIES), fc.integer({ min: 2, max: 6 })).map(([c, n]) => repeat(n, c)),
    { minLength: 2 },
  );
  fc.assert(
    fc.property(agreed, (given) => {
      fc.pre(new Set(given.flat()).size > 1);
      expect(values(measureAgreement(given, CATEGORIES))).toEqual([1, 1, 1]);
    }),
  );
});

test("no coefficient is above 1, and the raw one is a share", () => {
  fc.assert(
    fc.property(items, (given) => {
      for (const value of values(measureAgreement(given, CATEGORIES))) {
        if (value !== null) expect(value).toBeLessThanOrEqual(1);
      }
      expect(measureAgreement(given, CATEGORIES).raw.value ?? 0).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("where all say the same alpha has no value, and AC1 has: that is what it was made for", () => {
  const { raw, alpha, ac1 } = measureAgreement(repeat(4, ["a", "a", "a"]), CATEGORIES);
  expect(raw).toEqual({ value: 1, items: 4, votes: 12 });
  expect(alpha).toEqual({ value: null, reason: "one-category", items: 4, votes: 12 });
  expect(ac1).toEqual({ value: 1, items: 4, votes: 12 });
});

test("one person alone agrees with nobody", () => {
  const { raw, alpha, ac1 } = measureAgreement([["a"], ["b"], []], CATEGORIES);
  expect(raw).toEqual({ value: null, reason: "no-pairs", items: 0, votes: 0 });
  expect(alpha).toEqual(raw);
  expect(ac1).toEqual({ value: null, reason: "no-pairs", items: 2, votes: 2 });
});

test("a judgement outside the categories, or a single category, is refused", () => {
  expect(() => measureAgreement([["a", "d"]], ["a", "b"])).toThrow('"d" is none of the categories.');
  expect(() => measureAgreement([["a"]], ["a"])).toThrow(RangeError);
});

const voteOn = (nodeId: number, ...given: JudgedVote["value"][]): JudgedVote[] =>
  given.map((value) => ({ nodeId, value }));

test("unsure votes are missing judgements and are counted beside", () => {
  const votes = [
    ...voteOn(1, "keep", "unsure", "keep"),
    ...voteOn(2, "unsure", "unsure"),
    ...voteOn(3, "keep", "remove"),
  ];
  const agreement = agreementOfVotes(votes);
  expect(agreement.unsure).toBe(3);
  expect(agreement.raw).toEqual({ value: 0.5, items: 2, votes: 4 });
  fc.assert(
    fc.property(
      fc.array(fc.record({ nodeId: fc.integer({ min: 1, max: 6 }), value: fc.constantFrom(...VOTE_VALUES) })),
      (given) => {
        const sure = given.filter(({ value }) => value !== "unsure");
        expect(agreementOfVotes(given)).toEqual({
          ...agreementOfVotes(sure),
          unsure: given.length - sure.length,
        });
      },
    ),
  );
});

test("agreement is told per kind and per field", () => {
  const place = (id: number, parentId: number | null, kind: NodeKind) => ({
    id,
    parentId,
    kind,
    position: id,
  });
  const nodes = [
    place(1, null, "field"),
    place(2, 1, "sub-field"),
    place(3, 2, "discipline"),
    place(4, null, "field"),
    place(5, 4, "discipline"),
    place(6, null, "field"),
  ];
  const votes = [
    ...voteOn(2, "keep", "keep"),
    ...voteOn(3, "keep", "remove"),
    ...voteOn(5, "remove", "remove"),
    ...voteOn(99, "keep", "remove"),
  ];
  const { overall, byKind, byField } = agreementByGroup(votes, nodes);
  expect(overall.raw).toEqual({ value: 2 / 3, items: 3, votes: 6 });
  expect(byKind.field.raw).toMatchObject({ value: null, reason: "no-pairs" });
  expect(byKind["sub-field"].raw).toEqual({ value: 1, items: 1, votes: 2 });
  expect(byKind.discipline.raw).toEqual({ value: 0.5, items: 2, votes: 4 });
  expect([...byField.keys()]).toEqual([1, 4]);
  expect(byField.get(1)?.raw.value).toBe(0.5);
  expect(byField.get(4)?.raw.value).toBe(1);
});
