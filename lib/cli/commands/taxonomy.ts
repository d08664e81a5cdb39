import { randomBytes } from "node:crypto";
import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { importTaxonomy, type Release, readRelease } from "#lib/db/taxonomy.ts";
import { StudioError, UsageError } from "#lib/errors.ts";
import { TAXONOMY_FILE_BYTES_MAX } from "#lib/exchange/taxonomy-file.ts";
import { type TaxonomyFormat, taxonomyFormats } from "#lib/exchange/taxonomy-formats.ts";
import { buildTree, disciplinesUnder, pathsOf } from "#lib/glan/taxonomy.ts";
import { describeProblems, type TaxonomyTree } from "#lib/glan/taxonomy-tree.ts";
import type { CommandLine } from "../command-line.ts";
import type { CommandResult } from "../command-result.ts";
import { formatCount, formatTable } from "../format.ts";
import type { StudioWorld } from "../studio-world.ts";

const ADDED_SHOWN_MAX = 20;

export function addTaxonomy(program: Command, line: CommandLine): void {
  const taxonomy = program
    .command("taxonomy")
    .helpCommand(false)
    .description("import, export and list the taxonomy");
  taxonomy
    .command("import")
    .description("add what a file has and the taxonomy has not, and publish the next release")
    .argument("<FILE>", `taxonomy to read, its format by its ending: ${formatNames()}`)
    .action(async (file: string) => {
      // Before anything is opened: most faults are in the file.
      const tree = await readTaxonomyFile(file);
      await line.perform((studio) => importTree(studio, tree, path.basename(file)));
    });
  taxonomy
    .command("export")
    .description("write the latest release")
    .option("--format <FORMAT>", `how to write it: ${formatNames()}`, "json")
    .option("--out <FILE>", "file to write; standard output when left out")
    .action(async (values: unknown) => {
      const { format, out } = ExportOptionsSchema.parse(values);
      const { format: write } = findFormat(format);
      await line.perform((studio) => exportTree(studio, { name: format, write }, out));
    });
  taxonomy
    .command("disciplines")
    .description("list the disciplines of the latest release")
    .action(() => line.perform(listDisciplines));
}

const ExportOptionsSchema = z.object({ format: z.string(), out: z.string().optional() });

function formatNames(): string {
  return Object.keys(taxonomyFormats).join(", ");
}

function findFormat(name: string): TaxonomyFormat {
  const found = Object.entries<TaxonomyFormat>(taxonomyFormats).find(
    ([known]) => known === name.toLowerCase(),
  );
  if (found !== undefined) return found[1];
  throw new UsageError(`There is no taxonomy format "${name}". There are: ${formatNames()}.`);
}

async function readTaxonomyFile(file: string): Promise<TaxonomyTree> {
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
  if (reading.kind === "read") return reading.tree;
  throw new StudioError(`${file} was not imported.\n${describeProblems(reading.problems)}`);
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "it does not exist";
  if (code === "EACCES") return "this user may not read it";
  if (code === "EISDIR") return "it is a folder";
  return error instanceof Error ? error.message : String(error);
}

async function importTree({ db }: StudioWorld, tree: TaxonomyTree, fileName: string): Promise<CommandResult> {
  const { added, releaseNumber } = await importTaxonomy(db, tree, `Imported from ${fileName}`);
  if (added.length === 0) {
    return {
      document: { added: [], release: releaseNumber },
      text: `Everything in it is there already; release ${releaseNumber} stands.`,
    };
  }
  const shown = added.slice(0, ADDED_SHOWN_MAX).map((node) => `  ${node.path.join(" > ")} (${node.kind})`);
  const more = added.length - shown.length;
  return {
    document: { added, release: releaseNumber },
    text: [
      `${formatCount(added.length)} nodes added; release ${releaseNumber} published.`,
      ...shown,
      ...(more > 0 ? [`  and ${formatCount(more)} more`] : []),
    ].join("\n"),
  };
}

async function latestRelease({ db }: StudioWorld): Promise<Release> {
  const release = await readRelease(db);
  if (release === null) throw new StudioError("There is no release yet. Import a taxonomy first.");
  return release;
}

async function exportTree(
  studio: StudioWorld,
  format: { name: string; write: TaxonomyFormat["format"] },
  out: string | undefined,
): Promise<CommandResult> {
  const release = await latestRelease(studio);
  const tree = buildTree(release.nodes);
  const content = format.write(tree);
  if (out === undefined) {
    return { text: content, document: format.name === "json" ? tree : { format: format.name, content } };
  }
  await writeWhole(out, content);
  return {
    text: `Release ${release.number} with ${formatCount(release.nodes.length)} nodes written to ${out}.`,
    document: {
      release: release.number,
      nodes: release.nodes.length,
      format: format.name,
      out: path.resolve(out),
    },
  };
}

/** Replaces the file in one step, so that nobody reads half of it. */
async function writeWhole(file: string, content: string): Promise<void> {
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

async function listDisciplines(studio: StudioWorld): Promise<CommandResult> {
  const { nodes, number } = await latestRelease(studio);
  const paths = pathsOf(nodes);
  const disciplines = disciplinesUnder(nodes, []).map(({ id, name }) => ({
    id,
    name,
    path: paths.get(id) ?? [name],
  }));
  return {
    document: { release: number, disciplines },
    text: formatTable(
      [{ title: "FIELD" }, { title: "SUB-FIELD" }, { title: "DISCIPLINE" }],
      disciplines.map(({ name, path: names }) => [names[0] ?? "", names.slice(1, -1).join(" > "), name]),
    ),
  };
}
