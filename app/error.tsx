"use client";

import { Page } from "#components/ui/page.tsx";

interface ErrorPageProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <Page
      crumbs={[{ name: "Fault", href: null }]}
      title="This page could not be made"
      lede="Most often the database is away for a moment. If it happens again, the log of the web process says why."
    >
      <button
        type="button"
        onClick={reset}
        className="inline-flex h-8 items-center rounded-md border border-line-strong px-3 font-medium hover:bg-hover"
      >
        Try again
      </button>
      {error.digest !== undefined && (
        <p className="mt-4 text-12 text-faint">
          In the log under <code className="font-mono">{error.digest}</code>
        </p>
      )}
    </Page>
  );
}
