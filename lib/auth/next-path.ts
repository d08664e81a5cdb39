const HERE = "http://studio.invalid";

/**
 * Where to go after signing in: a path of this studio, whatever was asked for. Browsers read "//host",
 * "/\host" and "/<tab>/host" as addresses of other sites, so a path is taken as a browser would take it.
 */
export function parseNextPath(wanted: unknown): string {
  if (typeof wanted !== "string" || !wanted.startsWith("/") || !URL.canParse(wanted, HERE)) return "/";
  const url = new URL(wanted, HERE);
  if (url.origin !== HERE || url.pathname.startsWith("//")) return "/";
  // Next adds this to what it fetches itself; it is no part of the address.
  if (url.searchParams.has("_rsc")) url.searchParams.delete("_rsc");
  return `${url.pathname}${url.search}`;
}

/** The sign-in page, which leads back to the path. */
export function signInPath(next: string | null): string {
  const path = parseNextPath(next);
  return path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`;
}
