import { afterAll, beforeEach, expect, test } from "vitest";
import { countBroken, showTree, storm, undoAll } from "#lib/db/testing/edit-storm.ts";
import { createTestDatabase, type TestDatabase } from "#lib/db/testing/test-database.ts";
import type { TreeNode } from "#lib/glan/taxonomy-tree.ts";
import type { TreeEdit } from "#lib/glan/tree-edits.ts";
import { findLastGroup, listEdits } from "./edit-history.ts";
import { importTaxonomy, readRelease, readWorkingNodes } from "./taxonomy.ts";
import { TAXONOMY_CHANNEL } from "./taxonomy-lock.ts";
import { applyEdits, undoEdits } from "./tree-edits.ts";

let studio: TestDatabase | undefined;

const discipline = (name: string): TreeNode => ({ name, kind: "discipline" });
const subField = (name: string, ...children: TreeNode[]): TreeNode => ({ name, kind: "sub-field", children });
const field = (name: string, ...children: TreeNode[]): TreeNode => ({ name, kind: "field", children });

beforeEach(async () => {
  await studio?.drop();
  studio = await createTestDatabase();
  await importTaxonomy(
    studio.db,
    [
      field("Science", subField("Life", discipline("Botany"), discipline("Zoology")), discipline("Physics")),
      field("Arts", subField("Life", discipline("botany"), discipline("Drawing"))),
    ],
    "As published",
  );
});
afterAll(() => studio?.drop());

const open = () => {
  if (studio === undefined) throw new Error("The test has no database.");
  return studio.db;
};

// Level by level: Science 1, Arts 2, Life 3 and 4, Physics, then the others.
async function idOf(name: string, parent?: string): Promise<number> {
  const found = await open().prisma.node.findFirstOrThrow({
    where: { name, ...(parent === undefined ? {} : { parent: { name: parent } }) },
    orderBy: { id: "desc" },
    select: { id: true },
  });
  return found.id;
}

const edit = (edits: TreeEdit[], actor = "ann") => applyEdits(open(), { actor, edits });
async function groupOf(edits: TreeEdit[], actor = "ann"): Promise<number> {
  const outcome = await edit(edits, actor);
  if (outcome.kind !== "applied") throw new Error(JSON.stringify(outcome));
  return outcome.groupId;
}

test("an edit is written with its history, and undoing it is history too", async () => {
  const before = await showTree(open().pool);
  const id = await idOf("Physics");
  const groupId = await groupOf([{ kind: "rename", id, name: "Physical science" }]);
  expect(await open().prisma.node.findUnique({ where: { id } })).toMatchObject({
    name: "Physical science",
    normalisedName: "physical science",
    version: 2,
  });

  const undone = await undoEdits(open(), { actor: "bob", groupId });
  expect(undone.kind).toBe("undone");
  expect(await showTree(open().pool)).toBe(before);
  expect(await undoEdits(open(), { actor: "bob", groupId })).toMatchObject({
    kind: "undone-already",
    by: { actor: "bob", kind: "undo" },
  });
  expect(await listEdits(open(), { nodeId: id })).toMatchObject([
    { actor: "bob", kind: "undo", undoes: groupId, change: { nodes: [{ after: { name: "Physics" } }] } },
    { actor: "ann", kind: "rename", edit: { name: "Physical science" }, undoes: null },
  ]);
  expect(await open().prisma.node.findUnique({ where: { id } })).toMatchObject({ version: 3 });
});

test("what was undone can be done again by undoing that", async () => {
  const groupId = await groupOf([{ kind: "remove", id: await idOf("Physics") }]);
  const after = await showTree(open().pool);
  const undone = await undoEdits(open(), { actor: "ann", groupId });
  const redone = await undoEdits(open(), {
    actor: "ann",
    groupId: undone.kind === "undone" ? undone.groupId : 0,
  });
  expect(redone.kind).toBe("undone");
  expect(await showTree(open().pool)).toBe(after);
  expect(await findLastGroup(open(), "ann")).toBe(groupId);
});

