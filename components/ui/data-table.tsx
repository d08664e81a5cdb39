import type { ReactNode } from "react";

export interface Column<Row> {
  readonly header: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand right. */
  readonly isNumber?: boolean;
  /** Left out below 768 px, so that a table never scrolls sideways on a phone. */
  readonly isSecondary?: boolean;
  /** Takes the width that is left, and is cut with an ellipsis. */
  readonly isWide?: boolean;
  readonly sort?: "ascending" | "descending" | undefined;
}

interface DataTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
  /** Sums under the columns, in their order. */
  readonly footer?: readonly ReactNode[];
}

/** The studio's table: rows of 32 px, the first column names the row. */
export function DataTable<Row>({ caption, columns, rows, rowKey, footer }: DataTableProps<Row>) {
  return (
    <table className="w-full border-collapse text-13">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-line-strong border-b text-12 text-faint">
          {columns.map((column, index) => (
            <th
              // biome-ignore lint/suspicious/noArrayIndexKey: columns are a constant of the page
              key={index}
              scope="col"
              aria-sort={column.sort}
              className={`h-8 font-medium ${classes(column, index)}`}
            >
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)} className="border-line border-b hover:bg-hover">
            {columns.map((column, index) => {
              const Cell = index === 0 ? "th" : "td";
              return (
                <Cell
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns are a constant of the page
                  key={index}
                  {...(index === 0 ? { scope: "row" } : {})}
                  className={`h-8 py-1 font-normal ${classes(column, index)}`}
                >
                  {column.cell(row)}
                </Cell>
              );
            })}
          </tr>
        ))}
      </tbody>
      {footer !== undefined && (
        <tfoot>
          <tr className="font-medium">
            {footer.map((sum, index) => {
              const column = columns[index];
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns are a constant of the page
                <td key={index} className={`h-8 ${column ? classes(column, index) : ""}`}>
                  {sum}
                </td>
              );
            })}
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function classes<Row>(column: Column<Row>, index: number): string {
  return [
    column.isNumber === true ? "text-right whitespace-nowrap" : "text-left",
    column.isSecondary === true ? "max-md:hidden" : "",
    column.isWide === true ? "w-full max-w-0 truncate" : "",
    index === 0 ? "pl-0" : "pl-4",
  ].join(" ");
}
