import Link from "next/link";

/** The mark is the coverage map in small: one field, its sub-fields, their disciplines. */
export function Wordmark() {
  return (
    <Link href="/" aria-label="GLAN Studio, overview" className="flex items-center gap-2.5">
      <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" className="text-accent">
        <rect x="1" y="1" width="16" height="4" rx="1" fill="currentColor" />
        <rect x="1" y="6.5" width="9.5" height="4" rx="1" fill="currentColor" opacity=".65" />
        <rect x="12" y="6.5" width="5" height="4" rx="1" fill="currentColor" opacity=".65" />
        <rect x="1" y="12" width="4" height="5" rx="1" fill="currentColor" opacity=".35" />
        <rect x="6.5" y="12" width="4" height="5" rx="1" fill="currentColor" opacity=".35" />
        <rect x="12" y="12" width="5" height="5" rx="1" fill="currentColor" opacity=".35" />
      </svg>
      <span className="font-semibold text-14 tracking-[-0.01em]">GLAN Studio</span>
    </Link>
  );
}
