import Link from "next/link";
import { formatCount } from "#components/ui/format.ts";

export interface FunnelStep {
  readonly name: string;
  readonly count: number | bigint;
  readonly href: string;
  /** How it stands to the step above: "12.3 a syllabus". */
  readonly ratio: string | null;
}

/** Bars grow with the logarithm: the steps span nine orders of magnitude. */
function barShare(count: number | bigint, largest: number): number {
  if (Number(count) === 0) return 0;
  return (Math.log10(Number(count) + 1) / Math.log10(largest + 1)) * 100;
}

/** From fields to pairs, every number a link to what it counts. */
export function Funnel({ steps }: { readonly steps: readonly FunnelStep[] }) {
  const largest = Math.max(1, ...steps.map((step) => Number(step.count)));
  return (
    <ol>
      {steps.map((step) => (
        <li key={step.name} className="border-line border-b first:border-t">
          <Link href={step.href} className="group flex h-8 items-center gap-3 hover:bg-hover">
            <span className="w-28 shrink-0 text-soft group-hover:text-text">{step.name}</span>
            <span aria-hidden className="h-1.5 min-w-0 flex-1">
              <span
                className="block h-full rounded-full bg-map-3 group-hover:bg-accent"
                style={{ width: `${barShare(step.count, largest)}%` }}
              />
            </span>
            <span className="figure shrink-0 font-medium text-14 group-hover:text-accent">
              {formatCount(step.count)}
            </span>
            <span className="figure w-40 shrink-0 text-right text-12 text-faint max-sm:hidden">
              {step.ratio}
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
