export const PAGE_SIZE = 50;

/** One row more than a page was asked for: it only says whether there is a next page. */
export function cutPage<Row>(found: readonly Row[]): { rows: readonly Row[]; last: Row | null } {
  const rows = found.slice(0, PAGE_SIZE);
  return { rows, last: found.length > PAGE_SIZE ? (rows.at(-1) ?? null) : null };
}
