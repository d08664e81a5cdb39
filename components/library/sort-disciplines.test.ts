import { expect, test } from "vitest";
import { NO_TOTALS, type TreeNode } from "#lib/glan/tree-totals.ts";
import { parseSort, sortDisciplines } from "./sort-disciplines.ts";

const discipline = (id: number, name: string, draws: bigint): TreeNode => ({
  id,
  name,
  parentId: 1,
  kind: "discipline",
  level: 2,
  totals: { ...NO_TOTALS, disciplines: 1, draws },
});
const law = discipline(2, "Law", 5n);
const physics = discipline(3, "Physics", 2n ** 60n + 1n);
const chemistry = discipline(4, "Chemistry", 2n ** 60n);

const names = (nodes: readonly TreeNode[]) => nodes.map((node) => node.name);

test("counts beyond 2^53 sort exactly", () => {
  expect(names(sortDisciplines([law, chemistry, physics], parseSort("-draws")))).toEqual([
    "Physics",
    "Chemistry",
    "Law",
  ]);
});

test("equal ones stand by name, whichever way the counts go", () => {
  expect(names(sortDisciplines([physics, law, chemistry], parseSort("-pairs")))).toEqual([
    "Chemistry",
    "Law",
    "Physics",
  ]);
  expect(names(sortDisciplines([physics, law, chemistry], parseSort("pairs")))).toEqual([
    "Chemistry",
    "Law",
    "Physics",
  ]);
});

test("an address that means nothing gives the most pairs first", () => {
  expect(parseSort("-colour")).toEqual({ by: "pairs", isDescending: true });
  expect(parseSort(undefined)).toEqual({ by: "pairs", isDescending: true });
});
