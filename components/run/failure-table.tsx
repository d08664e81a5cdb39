import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { formatCount } from "#components/ui/format.ts";
import type { FailureGroup } from "#lib/glan/run-report.ts";
import type { CompletionState } from "#lib/glan/words.ts";
import { turnName } from "./turn-names.ts";

const KINDS = {
  truncated: "cut off at the token limit",
  refused: "refused by the model",
  filtered: "stopped by a content filter",
  empty: "empty",
  malformed: "not a completion",
  "error-body": "an error in place of a completion",
  "rate-limited": "rate limited",
  quota: "no credit left",
  unauthorised: "key not accepted",
  "bad-request": "request not accepted",
  "server-error": "provider's error",
  cut: "connection cut",
  timeout: "timed out",
  unreachable: "provider out of reach",
  "in-doubt": "in doubt",
  unparsed: "could not be read",
} as const satisfies Record<Exclude<CompletionState, "ok"> | "unparsed", string>;

/** The words for a kind of failure; a kind we do not know keeps its own name. */
function describeKind(kind: string): string {
  return (KINDS as Partial<Record<string, string>>)[kind] ?? kind;
}

const COLUMNS: readonly Column<FailureGroup>[] = [
  {
    header: "What failed",
    cell: (group) => (
      <span className="block py-1 md:whitespace-nowrap">
        {turnName(group.stage, group.turn)}: {describeKind(group.kind)}
        <span className="mt-0.5 block text-12 text-soft wrap-anywhere md:hidden">{group.message}</span>
      </span>
    ),
  },
  {
    header: "Newest message",
    isSecondary: true,
    cell: (group) => <span className="block py-1 text-soft wrap-anywhere">{group.message}</span>,
  },
  {
    header: "Count",
    isNumber: true,
    cell: (group) => <span className="font-medium text-bad">{formatCount(group.count)}</span>,
  },
];

export function FailureTable({ failures }: { readonly failures: readonly FailureGroup[] }) {
  return (
    <DataTable
      caption="Failures by kind"
      columns={COLUMNS}
      rows={failures}
      rowKey={(group) => `${group.stage}/${group.turn}/${group.kind}`}
    />
  );
}
