import { readRunReport } from "#lib/db/run-reports.ts";
import { answer } from "../../answer.ts";
import { problem } from "../../problem.ts";

const RUN_ID = /^[1-9]\d{0,8}$/;

export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  return answer(request, "see the studio", async ({ db }) => {
    const { id } = await params;
    if (!RUN_ID.test(id))
      return problem(400, "Not a run", { detail: "The id of a run is a whole number from 1." });
    const report = await readRunReport(db, Number(id));
    if (report === null) return problem(404, "No such run", { detail: `There is no run ${id}.` });
    return Response.json(report, { headers: { "cache-control": "no-store" } });
  });
}
