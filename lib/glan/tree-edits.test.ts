import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TreeNode } from "./taxonomy-tree.ts";
import { chooseEdit, editable } from "./testing/choose-edit.ts";
import { editChoiceArbitrary } from "./testing/edit-arbitrary.ts";
import { treeArbitrary } from "./testing/tree-arbitrary.ts";
import { childrenOf, type EditableNode, type TreeChange } from "./tree-draft.ts";
import { applyEdit, type TreeEdit } from "./tree-edits.ts";
import { ancestorsOf } from "./tree-rules.ts";
import { undoChanges } from "./undo-change.ts";
import { normaliseName } from "./words.ts";

const discipline = (name: string): TreeNode => ({ name, kind: "discipline" });
const subField = (name: string, ...children: TreeNode[]): TreeNode => ({ name, kind: "sub-field", children });
const field = (name: string, ...children: TreeNode[]): TreeNode => ({ name, kind: "field", children });

/** "Science(Physics, Chemistry) Arts()": the nodes that are not removed, in order. */
function show(nodes: ReadonlyMap<number, EditableNode>, parentId: number | null = null): string {
  return childrenOf(nodes, parentId)
    .map(({ id, kind, name }) => (kind === "discipline" ? name : `${name}(${show(nodes, id)})`))
    .join(" ");
}

/** Edits name nodes by name here; of two with one name the first counts. */
function edits(...tree: TreeNode[]) {
  const nodes = editable(tree);
  const id = (name: string) => [...nodes.values()].find((node) => node.name === name)?.id ?? -1;
  const make = (edit: TreeEdit): TreeChange => {
    const outcome = applyEdit(nodes, edit);
    if (outcome.kind === "refused") throw new Error(outcome.reason);
    return outcome.change;
  };
  return { nodes, id, make, shown: () => show(nodes) };
}

test("a node is added, renamed, moved to a place, removed and restored where it stood", () => {
  const { id, make, shown } = edits(field("Science", discipline("Physics"), discipline("Chemistry")));
  make({ kind: "add", id: 10, parentId: id("Science"), nodeKind: "discipline", name: "Biology", index: 1 });
  expect(shown()).toBe("Science(Physics Biology Chemistry)");
  make({ kind: "move", id: id("Chemistry"), parentId: id("Science"), index: 0 });
  make({ kind: "rename", id: id("Physics"), name: "Optics" });
  expect(shown()).toBe("Science(Chemistry Optics Biology)");
  make({ kind: "remove", id: id("Optics") });
  expect(shown()).toBe("Science(Chemistry Biology)");
  make({ kind: "restore", id: id("Optics") });
  expect(shown()).toBe("Science(Chemistry Optics Biology)");
});

test("a sub-field takes along what is below it", () => {
  const { id, make, shown } = edits(field("Science", subField("Life", discipline("Botany"))), field("Arts"));
  make({ kind: "move", id: id("Life"), parentId: id("Arts") });
  expect(shown()).toBe("Science() Arts(Life(Botany))");
});

test("merging unites children of the same name all the way down and keeps the names as aliases", () => {
  const { nodes, id, make, shown } = edits(
    field("Arts", subField("Stage", discipline("Dance"), discipline("Mime")), discipline("Music")),
    field("Fine arts", subField("stage", discipline("DANCE"), discipline("Opera"))),
  );
  const change = make({ kind: "merge", id: id("Fine arts"), into: id("Arts") });
  expect(shown()).toBe("Arts(Stage(Dance Mime Opera) Music)");
  expect(nodes.get(id("Arts"))?.texts.aliases).toEqual(["Fine arts"]);
  expect(nodes.get(id("DANCE"))).toMatchObject({ removed: true, mergedInto: id("Dance") });

  expect(undoChanges(nodes, [change]).kind).toBe("changed");
  expect(shown()).toBe("Arts(Stage(Dance Mime) Music) Fine arts(stage(DANCE Opera))");
});

