import path from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { exportDataset } from "#lib/datasets/export-dataset.ts";
import { DATASET_FORMATS, type DatasetFormat, parseDatasetFormat } from "#lib/datasets/pair-line.ts";
import { readRelease } from "#lib/db/taxonomy.ts";
import { disciplinesUnder, pathOf } from "#lib/glan/taxonomy.ts";
import { resolveNodes } from "#lib/runs/resolve-nodes.ts";
import type { CommandContext, CommandLine } from "../command-line.ts";
import type { CommandResult } from "../command-result.ts";
import { formatCount } from "../format.ts";
import { seed, wholeNumber } from "../option-values.ts";
import type { StudioWorld } from "../studio-world.ts";

const OptionsSchema = z.object({
  out: z.string().min(1),
  format: z.string(),
  node: z.array(z.string()).default([]),
  limit: z.number().optional(),
  seed: z.string().optional(),
  license: z.string(),
});
type Options = z.infer<typeof OptionsSchema>;

export function addExport(program: Command, line: CommandLine): void {
  program
    .command("export")
    .description("write pairs as a data set, every line with its origin")
    .requiredOption("--out <DIR>", "folder to make; it must be new or empty")
    .option("--format <FORMAT>", `shape of a line: ${DATASET_FORMATS.join(", ")}`, DATASET_FORMATS[0])
    .option(
      "--node <NAME>",
      "scope, as in generate; may be repeated (default: all)",
      (value: string, all: string[] = []) => [...all, value],
    )
    .option("--limit <N>", "at most this many pairs", wholeNumber(1))
    .option("--seed <S>", "shuffle by this; a smaller limit is then a subset of a larger one", seed)
    .option("--license <ID>", "Hugging Face licence id for the card", "unknown")
    .action(async (values: unknown) => {
      const options = OptionsSchema.parse(values);
      const format = parseDatasetFormat(options.format);
      await line.perform((studio, context) => exportPairs(studio, context, options, format));
    });
}

async function exportPairs(
  studio: StudioWorld,
  { progress, signal }: CommandContext,
  options: Options,
  format: DatasetFormat,
): Promise<CommandResult> {
  const { db } = studio;
  const manifest = await exportDataset(db, {
    directory: options.out,
    format,
    scope: await findScope(studio, options.node),
    limit: options.limit ?? null,
    seed: options.seed ?? null,
    license: options.license,
    onProgress: (pairs) => progress.show(`${formatCount(pairs)} pairs written`),
    signal,
  });
  const directory = path.resolve(options.out);
  return {
    document: { out: directory, ...manifest },
    text: `${formatCount(manifest.pairs)} pairs of ${formatCount(manifest.disciplines.length)} disciplines written to ${directory}.`,
  };
}

async function findScope({ db }: StudioWorld, names: readonly string[]) {
  if (names.length === 0) return null;
  const nodes = (await readRelease(db))?.nodes ?? [];
  const roots = resolveNodes(nodes, names).map((node) => node.id);
  return {
    nodeIds: disciplinesUnder(nodes, roots).map((node) => node.id),
    names: roots.map((id) => pathOf(nodes, id).join(" > ")),
  };
}
