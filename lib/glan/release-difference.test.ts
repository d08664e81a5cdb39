import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffReleases, type ReleaseChange, type ReleaseDifference } from "./release-difference.ts";
import { type FlatNode, pathsOf } from "./taxonomy.ts";
import { flatTreeArbitrary } from "./testing/flat-tree-arbitrary.ts";

const before: FlatNode[] = [
  { id: 1, parentId: null, kind: "field", name: "Natural Science", position: 0 },
  { id: 2, parentId: 1, kind: "sub-field", name: "Physical science", position: 0 },
  { id: 3, parentId: 2, kind: "discipline", name: "Physics", position: 0 },
  { id: 4, parentId: 2, kind: "discipline", name: "Chemistry", position: 1 },
  { id: 5, parentId: 1, kind: "discipline", name: "Biology", position: 1 },
  { id: 6, parentId: null, kind: "field", name: "Humanities", position: 1 },
  { id: 7, parentId: 6, kind: "discipline", name: "Law", position: 0 },
];
const edited = (id: number, edit: Partial<FlatNode>, nodes = before) =>
  nodes.map((node) => (node.id === id ? { ...node, ...edit } : node));
const without = (...ids: number[]) => before.filter(({ id }) => !ids.includes(id));

const last = (path: readonly string[]) => path.at(-1);
const told = (change: ReleaseChange): string => {
  switch (change.change) {
    case "added":
    case "removed":
      return `${change.change} ${last(change.node.path)}`;
    case "merged":
      return `merged ${last(change.node.path)} into ${last(change.into.path)}`;
    case "renamed":
      return `renamed ${last(change.before.path)} to ${last(change.after.path)}`;
    case "moved":
      return `moved ${change.before.path.join(" > ")} to ${change.after.path.join(" > ")}`;
    case "other-kind":
      return `${last(change.after.path)} from ${change.before.kind} to ${change.after.kind}`;
  }
};
const difference = (after: FlatNode[], mergedInto: Record<number, number> = {}) => {
  const merges = new Map(Object.entries(mergedInto).map(([from, to]) => [Number(from), to]));
  const { changes, anew, staying, gone } = diffReleases(before, after, merges);
  return {
    changes: changes.map(told),
    anew: anew.map(({ path, reason }) => `${last(path)}: ${reason}`),
    staying: staying.map(({ path }) => last(path)),
    gone: gone.map(({ path }) => last(path)),
  };
};

test("two releases alike have no difference, whatever the order of siblings", () => {
  const all = ["Physics", "Chemistry", "Biology", "Law"];
  expect(difference(before)).toEqual({ changes: [], anew: [], staying: all, gone: [] });
  const turned = edited(4, { position: 0 }, edited(3, { position: 1 }));
  expect(difference(turned)).toMatchObject({ changes: [], anew: [], gone: [] });
});

describe("the difference names what happened and what it costs:", () => {
  test("a discipline added", () => {
    const geology: FlatNode = { id: 8, parentId: 2, kind: "discipline", name: "Geology", position: 2 };
    expect(difference([...before, geology])).toMatchObject({
      changes: ["added Geology"],
      anew: ["Geology: new"],
      staying: ["Physics", "Chemistry", "Biology", "Law"],
    });
  });

  test("a sub-field removed with all below it", () => {
    expect(difference(without(2, 3, 4))).toEqual({
      changes: ["removed Physical science", "removed Physics", "removed Chemistry"],
      anew: [],
      staying: ["Biology", "Law"],
      gone: ["Physics", "Chemistry"],
    });
  });

  test("a discipline renamed, if only by a capital letter: its prompt holds the name", () => {
    expect(difference(edited(3, { name: "physics" }))).toMatchObject({
      changes: ["renamed Physics to physics"],
      anew: ["physics: name"],
      staying: ["Chemistry", "Biology", "Law"],
    });
  });

  test("a field renamed: every prompt below it holds the path", () => {
    expect(difference(edited(1, { name: "Science" }))).toMatchObject({
      changes: ["renamed Natural Science to Science"],
      anew: ["Physics: path", "Chemistry: path", "Biology: path"],
      staying: ["Law"],
    });
  });

  test("a discipline moved", () => {
    expect(difference(edited(5, { parentId: 2 }))).toMatchObject({
      changes: ["moved Natural Science > Biology to Natural Science > Physical science > Biology"],
      anew: ["Biology: path"],
      staying: ["Physics", "Chemistry", "Law"],
    });
  });

  test("a discipline moved and renamed", () => {
    expect(difference(edited(5, { parentId: 6, name: "Ethics of life" }))).toMatchObject({
      changes: [
        "renamed Biology to Ethics of life",
        "moved Natural Science > Biology to Humanities > Ethics of life",
      ],
      anew: ["Ethics of life: name"],
    });
  });

  test("a discipline merged into another, which stays as it is", () => {
    expect(difference(without(4), { 4: 3 })).toEqual({
      changes: ["merged Chemistry into Physics"],
      anew: [],
      staying: ["Physics", "Biology", "Law"],
      gone: ["Chemistry"],
    });
  });

  test("disciplines merged one after the other end in the one that is left", () => {
    expect(difference(without(3, 4), { 3: 4, 4: 5 }).changes).toEqual([
      "merged Physics into Biology",
      "merged Chemistry into Biology",
    ]);
  });

  test("merged into what is gone too, or in a circle, is removed", () => {
    expect(difference(without(3), { 3: 99 }).changes).toEqual(["removed Physics"]);
    expect(difference(without(3, 4), { 3: 4, 4: 3 }).changes).toEqual([
      "removed Physics",
      "removed Chemistry",
    ]);
  });

  test("a discipline that became a sub-field, and back", () => {
    const split = edited(7, { kind: "sub-field" });
    expect(difference(split)).toMatchObject({
      changes: ["Law from discipline to sub-field"],
      anew: [],
      staying: ["Physics", "Chemistry", "Biology"],
      gone: ["Law"],
    });
    expect(diffReleases(split, before, new Map()).anew).toEqual([
      { id: 7, kind: "discipline", path: ["Humanities", "Law"], reason: "new" },
    ]);
  });
});

