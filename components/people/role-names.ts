import { ROLES, type Role } from "#lib/glan/roles.ts";

export const ROLE_NAMES = {
  annotator: "Annotator",
  researcher: "Researcher",
  admin: "Admin",
} as const satisfies Record<Role, string>;

export const ROLE_OPTIONS = ROLES.map((role) => ({ value: role, name: ROLE_NAMES[role] }));