test("restoring an ancestor leaves what was removed by itself removed", () => {
  const { id, make, shown } = edits(
    field("Arts", subField("Stage", discipline("Dance"), discipline("Mime"))),
  );
  make({ kind: "remove", id: id("Mime") });
  make({ kind: "remove", id: id("Stage") });
  expect(shown()).toBe("Arts()");
  make({ kind: "restore", id: id("Stage") });
  expect(shown()).toBe("Arts(Stage(Dance))");
});

describe("an edit is refused, and changes nothing, when", () => {
  const tree = () =>
    edits(
      field("Science", subField("Life", subField("Plants", discipline("Botany")), discipline("Ecology"))),
      field("Arts", subField("Life"), discipline("Botany"), discipline("Dance")),
    );
  // Ids in reading order: Science 1, Life 2, Plants 3, Botany 4, Ecology 5, Arts 6, Life 7, Botany 8, Dance 9.
  test.each<[string, TreeEdit, string]>([
    ["a node would be below itself", { kind: "move", id: 2, parentId: 3 }, '"Life" cannot be below itself.'],
    [
      "a discipline would have children",
      { kind: "move", id: 5, parentId: 8 },
      '"Botany" is a discipline and has nothing below it.',
    ],
    [
      "a discipline would be at the top",
      { kind: "move", id: 5, parentId: null },
      '"Ecology" is a discipline and cannot be at the top: fields are.',
    ],
    [
      "a field would be below another node",
      { kind: "move", id: 6, parentId: 1 },
      '"Arts" is a field and cannot be below another node.',
    ],
    [
      "a sibling has the name",
      { kind: "rename", id: 9, name: "BOTANY" },
      'Below "Arts" there is "Botany" already.',
    ],
    [
      "a sibling where it goes has the name",
      { kind: "move", id: 7, parentId: 1 },
      'Below "Science" there is "Life" already.',
    ],
    ["a node would be merged into itself", { kind: "merge", id: 2, into: 2 }, '"Life" cannot be merged'],
    ["the target is below the source", { kind: "merge", id: 2, into: 3 }, "merge the other way round."],
    ["kinds differ", { kind: "merge", id: 5, into: 7 }, "is a discipline in one place and a sub-field"],
    ["there is no such node", { kind: "remove", id: 99 }, "There is no node 99."],
    ["the node is not removed", { kind: "restore", id: 3 }, '"Plants" is not removed itself.'],
  ])("%s", (_, edit, reason) => {
    const { nodes } = tree();
    const before = structuredClone([...nodes]);
    const outcome = applyEdit(nodes, edit);
    expect(outcome.kind === "refused" ? outcome.reason : "made").toContain(reason);
    expect([...nodes]).toEqual(before);
  });

  test("the node or its new parent is removed", () => {
    const { nodes, make } = tree();
    make({ kind: "remove", id: 2 });
    const reasonOf = (edit: TreeEdit) => {
      const outcome = applyEdit(nodes, edit);
      return outcome.kind === "refused" ? outcome.reason : "made";
    };
    expect(reasonOf({ kind: "rename", id: 4, name: "Plant science" })).toBe(
      '"Botany" is removed: restore it first.',
    );
    expect(reasonOf({ kind: "move", id: 9, parentId: 3 })).toBe('"Plants" is removed: restore it first.');
  });

  test("the tree would become deeper than a taxonomy may be", () => {
    const { make } = tree();
    let parentId = 1;
    for (let id = 100; id < 110; id += 1) {
      make({ kind: "add", id, parentId, nodeKind: "sub-field", name: `Level ${id}` });
      parentId = id;
    }
    expect(() => make({ kind: "move", id: 2, parentId })).toThrow("deeper than 12 levels");
  });
});

