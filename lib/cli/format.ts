// How numbers and tables look on the command line.

const NANO = 1e9;
const CENT = 0.01;
const SMALLEST_SHOWN = 0.0001;

export function formatCount(count: number): string {
  return count.toLocaleString("en");
}

/** Dollars with cents; below a cent with two digits more, so that little is not shown as nothing. */
export function formatNanoUsd(nanoUsd: number): string {
  const usd = nanoUsd / NANO;
  if (usd > 0 && usd < SMALLEST_SHOWN) return `<$${SMALLEST_SHOWN}`;
  const digits = usd > 0 && usd < CENT ? 4 : 2;
  return `$${usd.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
}

/** Columns two spaces apart, titles above; nothing trails at the end of a line. */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, i) =>
    Math.max(title.length, ...rows.map((row) => (row[i] ?? "").length)),
  );
  const line = (cells: readonly string[]) =>
    columns
      .map(({ align }, i) => {
        const cell = cells[i] ?? "";
        const width = widths[i] ?? 0;
        return align === "right" ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd();
  return [line(columns.map(({ title }) => title)), ...rows.map(line)].join("\n");
}

/** Names and values under each other, the values in one column. */
export function formatFacts(facts: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...facts.map(([name]) => name.length));
  return facts.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join("\n");
}
