import { checkHealth } from "#lib/db/health.ts";
import { databaseForAnybody } from "../../enter.ts";
import { problem } from "../problem.ts";

export async function GET(): Promise<Response> {
  const { database, workers } = await checkHealth(databaseForAnybody);
  const parts = { web: "ok", database, worker: workers > 0 ? "ok" : "down", workers };
  if (database === "ok" && workers > 0) {
    return Response.json({ status: "ok", ...parts }, { headers: { "cache-control": "no-store" } });
  }
  const detail =
    database === "down" ? "The database does not answer." : "No worker reported in the last 15 seconds.";
  return problem(503, "A part of the studio is down", { detail, ...parts });
}