describe("undoing", () => {
  test("goes around what others did elsewhere, and is refused where they changed the same field", () => {
    const { nodes, id, make, shown } = edits(field("Arts", discipline("Dance"), discipline("Mime")));
    const renamed = make({ kind: "rename", id: id("Dance"), name: "Ballet" });
    make({ kind: "remove", id: id("Mime") });
    expect(undoChanges(nodes, [renamed]).kind).toBe("changed");
    expect(shown()).toBe("Arts(Dance)");

    const again = make({ kind: "rename", id: id("Dance"), name: "Tango" });
    make({ kind: "rename", id: id("Tango"), name: "Samba" });
    expect(undoChanges(nodes, [again])).toEqual({ kind: "overtaken", nodeId: 2, field: "name" });
    expect(shown()).toBe("Arts(Samba)");
  });

  test("is refused where a sibling took the name meanwhile", () => {
    const { nodes, id, make, shown } = edits(field("Arts", discipline("Dance")));
    const removed = make({ kind: "remove", id: id("Dance") });
    make({ kind: "add", id: 9, parentId: 1, nodeKind: "discipline", name: "dance" });
    expect(undoChanges(nodes, [removed])).toMatchObject({ kind: "refused", rule: "duplicate", nodeId: 2 });
    expect(shown()).toBe("Arts(dance)");
  });

  test("can be undone", () => {
    const { nodes, id, make, shown } = edits(field("Arts", discipline("Dance")), field("Sports"));
    const moved = make({ kind: "move", id: id("Dance"), parentId: id("Sports") });
    const undone = undoChanges(nodes, [moved]);
    expect(shown()).toBe("Arts(Dance) Sports()");
    expect(undoChanges(nodes, undone.kind === "changed" ? undone.changes : []).kind).toBe("changed");
    expect(shown()).toBe("Arts() Sports(Dance)");
  });
});

/** Told apart from the rules that edits are checked by: every live node reaches a field, kinds and names hold. */
function expectSound(nodes: ReadonlyMap<number, EditableNode>): void {
  const names = new Set<string>();
  for (const node of nodes.values()) {
    const above = ancestorsOf(nodes, node);
    expect(above).not.toBe("cycle");
    if (above === "cycle") continue;
    expect((above.at(-1) ?? node).kind).toBe("field");
    expect(node.kind === "field").toBe(node.parentId === null);
    expect(above.every(({ kind }) => kind !== "discipline")).toBe(true);
    if (node.removed) continue;
    const place = `${node.parentId} ${normaliseName(node.name)}`;
    expect(names.has(place)).toBe(false);
    names.add(place);
  }
}

const choicesArbitrary = fc.array(editChoiceArbitrary, { maxLength: 40 });

test("no edits make a cycle, an orphan, a wrong kind or a duplicate, and undoing all gives the first tree", () => {
  fc.assert(
    fc.property(treeArbitrary, choicesArbitrary, (tree, choices) => {
      const nodes = editable(tree);
      const first = structuredClone(nodes);
      const done: TreeChange[] = [];
      for (const [step, choice] of choices.entries()) {
        const edit = chooseEdit(nodes, choice, 1000 + step);
        if (edit === null) continue;
        const before = structuredClone(nodes);
        const outcome = applyEdit(nodes, edit);
        if (outcome.kind === "changed") done.push(outcome.change);
        else expect(nodes).toEqual(before);
        expectSound(nodes);
      }
      for (const change of done.toReversed()) expect(undoChanges(nodes, [change]).kind).toBe("changed");
      for (const node of nodes.values()) {
        if (first.has(node.id)) expect(node).toEqual(first.get(node.id));
        else expect(node.removed).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});

test("undoing in any order keeps the rules, and a refused undo changes nothing", () => {
  fc.assert(
    fc.property(treeArbitrary, choicesArbitrary, fc.array(fc.nat()), (tree, choices, order) => {
      const nodes = editable(tree);
      const done: TreeChange[] = [];
      for (const [step, choice] of choices.entries()) {
        const edit = chooseEdit(nodes, choice, 1000 + step);
        const outcome = edit && applyEdit(nodes, edit);
        if (outcome?.kind === "changed") done.push(outcome.change);
      }
      for (const number of order) {
        const [change] = done.splice(number % Math.max(1, done.length), 1);
        if (change === undefined) break;
        const before = structuredClone(nodes);
        if (undoChanges(nodes, [change]).kind !== "changed") expect(nodes).toEqual(before);
        expectSound(nodes);
      }
    }),
    { numRuns: 200 },
  );
});
