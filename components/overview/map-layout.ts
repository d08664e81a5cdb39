import { hierarchy, partition } from "d3-hierarchy";
import type { TreeNode } from "#lib/glan/tree-totals.ts";

/** A cell of the map below a field: across in percent of the field's width, down in pixels. */
export interface MapCell {
  readonly node: TreeNode;
  readonly left: number;
  readonly width: number;
  readonly top: number;
  readonly height: number;
}

export interface FieldMap {
  readonly field: TreeNode;
  readonly height: number;
  readonly cells: readonly MapCell[];
}

const LEGIBLE_ROW = 18;
const CROWDED_ROW = 4;
/** Beyond this many leaves names give way to the picture as a whole. */
const LEGIBLE_LEAVES_MAX = 400;
/** Sub-fields need less width than the disciplines beside them. */
const FIRST_OF_TWO = 34;

/** One icicle a field: parents on the left, leaves of equal height on the right. */
export function layOutMap(nodes: readonly TreeNode[]): FieldMap[] {
  const childrenOf = Map.groupBy(nodes, (node) => node.parentId);
  const parents = new Set(nodes.map((node) => node.parentId));
  const leaves = nodes.filter((node) => !parents.has(node.id)).length;
  const row = leaves > LEGIBLE_LEAVES_MAX ? CROWDED_ROW : LEGIBLE_ROW;
  return (childrenOf.get(null) ?? []).map((field) => layOutField(field, childrenOf, row));
}

function layOutField(
  field: TreeNode,
  childrenOf: ReadonlyMap<number | null, readonly TreeNode[]>,
  row: number,
): FieldMap {
  const root = hierarchy(field, (node) => childrenOf.get(node.id) ?? []).count();
  const height = root.children === undefined ? 0 : (root.value ?? 0) * row;
  const placed = partition<TreeNode>().size([height, 1])(root);
  const edges = columnEdges(root.height);
  const cells = placed
    .descendants()
    .filter((cell) => cell.depth > 0)
    .map((cell): MapCell => {
      const left = edges[cell.depth - 1] ?? 0;
      // A discipline right below its field takes the whole width: nothing stands beside it.
      const right = cell.children === undefined ? 100 : (edges[cell.depth] ?? 100);
      return { node: cell.data, left, width: right - left, top: cell.x0, height: cell.x1 - cell.x0 };
    });
  return { field, height, cells };
}

function columnEdges(columns: number): number[] {
  if (columns === 2) return [0, FIRST_OF_TWO, 100];
  return Array.from({ length: columns + 1 }, (_, column) => (column / Math.max(1, columns)) * 100);
}
