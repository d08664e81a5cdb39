import fc from "fast-check";
import { expect, test } from "vitest";
import { effectiveVerdicts, isGone, type NodeLoad, previewClosing } from "./cascade.ts";
import type { FlatNode } from "./taxonomy.ts";
import { flatTreeArbitrary } from "./testing/flat-tree-arbitrary.ts";
import { VERDICTS, type Verdict } from "./votes.ts";

const nodes: FlatNode[] = [
  { id: 1, parentId: null, kind: "field", name: "Natural Science", position: 0 },
  { id: 2, parentId: 1, kind: "sub-field", name: "Physical science", position: 0 },
  { id: 3, parentId: 2, kind: "discipline", name: "Physics", position: 0 },
  { id: 4, parentId: 2, kind: "discipline", name: "Alchemy", position: 1 },
  { id: 5, parentId: 1, kind: "sub-field", name: "Life science", position: 1 },
  { id: 6, parentId: 5, kind: "discipline", name: "Biology", position: 0 },
  { id: 7, parentId: null, kind: "field", name: "Humanities", position: 1 },
  { id: 8, parentId: 7, kind: "discipline", name: "Law", position: 0 },
  { id: 9, parentId: 7, kind: "discipline", name: "Philosophy", position: 1 },
];
const verdicts = new Map<number, Verdict>([
  [1, "keep"],
  [2, "remove"],
  [3, "keep"],
  [4, "remove"],
  [5, "keep"],
  [6, "tied"],
  [7, "keep"],
  [8, "remove"],
]);

const judgedTree = flatTreeArbitrary.chain((tree) =>
  fc
    .tuple(
      fc.array(fc.constantFrom(...VERDICTS), { minLength: tree.length, maxLength: tree.length }),
      fc.array(fc.record({ votes: fc.nat(9), subjects: fc.nat(9), questions: fc.nat(9) }), {
        minLength: tree.length,
        maxLength: tree.length,
      }),
    )
    .map(([drawn, loads]) => ({
      tree,
      verdicts: new Map(tree.map(({ id }, i): [number, Verdict] => [id, drawn[i] ?? "open"])),
      loads: new Map(tree.flatMap(({ id }, i): [number, NodeLoad][] => (loads[i] ? [[id, loads[i]]] : []))),
    })),
);

/** Ids from the field down to the node, itself left out. */
function ancestorsOf(tree: readonly FlatNode[], id: number): number[] {
  const parentId = tree.find((node) => node.id === id)?.parentId ?? null;
  return parentId === null ? [] : [...ancestorsOf(tree, parentId), parentId];
}

test("a removed sub-field takes what is below it, each with its own verdict beside", () => {
  const effective = effectiveVerdicts(nodes, verdicts);
  expect(effective.get(2)).toEqual({ kind: "own", verdict: "remove" });
  expect(effective.get(3)).toEqual({ kind: "removed-by-ancestor", ancestorId: 2, own: "keep" });
  expect(effective.get(4)).toEqual({ kind: "removed-by-ancestor", ancestorId: 2, own: "remove" });
  expect(effective.get(6)).toEqual({ kind: "own", verdict: "tied" });
  expect(effective.get(9)).toEqual({ kind: "own", verdict: "open" });
});

test("below two removed nodes the higher one is named: it must be restored first", () => {
  const both = new Map(verdicts).set(1, "remove");
  expect(effectiveVerdicts(nodes, both).get(2)).toEqual({
    kind: "removed-by-ancestor",
    ancestorId: 1,
    own: "remove",
  });
  expect(effectiveVerdicts(nodes, both).get(3)).toMatchObject({ ancestorId: 1 });
  expect(effectiveVerdicts(nodes, verdicts).get(3)).toMatchObject({ ancestorId: 2 });
});

test("a node is gone exactly when it or one of its ancestors is removed, and the highest is named", () => {
  fc.assert(
    fc.property(judgedTree, ({ tree, verdicts }) => {
      const effective = effectiveVerdicts(tree, verdicts);
      expect(effective.size).toBe(tree.length);
      for (const { id } of tree) {
        const own = verdicts.get(id) ?? "open";
        const highest = ancestorsOf(tree, id).find((ancestor) => verdicts.get(ancestor) === "remove");
        expect(effective.get(id)).toEqual(
          highest === undefined
            ? { kind: "own", verdict: own }
            : { kind: "removed-by-ancestor", ancestorId: highest, own },
        );
      }
    }),
    { numRuns: 60 },
  );
});

