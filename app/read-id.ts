import { notFound } from "next/navigation";

const ID = /^[1-9]\d{0,17}$/;
const INT4_MAX = 2_147_483_647;

/** An id from an address, or the not-found page. */
export function readId(text: string): number {
  const id = ID.test(text) ? Number(text) : 0;
  if (id === 0 || id > INT4_MAX) notFound();
  return id;
}

/** As readId, for the ids of questions, which outgrow 2^31. */
export function readBigId(text: string): bigint {
  if (!ID.test(text)) notFound();
  return BigInt(text);
}

/** Where a list goes on: an id from the query string, or the start. */
export function readCursor(text: string | string[] | undefined): bigint {
  return typeof text === "string" && ID.test(text) ? BigInt(text) : 0n;
}
