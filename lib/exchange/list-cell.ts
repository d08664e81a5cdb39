// Names that share one cell: a path as "Arts > Stage", aliases as "Maths | Math". A mark that stands alone within a
// name is written with a backslash before it, and backslashes before such a mark get one more, so that any name comes back.

interface ListCell {
  join(names: readonly string[]): string;
  split(cell: string): string[];
}

function listCell(mark: ">" | "|"): ListCell {
  const separator = ` ${mark} `;
  const toEscape = new RegExp(String.raw`(?<=^|\s)(\\*[${mark}])(?=\s|$)`, "g");
  const escaped = new RegExp(String.raw`(?<=^|\s)\\(\\*[${mark}])(?=\s|$)`, "g");
  return {
    join: (names) => names.map((name) => name.replace(toEscape, "\\$1")).join(separator),
    split: (cell) => cell.split(separator).map((name) => name.replace(escaped, "$1")),
  };
}

export const pathCell = listCell(">");
export const aliasesCell = listCell("|");
