import { Breadcrumbs } from "#components/ui/page.tsx";

/** The place of a list while it is read. Pages of one thing have none: it would answer 200 before a 404 is known. */
export function LoadingPage() {
  return (
    <div role="status" aria-label="Loading">
      <Breadcrumbs crumbs={[]} />
      <div aria-hidden className="breathes space-y-3 px-4 pt-6 md:px-8">
        <div className="h-7 w-48 rounded-sm bg-hover" />
        <div className="h-4 w-full max-w-xl rounded-sm bg-hover" />
        <div className="h-4 w-full max-w-lg rounded-sm bg-hover" />
      </div>
    </div>
  );
}
