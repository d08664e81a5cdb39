"use client";

import "../styles/tokens.css";

/** Stands in for the whole page when even the shell could not be made. */
export default function GlobalErrorPage({ reset }: { readonly reset: () => void }) {
  return (
    <html lang="en">
      <body className="p-8">
        <h1 className="mb-2 font-semibold text-20">The studio could not be shown</h1>
        <p className="mb-4 text-soft">The log of the web process says why.</p>
        <button
          type="button"
          onClick={reset}
          className="h-8 rounded-md border border-line-strong px-3 font-medium"
        >
          Try again
        </button>
      </body>
    </html>
  );
}
