import Link from "next/link";
import type { ReactNode } from "react";

interface TextLinkProps {
  readonly href: string;
  readonly children: ReactNode;
}

/** A link inside text or a table cell. */
export function TextLink({ href, children }: TextLinkProps) {
  return (
    <Link
      href={href}
      className="text-accent underline decoration-accent-line underline-offset-2 hover:decoration-accent"
    >
      {children}
    </Link>
  );
}

/** The name of a table's row: plain, since a column of underlines is hard to read. */
export function RowLink({ href, children }: TextLinkProps) {
  return (
    <Link href={href} className="font-medium hover:text-accent hover:underline">
      {children}
    </Link>
  );
}

/** A number that leads to what it counts; nought leads nowhere. */
export function CountLink({ href, count }: { readonly href: string; readonly count: number }) {
  if (count === 0) return <span className="text-faint">0</span>;
  return (
    <Link href={href} className="hover:text-accent hover:underline">
      {count.toLocaleString("en")}
    </Link>
  );
}
