import { availableParallelism } from "node:os";
import { type BenchRow, printRow } from "./bench-row.ts";
import { benchKilling } from "./killing.ts";
import { benchSizes } from "./sizes.ts";
import { benchThroughput } from "./throughput.ts";
import { benchTreeEdits } from "./tree-edits.ts";

// `npm run bench` runs all of them, `npm run bench -- throughput` one.
const benchmarks: Readonly<Record<string, () => Promise<BenchRow[]>>> = {
  throughput: benchThroughput,
  sizes: benchSizes,
  killing: benchKilling,
  "tree-edits": benchTreeEdits,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benchmarks));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no benchmark ${unknown.join(", ")}. There are: ${Object.keys(benchmarks).join(", ")}.\n`,
  );
  process.exit(2);
}
process.stdout.write(`${availableParallelism()} processors, Node ${process.versions.node}\n`);
for (const [name, run] of Object.entries(benchmarks)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  for (const row of await run()) printRow(row);
}
process.exit(0);
