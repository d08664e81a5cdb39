import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "#lib/db/client.ts";
import { applyMigrations } from "#lib/db/migrations.ts";
import { importTaxonomy } from "#lib/db/taxonomy.ts";
import { countBroken, showTree, storm, undoAll } from "#lib/db/testing/edit-storm.ts";
import type { TaxonomyTree, TreeNode } from "#lib/glan/taxonomy-tree.ts";
import { startEmbeddedPostgres } from "#lib/launch/embedded-postgres/embedded-postgres.ts";
import type { BenchRow } from "./bench-row.ts";

const EDITS = 10_000;
const WRITERS = 8;

/** 10 fields with 31 sub-fields of 31 disciplines each: 9,930 nodes. */
function largeTree(): TaxonomyTree {
  const times = (count: number, build: (index: number) => TreeNode) =>
    Array.from({ length: count }, (_, index) => build(index));
  return times(10, (f) => ({
    name: `Field ${f}`,
    kind: "field",
    children: times(31, (s) => ({
      name: `Sub-field ${s}`,
      kind: "sub-field",
      children: times(31, (d) => ({ name: `Discipline ${d}`, kind: "discipline" })),
    })),
  }));
}

/** Random structural edits by many writers at once, each a transaction of its own, and undoing them all. */
export async function benchTreeEdits(): Promise<BenchRow[]> {
  const directory = await mkdtemp(path.join(tmpdir(), "glan-bench-"));
  const postgres = await startEmbeddedPostgres(path.join(directory, "data"), () => undefined);
  const db = openDatabase(postgres.url);
  try {
    await applyMigrations(postgres.url);
    await importTaxonomy(db, largeTree(), "Benchmark");
    const first = await showTree(db.pool);

    const editingFrom = performance.now();
    const outcomes = await storm(db, { writers: WRITERS, edits: EDITS, seed: 1 });
    const undoingFrom = performance.now();
    const broken = await countBroken(db.pool);
    const kept = await undoAll(db);
    const end = performance.now();

    const perSecond = (from: number, to: number) => Math.round((outcomes.applied * 1000) / (to - from));
    return [
      {
        name: `tree-edits: random structural edits by ${WRITERS} writers on 9,930 nodes`,
        goal: "10,000 edits, 0 cycles, 0 orphans, undoing all gives the first tree",
        figures: {
          "edits made": outcomes.applied,
          "edits refused or without effect": outcomes.refused + outcomes.unchanged,
          cycles: broken.cycles,
          orphans: broken.orphans,
          "wrong kinds": broken.misplaced,
          "duplicate siblings": broken.duplicates,
          "edits a second": perSecond(editingFrom, undoingFrom),
          "undone a second": perSecond(undoingFrom, end),
          "undos refused": kept,
          "undoing all gives the first tree": (await showTree(db.pool)) === first ? "yes" : "no",
        },
      },
    ];
  } finally {
    await db.close();
    await postgres.stop("fast");
    await rm(directory, { recursive: true, force: true });
  }
}
