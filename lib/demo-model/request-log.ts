import { closeSync, openSync, readFileSync, write } from "node:fs";
import { z } from "zod";
import { FAULT_KINDS } from "./fault-kinds.ts";

const SERVED = ["ok", "invalid-request", "over-rate", "left-early", ...FAULT_KINDS] as const;

/** One request to /v1/chat/completions and what became of it. */
export const RequestLogEntrySchema = z.object({
  /** From 1, in order of arrival. */
  seq: z.int(),
  /** Milliseconds since 1970: when its headers arrived, and when the exchange was over. */
  receivedAt: z.int(),
  endedAt: z.int(),
  /** The caller's x-client-request-id. */
  requestId: z.string().nullable(),
  /** Null when the body did not arrive whole or is no valid request. */
  bodyHash: z.string().nullable(),
  /** A fault's kind, ok, invalid-request, over-rate (the hidden limit), left-early (the body never came whole). */
  served: z.enum(SERVED),
  /** Null when no header was sent. */
  status: z.int().nullable(),
  /** finish: the whole response was handed to the socket; close: the connection was gone or given up before. */
  end: z.enum(["finish", "close"]),
});
export type RequestLogEntry = z.infer<typeof RequestLogEntrySchema>;
export type Served = RequestLogEntry["served"];

const FLUSH_AFTER_MS = 100;
const IN_MEMORY_MAX = 50_000;

/** The truth about what was received and served, independent of the caller's own books. */
export class RequestLog {
  private readonly path: string | null;
  private readonly file: number | null;
  private readonly kept: RequestLogEntry[] = [];
  private waiting = "";
  private timer: NodeJS.Timeout | null = null;
  private written: Promise<void> = Promise.resolve();

  constructor(path: string | undefined) {
    this.path = path ?? null;
    this.file = path === undefined ? null : openSync(path, "a");
  }

  add(entry: RequestLogEntry): void {
    if (this.file === null) {
      this.kept.push(entry);
      if (this.kept.length > IN_MEMORY_MAX) this.kept.splice(0, IN_MEMORY_MAX / 10);
      return;
    }
    this.waiting += `${JSON.stringify(entry)}\n`;
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS);
  }

  /** Requests that are over, in the order in which they ended. Without a file only the last 50,000. */
  async entries(): Promise<RequestLogEntry[]> {
    if (this.path === null) return [...this.kept];
    await this.flush();
    return readRequestLog(this.path);
  }

  flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const { file, waiting } = this;
    this.waiting = "";
    if (file !== null && waiting !== "") {
      this.written = this.written.then(() => append(file, Buffer.from(waiting)));
    }
    return this.written;
  }

  async close(): Promise<void> {
    await this.flush();
    if (this.file !== null) closeSync(this.file);
  }
}

/** Reads a log file; a last line that is still being written is left out. */
export function readRequestLog(path: string): RequestLogEntry[] {
  const text = readFileSync(path, "utf8");
  return text
    .slice(0, text.lastIndexOf("\n") + 1)
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => RequestLogEntrySchema.parse(JSON.parse(line)));
}

async function append(file: number, bytes: Buffer): Promise<void> {
  let rest = bytes;
  while (rest.length > 0) {
    const from = rest;
    const count = await new Promise<number>((resolve, reject) => {
      write(file, from, (cause, written) => (cause ? reject(cause) : resolve(written)));
    });
    rest = rest.subarray(count);
  }
}
