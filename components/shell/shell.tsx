"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { mayDo } from "#lib/glan/roles.ts";
import { Account, type AccountProps } from "./account.tsx";
import { DemoBanner } from "./demo-banner.tsx";
import { NavLinks } from "./nav-links.tsx";
import type { Theme } from "./theme.ts";
import { ThemeSwitch } from "./theme-switch.tsx";
import { Wordmark } from "./wordmark.tsx";

interface ShellProps {
  readonly theme: Theme;
  readonly isDemo: boolean;
  /** Null before one is signed in. */
  readonly account: AccountProps | null;
  readonly children: ReactNode;
}

/** Pages that are there for somebody who is not signed in, or not yet. */
const DOORS = ["/sign-in", "/set-up", "/invitation"];

/** Rail, banner and the place itself. Below 768 px the rail is a bar at the bottom. */
export function Shell({ theme, isDemo, account, children }: ShellProps) {
  // By the path as well: this stays as it was rendered when a session ends and a page leads to the sign-in.
  const isDoor = DOORS.includes(usePathname());
  if (account === null || isDoor) return <main id="main">{children}</main>;
  return (
    <div className="min-h-dvh md:pl-[200px]">
      <a
        href="#main"
        className="sr-only focus-visible:not-sr-only focus-visible:fixed focus-visible:top-2 focus-visible:left-2 focus-visible:z-30 focus-visible:rounded-md focus-visible:bg-accent focus-visible:px-3 focus-visible:py-1.5 focus-visible:text-on-accent"
      >
        Skip to the content
      </a>
      <header className="flex h-12 items-center justify-between gap-4 border-line border-b bg-rail px-4 md:hidden">
        <Wordmark />
        <div className="flex min-w-0 items-center gap-3">
          <Account {...account} />
          <ThemeSwitch initial={theme} />
        </div>
      </header>
      <nav
        aria-label="Places"
        className="z-20 flex flex-col border-line bg-rail max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:border-t md:fixed md:inset-y-0 md:left-0 md:w-[200px] md:border-r"
      >
        <div className="flex h-14 items-center px-4 max-md:hidden">
          <Wordmark />
        </div>
        <NavLinks hasSettings={mayDo(account.role, "manage people")} />
        <div className="mt-auto space-y-3 p-4 max-md:hidden">
          <Account {...account} />
          <ThemeSwitch initial={theme} />
        </div>
      </nav>
      <div className="max-md:pb-14">
        {isDemo && (
          <div className="sticky top-0 z-10">
            <DemoBanner />
          </div>
        )}
        <main id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
    </div>
  );
}
