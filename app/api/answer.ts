import { NotAllowed, NotSignedIn, requireActor } from "#lib/auth/session.ts";
import { ACTIONS, type Action } from "#lib/glan/roles.ts";
import { databaseForAnybody, type Entered } from "../enter.ts";
import { orProblem, problem } from "./problem.ts";

/** A request that only reads is harmless wherever it was sent from: its answer stays unreadable there. */
const READING = ["GET", "HEAD"];

/**
 * The way of every route handler to the database, as enter is of the pages: 401 without a session, 403 for
 * what the role may not do, and 403 for a change that a page of another site sent with our cookie.
 */
export function answer(
  request: Request,
  action: Action,
  give: (entered: Entered) => Promise<Response>,
): Promise<Response> {
  return orProblem(async () => {
    if (!READING.includes(request.method) && !isOwnPage(request.headers)) {
      return problem(403, "Not from here", { detail: "The request comes from a page of another site." });
    }
    try {
      const actor = await requireActor(request.headers, ACTIONS[action]);
      return await give({ actor, db: databaseForAnybody() });
    } catch (fault) {
      if (fault instanceof NotSignedIn) return problem(401, "Not signed in", { detail: fault.userMessage });
      if (fault instanceof NotAllowed) return problem(403, "Not allowed", { detail: fault.userMessage });
      throw fault;
    }
  });
}

/** Browsers name the page that sends; programs name none, and have no cookie that was not given to them. */
function isOwnPage(headers: Headers): boolean {
  const origin = headers.get("origin");
  if (origin === null) return true;
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  return URL.canParse(origin) && new URL(origin).host === host;
}
