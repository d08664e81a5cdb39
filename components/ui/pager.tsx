import { ArrowRight } from "lucide-react";
import Link from "next/link";

interface PagerProps {
  readonly firstHref: string | null;
  readonly nextHref: string | null;
}

/** Keyset paging: on to what follows, or back to the start. */
export function Pager({ firstHref, nextHref }: PagerProps) {
  if (firstHref === null && nextHref === null) return null;
  const button =
    "inline-flex h-8 items-center gap-1.5 rounded-md border border-line-strong px-3 hover:bg-hover";
  return (
    <nav aria-label="Pages" className="mt-4 flex justify-between">
      {firstHref === null ? (
        <span />
      ) : (
        <Link href={firstHref} className={button}>
          Back to the first
        </Link>
      )}
      {nextHref !== null && (
        <Link href={nextHref} rel="next" className={button}>
          Next <ArrowRight size={14} aria-hidden />
        </Link>
      )}
    </nav>
  );
}
