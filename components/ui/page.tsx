import Link from "next/link";
import type { ReactNode } from "react";

export interface Crumb {
  readonly name: string;
  readonly href: string | null;
}

interface PageProps {
  readonly crumbs: readonly Crumb[];
  readonly title: string;
  /** A small line above the title that says what this is. */
  readonly kicker?: ReactNode;
  readonly lede?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A place of the studio: breadcrumbs, one heading, what it shows. */
export function Page({ crumbs, title, kicker, lede, aside, children }: PageProps) {
  return (
    <>
      <Breadcrumbs crumbs={crumbs} />
      <div className="px-4 pt-5 pb-16 md:px-8 md:pt-6">
        <header className="mb-5 flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
          <div className="min-w-0 flex-1 basis-72">
            {kicker !== undefined && <p className="mb-0.5 text-12 text-faint wrap-anywhere">{kicker}</p>}
            <h1 className="text-20 font-semibold tracking-[-0.012em] text-balance wrap-anywhere">{title}</h1>
            {lede !== undefined && <p className="mt-1 max-w-[72ch] text-soft">{lede}</p>}
          </div>
          {aside}
        </header>
        {children}
      </div>
    </>
  );
}

/** On a narrow screen only the parent and the place itself are kept. */
export function Breadcrumbs({ crumbs }: { readonly crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumbs" className="flex h-10 items-center border-line border-b px-4 md:px-8">
      <ol className="flex min-w-0 items-center text-13">
        {crumbs.map((crumb, index) => (
          <li
            key={`${crumb.name} ${crumb.href}`}
            className={`flex min-w-0 items-center ${index < crumbs.length - 2 ? "max-md:hidden" : ""}`}
          >
            {index > 0 && (
              <span
                aria-hidden
                className={`px-2 text-faint ${index === crumbs.length - 2 ? "max-md:hidden" : ""}`}
              >
                /
              </span>
            )}
            {crumb.href === null ? (
              <span aria-current="page" className="truncate font-medium">
                {crumb.name}
              </span>
            ) : (
              <Link href={crumb.href} className="truncate text-soft hover:text-text hover:underline">
                {crumb.name}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
