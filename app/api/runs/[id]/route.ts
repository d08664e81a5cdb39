import { readRunReport } from "#lib/db/run-reports.ts";
import { studioDatabase } from "#lib/db/studio-database.ts";
import { orProblem, problem } from "../../problem.ts";

const RUN_ID = /^[1-9]\d{0,8}$/;

export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params;
  if (!RUN_ID.test(id))
    return problem(400, "Not a run", { detail: "The id of a run is a whole number from 1." });
  return orProblem(async () => {
    const report = await readRunReport(studioDatabase(), Number(id));
    if (report === null) return problem(404, "No such run", { detail: `There is no run ${id}.` });
    return Response.json(report, { headers: { "cache-control": "no-store" } });
  });
}
