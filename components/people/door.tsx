import type { ReactNode } from "react";
import { Wordmark } from "#components/shell/wordmark.tsx";

interface DoorProps {
  readonly title: string;
  readonly lede?: string;
  readonly children: ReactNode;
}

/** A page that is there before one is signed in: one narrow column. */
export function Door({ title, lede, children }: DoorProps) {
  return (
    <div className="mx-auto w-full max-w-[360px] px-4 pt-[12vh] pb-16">
      <div className="mb-8">
        <Wordmark />
      </div>
      <h1 className="font-semibold text-20 tracking-[-0.012em]">{title}</h1>
      {lede !== undefined && <p className="mt-1 text-soft">{lede}</p>}
      <div className="mt-6">{children}</div>
    </div>
  );
}
