"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect } from "react";

interface StepLinksProps {
  readonly previousHref: string | null;
  readonly nextHref: string | null;
}

/** To the questions before and after, by button or by the keys k and j. */
export function StepLinks({ previousHref, nextHref }: StepLinksProps) {
  const router = useRouter();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      const href = event.key === "j" ? nextHref : event.key === "k" ? previousHref : null;
      if (href !== null) router.push(href);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [nextHref, previousHref, router]);
  return (
    <nav aria-label="Questions of the syllabus" className="flex gap-2">
      <Step href={previousHref} shortcut="k">
        <ChevronLeft size={14} aria-hidden /> Previous
      </Step>
      <Step href={nextHref} shortcut="j">
        Next <ChevronRight size={14} aria-hidden />
      </Step>
    </nav>
  );
}

interface StepProps {
  readonly href: string | null;
  readonly shortcut: string;
  readonly children: ReactNode;
}

function Step({ href, shortcut, children }: StepProps) {
  const look = "inline-flex h-8 items-center gap-1.5 rounded-md border px-2.5";
  if (href === null) return <span className={`${look} border-line text-faint`}>{children}</span>;
  return (
    <Link href={href} aria-keyshortcuts={shortcut} className={`${look} border-line-strong hover:bg-hover`}>
      {children}
      <kbd className="rounded-sm border border-line px-1 font-mono text-12 text-faint max-md:hidden">
        {shortcut}
      </kbd>
    </Link>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null
  );
}