test("several edits are one group: a sub-field with its disciplines, made and undone at once", async () => {
  const before = await showTree(open().pool);
  const outcome = await edit([
    { kind: "add", id: -1, parentId: await idOf("Arts"), nodeKind: "sub-field", name: "Stage", index: 0 },
    {
      kind: "add",
      id: -2,
      parentId: -1,
      nodeKind: "discipline",
      name: "Dance",
      texts: { aliases: ["Ballet"] },
    },
    { kind: "move", id: await idOf("Drawing"), parentId: -1 },
  ]);
  if (outcome.kind !== "applied") throw new Error(JSON.stringify(outcome));
  const stage = outcome.nodeIds.get(-1);
  const below = { where: { parentId: stage ?? 0 }, orderBy: { position: "asc" } } as const;
  expect(await open().prisma.node.findMany(below)).toMatchObject([
    { name: "Dance", aliases: ["Ballet"], definition: "", version: 1 },
    { name: "Drawing", version: 2 },
  ]);
  expect((await undoEdits(open(), { actor: "ann", groupId: outcome.groupId })).kind).toBe("undone");
  expect(await showTree(open().pool)).toBe(before);
});

test("a group with one edit that breaks a rule changes nothing", async () => {
  const before = await showTree(open().pool);
  const physics = await idOf("Physics");
  expect(
    await edit([
      { kind: "rename", id: physics, name: "Optics" },
      { kind: "move", id: physics, parentId: null },
    ]),
  ).toMatchObject({ kind: "refused", rule: "kind", nodeId: physics, edit: { kind: "move" } });
  expect(await showTree(open().pool)).toBe(before);
  expect(await listEdits(open())).toEqual([]);
});

test("merged nodes keep what was generated for them, and their names lead on to the target", async () => {
  const [source, target] = [await idOf("Life", "Arts"), await idOf("Life", "Science")];
  const twin = await idOf("botany", "Life");
  await open().prisma.subject.create({
    data: { nodeId: twin, name: "Herbs", normalisedName: "herbs", level: "", subtopics: [] },
  });
  const before = await showTree(open().pool);
  const groupId = await groupOf([{ kind: "merge", id: source, into: target }]);
  const { prisma } = open();
  const below = await prisma.node.findMany({
    where: { parentId: target, removedAt: null },
    orderBy: { position: "asc" },
  });
  expect(below.map(({ name }) => name)).toEqual(["Botany", "Zoology", "Drawing"]);
  expect(await prisma.node.findUnique({ where: { id: twin } })).toMatchObject({ mergedInto: below[0]?.id });
  expect(await prisma.subject.count({ where: { nodeId: twin } })).toBe(1);

  await importTaxonomy(
    open(),
    [field("Arts", subField("life", discipline("Botany"), discipline("Mycology")))],
    "By its old name",
  );
  expect(await prisma.node.count({ where: { parentId: target, name: "Mycology" } })).toBe(1);
  await groupOf([{ kind: "remove", id: await idOf("Mycology") }]);
  expect((await undoEdits(open(), { actor: "ann", groupId })).kind).toBe("undone");
  expect(await showTree(open().pool)).toBe(before);
});

test("a release leaves out what is removed with all below it, and an import does not bring it back", async () => {
  await groupOf([{ kind: "remove", id: await idOf("Life", "Science") }]);
  const imported = await importTaxonomy(
    open(),
    [field("Science", subField("LIFE", discipline("Ecology")), discipline("Chemistry"))],
    "More",
  );
  expect(imported.added.map(({ path }) => path.join(" > "))).toEqual(["Science > Chemistry"]);
  expect(imported.leftOut).toEqual([["Science", "LIFE"]]);
  const names = (await readRelease(open()))?.nodes.map(({ name }) => name).sort();
  expect(names).toEqual(["Arts", "Chemistry", "Drawing", "Life", "Physics", "Science", "botany"]);
  expect((await readWorkingNodes(open())).map(({ name }) => name).sort()).toEqual(names);
});

test("a removed node's name is free, and then it cannot be restored beside its successor", async () => {
  const id = await idOf("Physics");
  await groupOf([{ kind: "remove", id }]);
  await groupOf([
    { kind: "add", id: -1, parentId: await idOf("Science"), nodeKind: "discipline", name: "physics" },
  ]);
  expect(await edit([{ kind: "restore", id }])).toMatchObject({ kind: "refused", rule: "duplicate" });
  await groupOf([{ kind: "restore", id, parentId: await idOf("Arts") }]);
  expect(await countBroken(open().pool)).toEqual({ cycles: 0, orphans: 0, misplaced: 0, duplicates: 0 });
});

