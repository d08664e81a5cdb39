import path from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { type Release, readRelease } from "#lib/db/taxonomy.ts";
import { StudioError } from "#lib/errors.ts";
import type { TaxonomyFormat } from "#lib/exchange/taxonomy-formats.ts";
import { buildTree, disciplinesUnder, pathsOf } from "#lib/glan/taxonomy.ts";
import type { CommandLine } from "../command-line.ts";
import type { CommandResult } from "../command-result.ts";
import { formatCount, formatTable } from "../format.ts";
import type { StudioWorld } from "../studio-world.ts";
import { findFormat, formatNames, readTaxonomyFile, writeWhole } from "../taxonomy-files.ts";
import { importFile, previewImport } from "../taxonomy-import.ts";

export function addTaxonomy(program: Command, line: CommandLine): void {
  const taxonomy = program
    .command("taxonomy")
    .helpCommand(false)
    .description("import, export and list the taxonomy");
  taxonomy
    .command("import")
    .description("add what a file has and the taxonomy has not, and publish the next release")
    .argument("<FILE>", `taxonomy to read, its format by its ending: ${formatNames()}`)
    .option("--dry-run", "only tell what would be added, what is there already and what differs")
    .action(async (name: string, values: unknown) => {
      const { dryRun } = ImportOptionsSchema.parse(values);
      // Before anything is opened: most faults are in the file.
      const file = await readTaxonomyFile(name);
      await line.perform((studio) => (dryRun ? previewImport(studio, file) : importFile(studio, file)));
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

const ImportOptionsSchema = z.object({ dryRun: z.boolean().default(false) });
const ExportOptionsSchema = z.object({ format: z.string(), out: z.string().optional() });

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
