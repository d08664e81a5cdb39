import Link from "next/link";
import { Facts } from "#components/ui/facts.tsx";
import { formatCount, formatMoment, formatUsd } from "#components/ui/format.ts";
import { TextLink } from "#components/ui/text-link.tsx";
import type { RunReport } from "#lib/glan/run-report.ts";

const IN_DOUBT = { "ask-again": "bought again", leave: "left as they are" } as const;

/** What the run was asked to do. */
export function RunPlanFacts({ report }: { readonly report: RunReport }) {
  const { plan } = report;
  const models = [...new Set(Object.values(report.models))];
  return (
    <Facts
      facts={[
        { name: "Scope", value: <Scope report={report} /> },
        { name: "Release", value: <TextLink href="/taxonomy">{`Release ${report.releaseNumber}`}</TextLink> },
        { name: "Subject lists", value: `${formatCount(plan.subjectDraws)} a discipline` },
        { name: "Subjects", value: <Subjects report={report} /> },
        { name: "Pairs", value: `${formatCount(plan.pairsPerSyllabus)} a syllabus` },
        { name: "Models", value: <span className="font-mono text-12">{models.join(", ")}</span> },
        { name: "Seed", value: <span className="font-mono text-12">{plan.seed}</span> },
        { name: "Budget", value: report.budgetNanoUsd === null ? "no cap" : formatUsd(report.budgetNanoUsd) },
        { name: "In doubt", value: `calls are ${IN_DOUBT[plan.inDoubt]}` },
        { name: "Started", value: `${formatMoment(report.createdAt)} by ${report.createdBy}` },
        ...(report.finishedAt === null ? [] : [{ name: "Finished", value: formatMoment(report.finishedAt) }]),
      ]}
    />
  );
}

/** Named subjects are shown behind their number: they may be many. */
function Subjects({ report }: { readonly report: RunReport }) {
  const { maxSubjects, subjectNames } = report.plan;
  const limit = maxSubjects === null ? "all" : `at most ${formatCount(maxSubjects)} a discipline`;
  if (subjectNames.length === 0) return limit;
  return (
    <details>
      <summary className="cursor-pointer">
        {formatCount(subjectNames.length)} by name{maxSubjects === null ? "" : `, ${limit}`}
      </summary>
      {subjectNames.join(", ")}
    </details>
  );
}

function Scope({ report }: { readonly report: RunReport }) {
  if (report.scope.length === 0) return "the whole release";
  return (
    <span>
      {report.scope.map((node, index) => (
        <span key={node.nodeId}>
          {index > 0 && ", "}
          <Link
            href={
              node.kind === "discipline" ? `/library/disciplines/${node.nodeId}` : `/taxonomy/${node.nodeId}`
            }
            className="text-accent hover:underline"
          >
            {node.name}
          </Link>
        </span>
      ))}
    </span>
  );
}