test("removing a node takes all below it and leaves every other node's own verdict to be restored", () => {
  fc.assert(
    fc.property(judgedTree, fc.nat(), ({ tree, verdicts }, pick) => {
      const node = tree[pick % Math.max(tree.length, 1)];
      if (node === undefined) return;
      const before = effectiveVerdicts(tree, verdicts);
      const removed = effectiveVerdicts(tree, new Map(verdicts).set(node.id, "remove"));
      const kept = new Map<number, Verdict>([[node.id, verdicts.get(node.id) ?? "open"]]);
      for (const [id, effective] of removed) {
        if (id === node.id) continue;
        if (ancestorsOf(tree, id).includes(node.id)) expect(effective).toSatisfy(isGone);
        else expect(effective).toEqual(before.get(id));
        kept.set(id, effective.kind === "own" ? effective.verdict : effective.own);
      }
      expect(effectiveVerdicts(tree, kept)).toEqual(before);
    }),
    { numRuns: 60 },
  );
});

test("the preview names what goes, with its votes, subjects and questions", () => {
  const loads = new Map([
    [2, { votes: 3, subjects: 0, questions: 0 }],
    [3, { votes: 4, subjects: 40, questions: 900 }],
    [4, { votes: 3, subjects: 1, questions: 0 }],
    [8, { votes: 5, subjects: 20, questions: 100 }],
    [9, { votes: 1, subjects: 7, questions: 70 }],
  ]);
  const preview = previewClosing(nodes, verdicts, loads);
  expect(
    preview.removals.map(({ node, below, keptBelow, loss }) => ({
      node: node.name,
      below: below.map(({ name }) => name),
      keptBelow: keptBelow.map(({ name }) => name),
      loss,
    })),
  ).toEqual([
    {
      node: "Physical science",
      below: ["Physics", "Alchemy"],
      keptBelow: ["Physics"],
      loss: { fields: 0, subFields: 1, disciplines: 2, votes: 10, subjects: 41, questions: 900 },
    },
    {
      node: "Law",
      below: [],
      keptBelow: [],
      loss: { fields: 0, subFields: 0, disciplines: 1, votes: 5, subjects: 20, questions: 100 },
    },
  ]);
  expect(preview.loss).toEqual({
    fields: 0,
    subFields: 1,
    disciplines: 3,
    votes: 15,
    subjects: 61,
    questions: 1000,
  });
  expect(preview.open.map(({ name }) => name)).toEqual(["Philosophy"]);
  expect(preview.tied.map(({ name }) => name)).toEqual(["Biology"]);
  expect(preview.disciplinesLeft).toBe(2);
});

test("a tie below a removed node waits for nobody", () => {
  const preview = previewClosing(nodes, new Map(verdicts).set(5, "remove"), new Map());
  expect(preview.tied).toEqual([]);
});

test("the preview counts every node that goes once, and no other", () => {
  fc.assert(
    fc.property(judgedTree, ({ tree, verdicts, loads }) => {
      const effective = effectiveVerdicts(tree, verdicts);
      const isLost = ({ id }: FlatNode) => {
        const verdict = effective.get(id);
        return verdict !== undefined && isGone(verdict);
      };
      const lost = tree.filter(isLost);
      const preview = previewClosing(tree, verdicts, loads);
      const named = preview.removals.flatMap(({ node, below }) => [node, ...below]);
      expect(new Set(named)).toEqual(new Set(lost));
      expect(named).toHaveLength(lost.length);
      const kinds = (kind: string) => lost.filter((node) => node.kind === kind).length;
      const total = (of: keyof NodeLoad) => lost.reduce((sum, { id }) => sum + (loads.get(id)?.[of] ?? 0), 0);
      expect(preview.loss).toEqual({
        fields: kinds("field"),
        subFields: kinds("sub-field"),
        disciplines: kinds("discipline"),
        votes: total("votes"),
        subjects: total("subjects"),
        questions: total("questions"),
      });
      const disciplines = tree.filter(({ kind }) => kind === "discipline").length;
      expect(preview.disciplinesLeft).toBe(disciplines - kinds("discipline"));
      for (const { id } of [...preview.open, ...preview.tied]) {
        expect(effective.get(id)).toEqual({ kind: "own", verdict: verdicts.get(id) });
      }
    }),
    { numRuns: 60 },
  );
});
