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
    count === 0 || whole === 0 ? null : { ratio: count / whole, of };
  return [
    { name: "Fields", count: fields, href: "/taxonomy", per: null },
    { name: "Sub-fields", count: subFields, href: "/taxonomy", per: per(subFields, fields, "a field") },
    {
      name: "Disciplines",
      count: totals.disciplines,
      href: "/library",
      per: per(totals.disciplines, fields, "a field"),
    },
    {
      name: "Subjects",
      count: totals.subjects,
      href: "/library/subjects",
      per: per(totals.subjects, begun, "a discipline begun"),
    },
    {
      name: "Syllabi",
      count: totals.syllabi,
      href: "/library/syllabi",
      per: per(totals.syllabi, totals.subjects, "a subject"),
    },
    {
      name: "Class sessions",
      count: totals.sessions,
      href: "/library/syllabi",
      per: per(totals.sessions, totals.syllabi, "a syllabus"),
    },
    {
      name: "Key concepts",
      count: totals.concepts,
      href: "/library/syllabi",
      per: per(totals.concepts, totals.sessions, "a session"),
    },
    { name: "Possible draws", count: totals.draws, href: "/library/syllabi", per: null },
    {
      name: "Questions",
      count: totals.questions,
      href: "/library/questions",
      per: per(totals.questions, totals.syllabi, "a syllabus"),
    },
    {
      name: "Pairs",
      count: totals.pairs,
      href: "/library/questions",
      per: per(totals.pairs, totals.questions, "a question"),
    },
  ];
}
