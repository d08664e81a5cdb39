import type { ReactNode } from "react";

interface SectionProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ title, note, aside, children }: SectionProps) {
  return (
    <section className="min-w-0">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 className="text-14 font-semibold">
          {title}
          {note !== undefined && <span className="ml-2 font-normal text-13 text-faint">{note}</span>}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
