import { formatDecimal } from "#components/ui/format.ts";
import { addTotals, NO_TOTALS, type TreeNode } from "#lib/glan/tree-totals.ts";
import type { FunnelStep } from "./funnel.tsx";

/** The steps from fields to pairs of a release. */
export function funnelSteps(nodes: readonly TreeNode[]): FunnelStep[] {
  const totals = nodes
    .filter((node) => node.parentId === null)
    .reduce((sum, root) => addTotals(sum, root.totals), NO_TOTALS);
  const fields = nodes.filter((node) => node.kind === "field").length;
  const subFields = nodes.filter((node) => node.kind === "sub-field").length;
  const begun = nodes.filter((node) => node.kind === "discipline" && node.totals.subjects > 0).length;
  const per = (count: number, whole: number, of: string) =>
    count === 0 || whole === 0 ? null : `${formatDecimal(count / whole)} ${of}`;
  const share = (count: number, whole: number, of: string) =>
    count === 0 || whole === 0 ? null : `${formatDecimal((count / whole) * 100)} % of ${of}`;
  return [
    { name: "Fields", count: fields, href: "/taxonomy", ratio: null },
    { name: "Sub-fields", count: subFields, href: "/taxonomy", ratio: per(subFields, fields, "a field") },
    {
      name: "Disciplines",
      count: totals.disciplines,
      href: "/library",
      ratio: per(totals.disciplines, fields, "a field"),
    },
    {
      name: "Subjects",
      count: totals.subjects,
      href: "/library/subjects",
      ratio: per(totals.subjects, begun, "a discipline begun"),
    },
    {
      name: "Syllabi",
      count: totals.syllabi,
      href: "/library/syllabi",
      ratio: share(totals.syllabi, totals.subjects, "subjects"),
    },
    {
      name: "Class sessions",
      count: totals.sessions,
      href: "/library/syllabi",
      ratio: per(totals.sessions, totals.syllabi, "a syllabus"),
    },
    {
      name: "Key concepts",
      count: totals.concepts,
      href: "/library/syllabi",
      ratio: per(totals.concepts, totals.sessions, "a session"),
    },
    { name: "Possible draws", count: totals.draws, href: "/library/syllabi", ratio: null },
    {
      name: "Questions",
      count: totals.questions,
      href: "/library/questions",
      ratio: per(totals.questions, totals.syllabi, "a syllabus"),
    },
    {
      name: "Pairs",
      count: totals.pairs,
      href: "/library/questions",
      ratio: share(totals.pairs, totals.questions, "questions"),
    },
  ];
}
