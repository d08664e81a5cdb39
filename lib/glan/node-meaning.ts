import { z } from "zod";
import { hashText } from "./text-hash.ts";
import { type NodeKind, NodeKindSchema, normaliseName } from "./words.ts";

/** What a vote is about. */
export interface MeantNode {
  readonly name: string;
  readonly definition: string;
  /** Null for a field. */
  readonly parentId: number | null;
  readonly kind: NodeKind;
}

/** A letter more or less in a shorter word makes another word: art and arm, law and lawn. */
const SLIP_WORD_MIN = 5;
const SLIPS_MAX = 2;

/** Letters of alphabets alone: Calculus 1 is not Calculus 2, and one Chinese character is a word. */
const SLIPPING_LETTERS = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]+$/u;

/** Beginnings that one slip turns into each other, and that name different disciplines. */
const LOOKALIKES: readonly (readonly string[])[] = [
  ["micro", "macro"],
  ["inter", "intra", "infra"],
  ["hyper", "hypo"],
  ["onto", "onco"],
  ["ante", "anti"],
  ["hydro", "hygro"],
  ["aero", "agro"],
  ["phono", "photo"],
  ["ethn", "ethi"],
  ["myco", "myo"],
];

const StampSchema = z.tuple([
  z.literal("meaning:v1"),
  NodeKindSchema,
  z.number().int().nullable(),
  z.string(),
  z.string(),
]);
const StampTextSchema = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom", message: "not a stamp" });
      return z.NEVER;
    }
  })
  .pipe(StampSchema);

/**
 * The stamp of a vote: kind, parent, a hash of the definition and the normalised name. Letter case, punctuation and
 * white space are no part of the meaning. The name stays readable, since a hash could not tell a slip.
 */
export function meaningOf({ name, definition, parentId, kind }: MeantNode): string {
  const stamp: z.infer<typeof StampSchema> = [
    "meaning:v1",
    kind,
    parentId,
    hashText(normaliseName(definition)),
    normaliseName(name),
  ];
  return JSON.stringify(stamp);
}

/**
 * Whether the vote is still about what the node means: same kind, parent and definition, and the same name but for
 * corrected slips. Names are compared with the one voted on, so that many small corrections cannot add up to
 * another name. An unreadable stamp is not current: a vote is asked for again rather than counted for something else.
 */
export function isVoteCurrent(vote: { readonly meaning: string }, node: MeantNode): boolean {
  const stamped = StampTextSchema.safeParse(vote.meaning);
  if (!stamped.success) return false;
  const [, kind, parentId, definition, name] = stamped.data;
  return (
    kind === node.kind &&
    parentId === node.parentId &&
    definition === hashText(normaliseName(node.definition)) &&
    isSameButForSlips(name, normaliseName(node.name))
  );
}

/** Two normalised names: the spaces moved, or at most two words with one slip each. */
function isSameButForSlips(before: string, after: string): boolean {
  if (before.replaceAll(" ", "") === after.replaceAll(" ", "")) return true;
  const words = before.split(" ");
  const others = after.split(" ");
  if (words.length !== others.length) return false;
  const changed = words.flatMap((word, i) => {
    const other = others[i] ?? "";
    return word === other ? [] : [[word, other] as const];
  });
  return changed.length <= SLIPS_MAX && changed.every(([word, other]) => isOneSlip(word, other));
}

/**
 * One letter missing, too many or another one, or two neighbours swapped, behind the first letter. Where this lets
 * another name pass, votes count for what nobody voted on; where it refuses a slip, they are asked for again.
 * So it refuses when in doubt.
 */
function isOneSlip(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  if (shorter < SLIP_WORD_MIN || areLookalikes(a, b)) return false;
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [inA, inB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (start === 0 || !SLIPPING_LETTERS.test(inA + inB)) return false;
  const isSwap = inA.length === 2 && inB.length === 2 && inA[0] === inB[1] && inA[1] === inB[0];
  return isSwap || (inA.length <= 1 && inB.length <= 1);
}

function areLookalikes(a: string, b: string): boolean {
  return LOOKALIKES.some((group) => {
    const [ofA, ofB] = [a, b].map((word) => group.find((beginning) => word.startsWith(beginning)));
    return ofA !== undefined && ofB !== undefined && ofA !== ofB;
  });
}
