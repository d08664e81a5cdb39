import Link from "next/link";
import { formatCount } from "#components/ui/format.ts";
import type { NodeTotals } from "#lib/glan/tree-totals.ts";

interface TotalsStripProps {
  readonly totals: NodeTotals;
  readonly questionsHref: string;
}

/** What a discipline holds, in one line of figures. */
export function TotalsStrip({ totals, questionsHref }: TotalsStripProps) {
  const figures = [
    { name: "Subjects", count: totals.subjects },
    { name: "Syllabi", count: totals.syllabi },
    { name: "Class sessions", count: totals.sessions },
    { name: "Key concepts", count: totals.concepts },
    { name: "Possible draws", count: totals.draws },
    { name: "Questions", count: totals.questions, href: questionsHref },
    { name: "Pairs", count: totals.pairs, href: questionsHref },
  ];
  return (
    <dl className="mb-8 grid grid-cols-2 border-line border-t sm:grid-cols-4 lg:flex lg:gap-0">
      {figures.map(({ name, count, href }) => (
        <div key={name} className="border-line border-b py-2 pr-6 max-sm:last:col-span-2 lg:flex-auto">
          <dt className="text-12 text-faint">{name}</dt>
          <dd className="font-medium text-16">
            {href === undefined || Number(count) === 0 ? (
              formatCount(count)
            ) : (
              <Link href={href} className="text-accent hover:underline">
                {formatCount(count)}
              </Link>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