/** Two releases that share some nodes: one tree, and the same with some ids of its own and other names. */
const releases = fc
  .tuple(flatTreeArbitrary, flatTreeArbitrary)
  .map(([one, other]): [FlatNode[], FlatNode[]] => {
    const ids = one.map(({ id }) => id);
    const shared = new Map(other.map(({ id }, i): [number, number] => [id, ids[i] ?? id + 1_000_000]));
    const idOf = (id: number) => shared.get(id) ?? id;
    return [
      one,
      other.map((node) => ({
        ...node,
        id: idOf(node.id),
        parentId: node.parentId === null ? null : idOf(node.parentId),
      })),
    ];
  });

const disciplines = (nodes: readonly FlatNode[]) => nodes.filter(({ kind }) => kind === "discipline");
const ids = (nodes: readonly { readonly id: number }[]) =>
  nodes.map(({ id }) => id).toSorted((a, b) => a - b);
const idsOf = (changes: ReleaseDifference["changes"], ...kinds: ReleaseChange["change"][]) =>
  ids(
    changes
      .filter(({ change }) => kinds.includes(change))
      .map((change) => ("node" in change ? change.node : change.after)),
  );

test("a release has no difference from itself", () => {
  fc.assert(
    fc.property(flatTreeArbitrary, (nodes) => {
      const { changes, anew, staying, gone } = diffReleases(nodes, nodes.toReversed(), new Map());
      expect([changes, anew, gone]).toEqual([[], [], []]);
      expect(ids(staying)).toEqual(ids(disciplines(nodes)));
    }),
    { numRuns: 50 },
  );
});

test("every discipline of the later release is generated anew or stays, by its path", () => {
  fc.assert(
    fc.property(releases, ([one, other]) => {
      const { anew, staying, gone } = diffReleases(one, other, new Map());
      expect(ids([...anew, ...staying])).toEqual(ids(disciplines(other)));
      const pathsThen = pathsOf(disciplines(one).length > 0 ? one : []);
      const pathsNow = pathsOf(other);
      const wasDiscipline = new Set(ids(disciplines(one)));
      for (const { id } of disciplines(other)) {
        const hasSamePath =
          wasDiscipline.has(id) && JSON.stringify(pathsThen.get(id)) === JSON.stringify(pathsNow.get(id));
        expect(staying.some((discipline) => discipline.id === id)).toBe(hasSamePath);
      }
      const isDiscipline = new Set(ids(disciplines(other)));
      expect(ids(gone)).toEqual(ids(disciplines(one).filter(({ id }) => !isDiscipline.has(id))));
    }),
    { numRuns: 50 },
  );
});

test("the other way round what was added is removed, and what was renamed or moved is so again", () => {
  fc.assert(
    fc.property(releases, ([one, other]) => {
      const there = diffReleases(one, other, new Map()).changes;
      const back = diffReleases(other, one, new Map()).changes;
      expect(idsOf(there, "added")).toEqual(idsOf(back, "removed"));
      expect(idsOf(there, "removed")).toEqual(idsOf(back, "added"));
      for (const kind of ["renamed", "moved", "other-kind"] as const) {
        expect(idsOf(there, kind)).toEqual(idsOf(back, kind));
      }
    }),
    { numRuns: 50 },
  );
});

test("what is gone and was merged into something there is merged, all else that is gone is removed", () => {
  fc.assert(
    fc.property(releases, fc.nat(), ([one, other], pick) => {
      const here = new Set(ids(other));
      const away = one.filter(({ id }) => !here.has(id));
      const into = other[pick % Math.max(other.length, 1)];
      const half = into === undefined ? [] : away.filter((_, i) => i % 2 === 0);
      const mergedInto = new Map(half.map(({ id }) => [id, into?.id ?? id]));
      const { changes } = diffReleases(one, other, mergedInto);
      expect(idsOf(changes, "merged")).toEqual(ids(half));
      expect(idsOf(changes, "merged", "removed")).toEqual(ids(away));
    }),
    { numRuns: 50 },
  );
});
