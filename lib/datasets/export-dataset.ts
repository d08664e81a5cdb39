import { open } from "node:fs/promises";
import path from "node:path";
import type { Database } from "#lib/db/client.ts";
import { type PairBatch, streamPairs } from "#lib/db/exported-pairs.ts";
import { StudioError } from "#lib/errors.ts";
import { DataFiles } from "./data-files.ts";
import { writeDatasetCard } from "./dataset-card.ts";
import { DatasetCounts } from "./dataset-counts.ts";
import { writeFolderWhole } from "./dataset-folder.ts";
import type { DatasetManifest } from "./dataset-manifest.ts";
import { type DatasetFormat, formatPairLine } from "./pair-line.ts";
import { PairPlaces } from "./pair-places.ts";

export interface ExportRequest {
  readonly directory: string;
  readonly format: DatasetFormat;
  /** Scope: disciplines to take, and how the manifest names them. Null takes the whole taxonomy. */
  readonly scope: { readonly nodeIds: readonly number[]; readonly names: readonly string[] } | null;
  readonly limit: number | null;
  /** With a seed the order is shuffled by it, and a smaller limit gives a subset of a larger one. */
  readonly seed: string | null;
  /** A Hugging Face licence id. Asked, never assumed: "unknown" unless somebody says. */
  readonly license: string;
  readonly onProgress?: (pairs: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Writes the pairs of a scope as a data set: data/train-*.jsonl, README.md and manifest.json.
 * Constant memory; two exports of the same state are equal to the byte. Throws StudioError when the folder
 * is taken or there is nothing to write, and then leaves nothing behind.
 */
export async function exportDataset(db: Database, request: ExportRequest): Promise<DatasetManifest> {
  return writeFolderWhole(request.directory, async (folder) => {
    const files = new DataFiles(folder);
    const counts = new DatasetCounts();
    const places = new PairPlaces(db);
    const selection = {
      nodeIds: request.scope?.nodeIds ?? null,
      limit: request.limit,
      seed: request.seed,
    };
    try {
      for await (const batch of streamPairs(db, selection)) {
        request.signal?.throwIfAborted();
        await files.append(await formatBatch(batch, request.format, places, counts));
        request.onProgress?.(counts.pairs);
      }
    } catch (error) {
      await files.abandon();
      throw error;
    }
    if (counts.pairs === 0) {
      throw new StudioError("There is no pair to export here yet. Generate some first; nothing was written.");
    }
    const manifest: DatasetManifest = {
      format: request.format,
      license: request.license,
      selection: { nodes: request.scope?.names ?? [], limit: request.limit, seed: request.seed },
      ...counts.summarise(),
      files: await files.finish(),
    };
    await writeText(path.join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    await writeText(path.join(folder, "README.md"), writeDatasetCard(manifest));
    return manifest;
  });
}

async function formatBatch(
  batch: PairBatch,
  format: DatasetFormat,
  places: PairPlaces,
  counts: DatasetCounts,
): Promise<string[]> {
  const lines: string[] = [];
  for (const pair of batch.pairs) {
    const sessions = batch.syllabi.get(pair.syllabusId);
    if (sessions === undefined) throw new Error(`syllabus ${pair.syllabusId} has no class sessions`);
    const place = await places.find(pair, sessions);
    counts.add(pair, place);
    lines.push(formatPairLine(pair, place, format));
  }
  return lines;
}

async function writeText(file: string, content: string): Promise<void> {
  const handle = await open(file, "wx");
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
