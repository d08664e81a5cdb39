/** One line of the table that `npm run bench` prints. */
export interface BenchRow {
  readonly name: string;
  /** What the figures are to reach, or "" where they only inform. */
  readonly goal: string;
  readonly figures: Readonly<Record<string, string | number>>;
}

export function printRow(row: BenchRow): void {
  process.stdout.write(`\n${row.name}${row.goal === "" ? "" : `   [${row.goal}]`}\n`);
  for (const [figure, value] of Object.entries(row.figures)) {
    const shown = typeof value === "number" ? value.toLocaleString("en-US") : value;
    process.stdout.write(`  ${figure.padEnd(42)} ${shown}\n`);
  }
}
