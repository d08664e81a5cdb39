"use client";

import { CirclePlay, LayoutDashboard, LibraryBig, ListTree, Settings } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";

const PLACES = [
  { name: "Overview", href: "/", icon: LayoutDashboard },
  { name: "Taxonomy", href: "/taxonomy", icon: ListTree },
  { name: "Library", href: "/library", icon: LibraryBig },
  { name: "Runs", href: "/runs", icon: CirclePlay },
] as const;
const SETTINGS = { name: "Settings", href: "/settings", icon: Settings } as const;

/** The places of the studio: a rail on wide screens, a bar at the bottom on narrow ones. */
export function NavLinks({ hasSettings }: { readonly hasSettings: boolean }) {
  const pathname = usePathname();
  return (
    <ul className="flex md:flex-col md:gap-0.5 md:px-2">
      {[...PLACES, ...(hasSettings ? [SETTINGS] : [])].map(({ name, href, icon: Icon }) => {
        const isHere = href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(`${href}/`);
        return (
          <li key={href} className="flex-1">
            <Link
              href={href}
              aria-current={isHere ? "page" : undefined}
              className="flex items-center gap-2.5 text-soft hover:bg-hover hover:text-text max-md:h-14 max-md:flex-col max-md:justify-center max-md:gap-0.5 max-md:text-12 md:h-8 md:rounded-md md:px-2.5 aria-[current]:font-medium aria-[current]:text-accent md:aria-[current]:bg-accent-wash"
            >
              <Icon size={16} strokeWidth={1.75} aria-hidden />
              {name}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
