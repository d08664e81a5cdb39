import type { Database } from "./client.ts";
import { listLiveWorkers } from "./workers.ts";

export interface Health {
  readonly database: "ok" | "down";
  /** Workers that reported lately. */
  readonly workers: number;
}

/** Whoever asks for health should not wait as long as a query may. */
const ANSWER_WITHIN_MS = 3000;

export async function checkHealth(open: () => Database): Promise<Health> {
  try {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new Error("the database is late")), ANSWER_WITHIN_MS);
    try {
      const workers = await Promise.race([listLiveWorkers(open()), late.promise]);
      return { database: "ok", workers: workers.length };
    } finally {
      clearTimeout(timer);
    }
  } catch {
    return { database: "down", workers: 0 };
  }
}
