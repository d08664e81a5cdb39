import { z } from "zod";
import { FaultKindSchema } from "./fault-kinds.ts";

const times = z.int().positive().optional();

/**
 * When a fault happens: to a share of the requests (drawn from the seed and the body, so the order of arrival
 * does not matter), to the nth request received (from 1), or to requests whose prompt contains a text.
 * `times` ends a rule after it has struck that often. The first rule that applies wins.
 */
export const FaultRuleSchema = z.union([
  z.strictObject({ kind: FaultKindSchema, rate: z.number().min(0).max(1), times }),
  z.strictObject({
    kind: FaultKindSchema,
    nth: z.union([z.int().positive(), z.array(z.int().positive())]),
    times,
  }),
  z.strictObject({ kind: FaultKindSchema, contains: z.string().min(1), times }),
]);
export type FaultRule = z.infer<typeof FaultRuleSchema>;

export const DemoModelOptionsSchema = z.strictObject({
  /** 0: any free port. The server listens on 127.0.0.1 only. */
  port: z.int().min(0).max(65_535).default(0),
  seed: z.string().min(1).default("demo"),
  /** Milliseconds from the arrival of a request to its response, uniform, drawn from seed and body. */
  latency: z
    .strictObject({ min: z.number().min(0), max: z.number().min(0) })
    .refine((latency) => latency.min <= latency.max, "latency.min is above latency.max")
    .default({ min: 0, max: 0 }),
  faults: z.array(FaultRuleSchema).default([]),
  /** Above this the answer is 429, without a word of it in the x-ratelimit headers. */
  requestsPerSecond: z.number().positive().optional(),
  /** File that gets one JSON line a request. Without it the last lines are kept in memory. */
  requestLog: z.string().min(1).optional(),
  /** false: made-up text only. */
  recordings: z.boolean().default(true),
  /** How long a stall holds a connection that nobody ends. */
  stallMs: z.number().positive().default(600_000),
});
export type DemoModelOptions = z.input<typeof DemoModelOptionsSchema>;
export type DemoModelSettings = z.output<typeof DemoModelOptionsSchema>;
