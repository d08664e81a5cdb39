import type { TreeNode } from "#lib/glan/tree-totals.ts";

/** Steps of the coverage map by pairs a discipline; fixed, so that pictures of different days compare. */
export const MAP_STEPS = [
  { from: 0, name: "none" },
  { from: Number.MIN_VALUE, name: "1 to 9" },
  { from: 10, name: "10 to 99" },
  { from: 100, name: "100 to 999" },
  { from: 1000, name: "1,000 to 9,999" },
  { from: 10_000, name: "10,000 and more" },
] as const;

/** A node above the disciplines is coloured by the average of those below it. */
export function mapStep(node: TreeNode): number {
  const mean = node.totals.pairs / Math.max(1, node.totals.disciplines);
  return MAP_STEPS.findLastIndex((step) => mean >= step.from);
}
