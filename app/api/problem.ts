/** An error as RFC 9457 tells it. */
export function problem(
  status: number,
  title: string,
  extra: Readonly<Record<string, unknown>> = {},
): Response {
  return Response.json(
    { type: "about:blank", title, status, ...extra },
    { status, headers: { "content-type": "application/problem+json", "cache-control": "no-store" } },
  );
}

/** Answers with a problem where the handler throws; the fault itself goes to the log, not to the caller. */
export async function orProblem(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (fault) {
    console.error(fault);
    return problem(500, "The studio failed to answer", { detail: "The log of the web process says why." });
  }
}
