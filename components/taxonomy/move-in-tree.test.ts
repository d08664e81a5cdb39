import { describe, expect, test } from "vitest";
import { moveInTree } from "./move-in-tree.ts";

const science = { id: 1, parentId: null, name: "Science", hasChildren: true };
const physics = { id: 2, parentId: 1, name: "Physics", hasChildren: false };
const law = { id: 3, parentId: null, name: "Law", hasChildren: false };
const opened = [science, physics, law];
const closed = [science, law];

describe("the keys of the tree", () => {
  test("Right opens a closed node, then enters it", () => {
    expect(moveInTree(closed, new Set(), 1, "ArrowRight")).toEqual({ kind: "open", id: 1 });
    expect(moveInTree(opened, new Set([1]), 1, "ArrowRight")).toEqual({ kind: "focus", id: 2 });
  });

  test("Left goes to the parent, then closes it", () => {
    expect(moveInTree(opened, new Set([1]), 2, "ArrowLeft")).toEqual({ kind: "focus", id: 1 });
    expect(moveInTree(opened, new Set([1]), 1, "ArrowLeft")).toEqual({ kind: "close", id: 1 });
  });

  test("Up and Down stop at the ends, Home and End go there", () => {
    expect(moveInTree(opened, new Set([1]), 3, "ArrowDown")).toEqual({ kind: "none" });
    expect(moveInTree(opened, new Set([1]), 1, "ArrowUp")).toEqual({ kind: "none" });
    expect(moveInTree(opened, new Set([1]), 1, "End")).toEqual({ kind: "focus", id: 3 });
    expect(moveInTree(opened, new Set([1]), 3, "Home")).toEqual({ kind: "focus", id: 1 });
  });

  test("a letter goes to the next name that starts with it, around the end", () => {
    expect(moveInTree(opened, new Set([1]), 3, "p")).toEqual({ kind: "focus", id: 2 });
    expect(moveInTree(opened, new Set([1]), 1, "q")).toEqual({ kind: "none" });
  });

  test("Enter shows the node", () => {
    expect(moveInTree(opened, new Set([1]), 2, "Enter")).toEqual({ kind: "show", id: 2 });
  });
});
