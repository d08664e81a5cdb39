import { LogOut } from "lucide-react";
import type { Role } from "#lib/glan/roles.ts";

export interface AccountProps {
  readonly name: string;
  readonly role: Role;
  readonly signOut: () => Promise<void>;
}

/** Who one is here, and the way out. */
export function Account({ name, role, signOut }: AccountProps) {
  return (
    <div className="flex min-w-0 items-center gap-2">
      <p className="min-w-0 flex-1 leading-4">
        <span className="block truncate font-medium text-12">{name}</span>
        <span className="block truncate text-12 text-faint">{role}</span>
      </p>
      <form action={signOut}>
        <button
          type="submit"
          aria-label="Sign out"
          title="Sign out"
          className="grid size-7 place-items-center rounded-sm text-faint hover:bg-hover hover:text-text"
        >
          <LogOut size={14} strokeWidth={1.75} aria-hidden />
        </button>
      </form>
    </div>
  );
}
