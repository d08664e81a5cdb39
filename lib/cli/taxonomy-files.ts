import { randomBytes } from "node:crypto";
import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { StudioError, UsageError } from "#lib/errors.ts";
import { TAXONOMY_FILE_BYTES_MAX } from "#lib/exchange/taxonomy-file.ts";
import { type TaxonomyFormat, taxonomyFormats } from "#lib/exchange/taxonomy-formats.ts";
import { describeProblems, type TaxonomyTree } from "#lib/glan/taxonomy-tree.ts";

export function formatNames(): string {
  return Object.keys(taxonomyFormats).join(", ");
}

export function findFormat(name: string): TaxonomyFormat {
  const found = Object.entries<TaxonomyFormat>(taxonomyFormats).find(
    ([known]) => known === name.toLowerCase(),
  );
  if (found !== undefined) return found[1];
  throw new UsageError(`There is no taxonomy format "${name}". There are: ${formatNames()}.`);
}

export interface TaxonomyFile {
  readonly name: string;
  readonly tree: TaxonomyTree;
  /** What of the file has no place in a taxonomy. */
  readonly notes: readonly string[];
}

export async function readTaxonomyFile(file: string): Promise<TaxonomyFile> {
  const { parse } = findFormat(path.extname(file).slice(1));
  let text: string;
  try {
    const { size } = await stat(file);
    // Not read to be refused: it may be far larger than memory.
    if (size > TAXONOMY_FILE_BYTES_MAX) {
      throw new StudioError(
        `${file} was not imported: it is larger than ${TAXONOMY_FILE_BYTES_MAX / 1024 / 1024} MB.`,
      );
    }
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof StudioError) throw error;
    throw new StudioError(`The file ${file} cannot be read: ${reasonOf(error)}.`, { cause: error });
  }
  const reading = parse(text);
  if (reading.kind === "read") {
    return { name: path.basename(file), tree: reading.tree, notes: reading.notes ?? [] };
  }
  throw new StudioError(`${file} was not imported.\n${describeProblems(reading.problems)}`);
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "it does not exist";
  if (code === "EACCES") return "this user may not read it";
  if (code === "EISDIR") return "it is a folder";
  return error instanceof Error ? error.message : String(error);
}

/** Replaces the file in one step, so that nobody reads half of it. */
export async function writeWhole(file: string, content: string): Promise<void> {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}.partial`;
  try {
    await writeFile(draft, content, { flag: "wx" });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw new StudioError(`${file} cannot be written: ${error instanceof Error ? error.message : error}.`, {
      cause: error,
    });
  }
}
