import { z } from "zod";

/** Every way in which a request can be made to go wrong, each as real servers do it. */
export const FAULT_KINDS = [
  "rate-limit-seconds",
  "rate-limit-date",
  "rate-limit-huge",
  "rate-limit-negative",
  "rate-limit-word",
  "rate-limit-bare",
  "insufficient-quota",
  "unauthorised",
  "forbidden",
  "context-length",
  "server-error-html",
  "bad-gateway",
  "unavailable-json",
  "error-body",
  "empty-body",
  "empty-choices",
  "missing-choices",
  "null-choices",
  "null-content",
  "refusal",
  "content-filter",
  "length",
  "missing-usage",
  "cut-body",
  "cut-chunked",
  "stall-before-headers",
  "stall-in-body",
  "reset-after-request",
  "reset-before-request",
  "bad-utf8",
  "not-json",
] as const;
export const FaultKindSchema = z.enum(FAULT_KINDS);
export type FaultKind = z.infer<typeof FaultKindSchema>;
