import type { ReactNode } from "react";

/** Says what is not there and what would bring it. */
export function EmptyState({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="rounded-md border border-line border-dashed px-6 py-10 text-center">
      <p className="font-medium text-14">{title}</p>
      {children !== undefined && <div className="mx-auto mt-1 max-w-[56ch] text-soft">{children}</div>}
    </div>
  );
}
