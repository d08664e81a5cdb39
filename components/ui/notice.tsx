import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

export function Notice({ children }: { readonly children: ReactNode }) {
  return (
    <div role="status" className="mb-4 flex items-start gap-2 rounded-md bg-warn-wash px-3 py-2 text-warn">
      <TriangleAlert size={14} className="mt-[3px] shrink-0" aria-hidden />
      <p>{children}</p>
    </div>
  );
}
