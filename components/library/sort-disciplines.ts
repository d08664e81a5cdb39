import type { TreeNode } from "#lib/glan/tree-totals.ts";

export const DISCIPLINE_SORTS = [
  "name",
  "subjects",
  "syllabi",
  "sessions",
  "concepts",
  "draws",
  "pairs",
] as const;
export type DisciplineSort = (typeof DISCIPLINE_SORTS)[number];

/** As the address says it: "name", or "-pairs" for the largest first. */
export interface SortOrder {
  readonly by: DisciplineSort;
  readonly isDescending: boolean;
}

const MOST_PAIRS_FIRST: SortOrder = { by: "pairs", isDescending: true };

export function parseSort(text: string | string[] | undefined): SortOrder {
  if (typeof text !== "string") return MOST_PAIRS_FIRST;
  const isDescending = text.startsWith("-");
  const by = DISCIPLINE_SORTS.find((sort) => sort === text.slice(isDescending ? 1 : 0));
  return by === undefined ? MOST_PAIRS_FIRST : { by, isDescending };
}

/** Equal ones stand by name. */
export function sortDisciplines(
  disciplines: readonly TreeNode[],
  { by, isDescending }: SortOrder,
): TreeNode[] {
  const byName = (a: TreeNode, b: TreeNode) => a.name.localeCompare(b.name, "en");
  const direction = isDescending ? -1 : 1;
  return disciplines.toSorted((a, b) => {
    if (by === "name") return direction * byName(a, b);
    const difference = BigInt(a.totals[by]) - BigInt(b.totals[by]);
    if (difference === 0n) return byName(a, b);
    return difference < 0n ? -direction : direction;
  });
}
