import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "./generated/client.ts";

// One pool with two faces: Prisma for everything, plain SQL for the few statements that move
// thousands of rows at once (the ledger's grouped writes, exports).

export interface Database {
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
  close(): Promise<void>;
}

/** int8 of our tables is an id or a count of nano-USD: always a bigint, never a rounded number. */
const INT8 = 20;

export type DatabaseTransaction = Parameters<
  Extract<Parameters<PrismaClient["$transaction"]>[0], (...args: never[]) => unknown>
>[0];

export function openDatabase(connectionString: string, options: { max?: number } = {}): Database {
  const pool = new pg.Pool({
    connectionString,
    max: options.max ?? 10,
    application_name: "glan-studio",
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        oid === INT8 && format !== "binary" ? BigInt : pg.types.getTypeParser(oid, format),
    },
  });
  // A connection that dies while idle is replaced at the next query; without a listener it ends the process.
  pool.on("error", () => undefined);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) });
  return {
    pool,
    prisma,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
