import { Command, type OutputConfiguration } from "commander";
import type { CommandLine } from "./command-line.ts";
import { addEstimate } from "./commands/estimate.ts";
import { addExport } from "./commands/export.ts";
import { addGenerate } from "./commands/generate.ts";
import { addRun } from "./commands/run.ts";
import { addStatus } from "./commands/status.ts";
import { addTaxonomy } from "./commands/taxonomy.ts";
import { addUser } from "./commands/user.ts";

/** All commands. Nothing here exits or prints: faults are thrown as CommanderError, text goes to `output`. */
export function buildProgram(line: CommandLine, output: OutputConfiguration): Command {
  const program = new Command("glan")
    .description("GLAN Studio: instruction-tuning data from a taxonomy of human knowledge.")
    .usage("COMMAND [options]")
    .option("--json", "print one JSON document instead of text (counts anywhere on the line)")
    .helpCommand(false)
    .exitOverride()
    .configureOutput(output);
  for (const add of [addStatus, addTaxonomy, addGenerate, addRun, addEstimate, addExport, addUser]) {
    add(program, line);
  }
  return program;
}
