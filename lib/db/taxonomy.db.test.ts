import { afterAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#lib/db/testing/test-database.ts";
import { buildTree } from "#lib/glan/taxonomy.ts";
import type { TreeNode } from "#lib/glan/taxonomy-tree.ts";
import { importTaxonomy, readRelease, readWorkingNodes } from "./taxonomy.ts";

let studio: TestDatabase | undefined;

beforeEach(async () => {
  await studio?.drop();
  studio = await createTestDatabase();
  return undefined;
});
afterAll(() => studio?.drop());

const open = () => {
  if (studio === undefined) throw new Error("The test has no database.");
  return studio.db;
};

const science = (...disciplines: string[]): TreeNode => ({
  name: "Science",
  kind: "field",
  children: [
    {
      name: "Natural science",
      kind: "sub-field",
      children: disciplines.map((name) => ({ name, kind: "discipline" })),
    },
  ],
});

test("the first import is release 1 with every node under its parent, in the order given", async () => {
  const imported = await importTaxonomy(open(), [science("Physics", "Chemistry")], "As published");

  expect(imported.releaseNumber).toBe(1);
  expect(imported.added.map((node) => node.path.join(" > "))).toEqual([
    "Science",
    "Science > Natural science",
    "Science > Natural science > Physics",
    "Science > Natural science > Chemistry",
  ]);
  const release = await readRelease(open());
  expect(release).toMatchObject({ number: 1, note: "As published" });
  const nameOf = new Map(release?.nodes.map((node) => [node.id, node.name]));
  expect(
    release?.nodes
      .filter((node) => node.kind === "discipline")
      .map((node) => [node.name, node.position, node.parentId === null ? null : nameOf.get(node.parentId)]),
  ).toEqual([
    ["Physics", 0, "Natural science"],
    ["Chemistry", 1, "Natural science"],
  ]);
});

test("an import adds what is missing by normalised path and leaves the older release as it was", async () => {
  await importTaxonomy(open(), [science("Physics")], "As published");
  const imported = await importTaxonomy(
    open(),
    [{ ...science("PHYSICS ", "Materials & Methods", "materials and methods"), name: "SCIENCE" }],
    "More",
  );

  expect(imported.releaseNumber).toBe(2);
  expect(imported.added).toMatchObject([
    { kind: "discipline", path: ["SCIENCE", "Natural science", "Materials & Methods"] },
  ]);
  expect((await readRelease(open(), 1))?.nodes).toHaveLength(3);
  expect((await readRelease(open(), 2))?.nodes.map((node) => node.name)).toEqual(
    expect.arrayContaining(["Science", "Natural science", "Physics", "Materials & Methods"]),
  );
});

test("the same discipline may hang under two parents", async () => {
  await importTaxonomy(open(), [science("Statistics")], "As published");
  const imported = await importTaxonomy(
    open(),
    [{ name: "Business", kind: "field", children: [{ name: "Statistics", kind: "discipline" }] }],
    "Business",
  );
  expect(imported.added).toHaveLength(2);
});

test("importing what is there already publishes nothing", async () => {
  await importTaxonomy(open(), [science("Physics")], "As published");
  expect(await importTaxonomy(open(), [science("Physics")], "Again")).toEqual({
    added: [],
    leftOut: [],
    releaseNumber: 1,
  });
  expect(await open().prisma.release.count()).toBe(1);
});

test("a contradiction refuses the import whole", async () => {
  await importTaxonomy(open(), [science("Physics")], "As published");
  const attempt = importTaxonomy(
    open(),
    [
      science("Chemistry"),
      { name: "Science", kind: "field", children: [{ name: "Natural science", kind: "discipline" }] },
    ],
    "Wrong",
  );
  await expect(attempt).rejects.toThrow(
    '"Science > Natural science" is a sub-field already and cannot also be a discipline. Nothing was imported.',
  );
  expect(await open().prisma.node.count()).toBe(3);
  expect(await open().prisma.release.count()).toBe(1);
});

test("texts come with new nodes and into the release; nodes that are there keep theirs", async () => {
  const field = (definition: string, ...children: TreeNode[]): TreeNode => ({
    name: "Science",
    kind: "field",
    definition,
    children,
  });
  await importTaxonomy(open(), [field("Finding out")], "First");
  const texts = { aliases: ["Natural philosophy", "Physical science"], scopeNote: "Not medicine" };
  const physics: TreeNode = { name: "Physics", kind: "discipline", ...texts };
  await importTaxonomy(open(), [field("Something else", physics)], "Second");

  const expected = [field("Finding out", physics)];
  expect(buildTree((await readRelease(open()))?.nodes ?? [])).toEqual(expected);
  expect(buildTree(await readWorkingNodes(open()))).toEqual(expected);
  expect(buildTree((await readRelease(open(), 1))?.nodes ?? [])).toEqual([field("Finding out")]);
});

test("two imports at once come one after the other and lose nothing", async () => {
  const both = await Promise.all([
    importTaxonomy(open(), [science("Physics", "Chemistry")], "First"),
    importTaxonomy(open(), [science("Chemistry", "Geology")], "Second"),
  ]);
  expect(both.map((imported) => imported.releaseNumber).sort()).toEqual([1, 2]);
  expect(await open().prisma.node.count()).toBe(5);
  expect((await readRelease(open()))?.nodes).toHaveLength(5);
});

test("a taxonomy without a release reads as null", async () => {
  expect(await readRelease(open())).toBeNull();
  expect(await readRelease(open(), 4)).toBeNull();
});
