import { fieldIdsOf, type WalkedNode } from "./tree-walk.ts";
import type { VoteValue } from "./votes.ts";
import type { NodeKind } from "./words.ts";

/**
 * A coefficient with the items and votes it rests on, or null and the reason why it has no value:
 * `no-pairs`, no item was judged by two; `one-category`, every judgement is the same, so that chance alone would
 * agree always and nothing can be said beyond it.
 */
export type Coefficient =
  | { readonly value: number; readonly items: number; readonly votes: number }
  | {
      readonly value: null;
      readonly reason: "no-pairs" | "one-category";
      readonly items: number;
      readonly votes: number;
    };

export interface Agreement {
  /** Share of pairs of judgements that agree, averaged over items, so that each item weighs the same. */
  readonly raw: Coefficient;
  /** Krippendorff's alpha for nominal values (Krippendorff 2011). */
  readonly alpha: Coefficient;
  /** Gwet's AC1 (Gwet 2014, missing judgements allowed). Items judged once count for chance alone. */
  readonly ac1: Coefficient;
}

/** How often each category was given to one item, in the order of the categories. */
type ItemCounts = readonly number[];

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const mean = (numbers: readonly number[]): number => sum(numbers) / numbers.length;
/** Ordered pairs of unlike judgements. */
const unlikePairs = (counts: ItemCounts): number => {
  const all = sum(counts);
  return sum(counts.map((count) => count * (all - count)));
};

/**
 * Agreement over items, each the list of judgements it got: who judged does not matter, nor whether all judged all.
 * `categories` are those that could be given, used or not, two or more: AC1 depends on their number.
 * Throws RangeError for a judgement that is none of them.
 */
export function measureAgreement<Category extends string>(
  items: readonly (readonly Category[])[],
  categories: readonly Category[],
): Agreement {
  if (new Set(categories).size < 2) throw new RangeError("Agreement needs two categories or more.");
  const counted = items.filter((item) => item.length > 0).map((item) => countItem(item, categories));
  const pairable = counted.filter((counts) => sum(counts) >= 2);
  return {
    raw: rawAgreement(pairable),
    alpha: krippendorffAlpha(pairable),
    ac1: gwetAc1(counted, pairable),
  };
}

function countItem<Category extends string>(
  item: readonly Category[],
  categories: readonly Category[],
): ItemCounts {
  const stranger = item.find((judgement) => !categories.includes(judgement));
  if (stranger !== undefined) throw new RangeError(`"${stranger}" is none of the categories.`);
  return categories.map((category) => item.filter((judgement) => judgement === category).length);
}

function restingOn(items: readonly ItemCounts[]) {
  return { items: items.length, votes: sum(items.map(sum)) };
}

/** Mean over items of the share of pairs that agree. */
function pairwise(pairable: readonly ItemCounts[]): number {
  return mean(
    pairable.map((counts) => {
      const all = sum(counts);
      return 1 - unlikePairs(counts) / (all * (all - 1));
    }),
  );
}

function rawAgreement(pairable: readonly ItemCounts[]): Coefficient {
  const base = restingOn(pairable);
  if (pairable.length === 0) return { value: null, reason: "no-pairs", ...base };
  return { value: pairwise(pairable), ...base };
}

/** 1 - observed / expected disagreement over pairable values; each item's pairs weigh 1 / (its values - 1). */
function krippendorffAlpha(pairable: readonly ItemCounts[]): Coefficient {
  const base = restingOn(pairable);
  const [first, ...others] = pairable;
  if (first === undefined) return { value: null, reason: "no-pairs", ...base };
  const totals = others.reduce(
    (sums: ItemCounts, counts) => sums.map((total, i) => total + (counts[i] ?? 0)),
    first,
  );
  const expected = unlikePairs(totals);
  if (expected === 0) return { value: null, reason: "one-category", ...base };
  const observed = sum(pairable.map((counts) => unlikePairs(counts) / (sum(counts) - 1)));
  return { value: 1 - ((base.votes - 1) * observed) / expected, ...base };
}

/** Chance agreement is the mean of p (1 - p) over categories, times their number over their number less one. */
function gwetAc1(counted: readonly ItemCounts[], pairable: readonly ItemCounts[]): Coefficient {
  const base = restingOn(counted);
  const [first] = counted;
  if (first === undefined || pairable.length === 0) return { value: null, reason: "no-pairs", ...base };
  const shares = first.map((_, i) => mean(counted.map((counts) => (counts[i] ?? 0) / sum(counts))));
  const chance = sum(shares.map((share) => share * (1 - share))) / (shares.length - 1);
  return { value: (pairwise(pairable) - chance) / (1 - chance), ...base };
}

export interface JudgedVote {
  readonly nodeId: number;
  readonly value: VoteValue;
}

export interface VoteAgreement extends Agreement {
  /** Unsure votes: no judgement of the node, so they count as missing, as they do for the majority. */
  readonly unsure: number;
}

const JUDGEMENTS = ["keep", "remove"] as const;

/** Agreement of the current votes of a round, one a voter and node. */
export function agreementOfVotes(votes: readonly JudgedVote[]): VoteAgreement {
  const byNode = new Map<number, (typeof JUDGEMENTS)[number][]>();
  let unsure = 0;
  for (const { nodeId, value } of votes) {
    if (value === "unsure") {
      unsure += 1;
      continue;
    }
    const judgements = byNode.get(nodeId) ?? [];
    byNode.set(nodeId, judgements);
    judgements.push(value);
  }
  return { ...measureAgreement([...byNode.values()], JUDGEMENTS), unsure };
}

export interface GroupedAgreement {
  readonly overall: VoteAgreement;
  readonly byKind: Readonly<Record<NodeKind, VoteAgreement>>;
  /** By the id of the field at the top; fields without votes are left out. */
  readonly byField: ReadonlyMap<number, VoteAgreement>;
}

/** Agreement overall, per kind and per field. `nodes` are those of the tree; votes on other nodes are left out. */
export function agreementByGroup(
  votes: readonly JudgedVote[],
  nodes: readonly (WalkedNode & { readonly kind: NodeKind })[],
): GroupedAgreement {
  const kindOf = new Map(nodes.map(({ id, kind }) => [id, kind]));
  const fieldIds = fieldIdsOf(nodes);
  const placed = votes.filter(({ nodeId }) => kindOf.has(nodeId));
  const ofKind = (kind: NodeKind) =>
    agreementOfVotes(placed.filter(({ nodeId }) => kindOf.get(nodeId) === kind));
  const byField = new Map<number, VoteAgreement>();
  for (const [fieldId, ofField] of Map.groupBy(placed, ({ nodeId }) => fieldIds.get(nodeId))) {
    if (fieldId !== undefined) byField.set(fieldId, agreementOfVotes(ofField));
  }
  return {
    overall: agreementOfVotes(placed),
    byKind: { field: ofKind("field"), "sub-field": ofKind("sub-field"), discipline: ofKind("discipline") },
    byField,
  };
}
