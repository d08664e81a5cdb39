import { cookies } from "next/headers";
import type { SessionCookie } from "#lib/auth/browser-session.ts";

/**
 * The longest that browsers keep a cookie. When a session ends is said by its row, which every use moves on;
 * a page cannot move the cookie's own end, so that one lies far out.
 */
const COOKIE_DAYS = 400;

export async function keepCookies(wanted: readonly SessionCookie[]): Promise<void> {
  const jar = await cookies();
  for (const { name, value, isSecure } of wanted) {
    jar.set(name, value ?? "", {
      httpOnly: true,
      sameSite: "lax",
      path: "/",
      secure: isSecure,
      maxAge: value === null ? 0 : COOKIE_DAYS * 86_400,
    });
  }
}
