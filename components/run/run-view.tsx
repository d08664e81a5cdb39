"use client";

import { EmptyState } from "#components/ui/empty-state.tsx";
import { Section } from "#components/ui/section.tsx";
import type { RunReport } from "#lib/glan/run-report.ts";
import { DisciplineProgressTable } from "./discipline-table.tsx";
import { FailureTable } from "./failure-table.tsx";
import { RunAdvice } from "./run-advice.tsx";
import { RunFigures } from "./run-figures.tsx";
import { RunPlanFacts } from "./run-plan.tsx";
import { TurnTable } from "./turn-table.tsx";

/** One run, whole. */
export function RunView({ report }: { readonly report: RunReport }) {
  const failures = report.failures.reduce((sum, group) => sum + group.count, 0);
  return (
    <div className="space-y-9">
      <RunAdvice run={report} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-14 gap-y-9 lg:grid-cols-[minmax(0,1fr)_minmax(280px,340px)]">
        <div className="min-w-0 space-y-9">
          <Section title="Progress">
            <RunFigures report={report} />
          </Section>
          {failures > 0 && (
            <Section title="Failures" note={failures.toLocaleString("en")}>
              <FailureTable failures={report.failures} />
            </Section>
          )}
        </div>
        <Section title="Plan">
          <RunPlanFacts report={report} />
        </Section>
      </div>
      <Section title="Stages">
        {report.totals.length === 0 ? (
          <EmptyState title="Nothing was planned yet">
            The first jobs of a run say what they plan within a few seconds.
          </EmptyState>
        ) : (
          <TurnTable report={report} />
        )}
      </Section>
      {report.disciplines.length > 0 && (
        <Section title="Disciplines" note={report.disciplines.length}>
          <DisciplineProgressTable report={report} />
        </Section>
      )}
    </div>
  );
}
