// Sub-fields below sub-fields share one cell, as "Arts > Stage". A ">" that stands alone within a name is
// written with a backslash before it, and backslashes before such a ">" get one more, so that any name comes back.

const SEPARATOR = " > ";

export function joinSubFields(names: readonly string[]): string {
  return names.map((name) => name.replace(/(?<=^|\s)(\\*>)(?=\s|$)/g, "\\$1")).join(SEPARATOR);
}

export function splitSubFields(cell: string): string[] {
  return cell.split(SEPARATOR).map((name) => name.replace(/(?<=^|\s)\\(\\*>)(?=\s|$)/g, "$1"));
}
