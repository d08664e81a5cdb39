import { CsvError, parse } from "csv-parse/sync";
import { type Refusal, refuse } from "./taxonomy-file.ts";

export interface CsvRow {
  /** Where the row ends, counted from 1. */
  readonly line: number;
  /** Without blanks at both ends. */
  readonly cells: readonly string[];
}

type CsvReading = { readonly kind: "rows"; readonly rows: readonly CsvRow[] } | Refusal;

/** All rows but blank ones: spreadsheets leave rows of commas behind. */
export function readCsvRows(text: string): CsvReading {
  const rows: CsvRow[] = [];
  try {
    parse(text, {
      bom: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (record: string[], { lines }) => {
        const cells = record.map((cell) => cell.trim());
        if (cells.some((cell) => cell !== "")) rows.push({ line: lines, cells });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === "number" ? `Line ${error.lines}` : "The file";
    return refuse(line, error.code === "CSV_QUOTE_NOT_CLOSED" ? "a quote is not closed" : error.message);
  }
  return { kind: "rows", rows };
}