test("an edit on an old version is not made: what was seen, what is there and what is wanted come back", async () => {
  const id = await idOf("Physics");
  await groupOf([{ kind: "edit-texts", id, texts: { definition: "Matter" } }]);
  await groupOf([{ kind: "rename", id, name: "Physical science" }], "bob");
  const outcome = await applyEdits(open(), {
    actor: "ann",
    edits: [{ kind: "rename", id, name: "Natural philosophy" }],
    expectedVersions: new Map([[id, 2]]),
  });
  expect(outcome).toMatchObject({
    kind: "stale",
    nodes: [
      {
        nodeId: id,
        version: 3,
        base: { name: "Physics", texts: { definition: "Matter" } },
        theirs: { name: "Physical science", texts: { definition: "Matter" } },
        mine: { name: "Natural philosophy", texts: { definition: "Matter" } },
        since: [{ actor: "bob", kind: "rename" }],
      },
    ],
  });
  expect(await idOf("Physical science")).toBe(id);
});

test("undoing is refused where others went on, and says who and what", async () => {
  const science = await idOf("Science");
  const added = await edit([
    { kind: "add", id: -1, parentId: science, nodeKind: "sub-field", name: "Earth" },
  ]);
  if (added.kind !== "applied") throw new Error("not added");
  const earth = added.nodeIds.get(-1) ?? 0;
  const theirs = await groupOf(
    [{ kind: "add", id: -1, parentId: earth, nodeKind: "discipline", name: "Geology" }],
    "bob",
  );
  expect(await undoEdits(open(), { actor: "ann", groupId: added.groupId })).toMatchObject({
    kind: "conflict",
    later: [{ actor: "bob", kind: "add" }],
  });
  await undoEdits(open(), { actor: "bob", groupId: theirs });
  expect((await undoEdits(open(), { actor: "ann", groupId: added.groupId })).kind).toBe("undone");

  const renamed = await groupOf([{ kind: "rename", id: science, name: "Sciences" }]);
  await groupOf([{ kind: "rename", id: science, name: "Natural sciences" }], "bob");
  expect(await undoEdits(open(), { actor: "ann", groupId: renamed })).toMatchObject({
    kind: "conflict",
    nodeId: science,
    reason: '"Natural sciences" was changed again since.',
    later: [{ actor: "bob", kind: "rename" }],
  });
});

test("each person undoes their own last action, though others acted since", async () => {
  await groupOf([{ kind: "rename", id: await idOf("Physics"), name: "Optics" }], "ann");
  await groupOf([{ kind: "move", id: await idOf("Drawing"), parentId: await idOf("Science") }], "bob");
  const last = await findLastGroup(open(), "ann");
  expect((await undoEdits(open(), { actor: "ann", groupId: last ?? 0 })).kind).toBe("undone");
  expect(await idOf("Physics")).toBeGreaterThan(0);
  expect(await idOf("Drawing", "Science")).toBeGreaterThan(0);
  expect(await findLastGroup(open(), "ann")).toBeNull();
});

test("listeners are told of a group once it is committed", async () => {
  const client = await open().pool.connect();
  try {
    await client.query(`LISTEN ${TAXONOMY_CHANNEL}`);
    const told = new Promise<string | undefined>((resolve) => {
      client.once("notification", ({ payload }) => resolve(payload));
    });
    const groupId = await groupOf([{ kind: "remove", id: await idOf("Physics") }]);
    expect(await told).toBe(String(groupId));
  } finally {
    client.release(true);
  }
});

test("eight writers at once leave no cycle and no orphan, and undoing all gives the first tree", async () => {
  const before = await showTree(open().pool);
  const outcomes = await storm(open(), { writers: 8, edits: 400, seed: 7 });
  expect(outcomes.applied).toBeGreaterThanOrEqual(400);
  expect(await countBroken(open().pool)).toEqual({ cycles: 0, orphans: 0, misplaced: 0, duplicates: 0 });
  expect(await undoAll(open())).toBe(0);
  expect(await showTree(open().pool)).toBe(before);
});
