import { z } from "zod";

/** From the least to the most: who may do something, so may everybody after them. */
export const ROLES = ["annotator", "researcher", "admin"] as const;
export const RoleSchema = z.enum(ROLES);
export type Role = z.infer<typeof RoleSchema>;

/** What people do in the studio, and the least role that may. Every page, route and action names one of these. */
export const ACTIONS = {
  "see the studio": "annotator",
  vote: "annotator",
  "propose a change": "annotator",
  discuss: "annotator",
  "draft with the model": "researcher",
  "edit the taxonomy": "researcher",
  "run rounds": "researcher",
  "make a release": "researcher",
  "start and steer runs": "researcher",
  "adjudicate ties": "admin",
  "manage people": "admin",
} as const satisfies Record<string, Role>;
export type Action = keyof typeof ACTIONS;

export function isAtLeast(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(least);
}

export function mayDo(role: Role, action: Action): boolean {
  return isAtLeast(role, ACTIONS[action]);
}
