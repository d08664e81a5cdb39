import { CONCEPTS_PER_DRAW_MAX } from "./draw.ts";

/** Sessions of up to this many concepts (words.ts allows 50) find their binomials in a table. */
const TABLE_ROWS = 64;
const TABLE: readonly (readonly bigint[])[] = Array.from({ length: TABLE_ROWS }, (_, n) =>
  Array.from({ length: CONCEPTS_PER_DRAW_MAX + 1 }, (_, k) => multiplyOut(n, k)),
);

function multiplyOut(n: number, k: number): bigint {
  let product = 1n;
  for (let i = 0; i < k; i += 1) product = (product * BigInt(n - i)) / BigInt(i + 1);
  return product;
}

/** C(n, k), exact at any size. */
export function choose(n: number, k: number): bigint {
  if (n < k) return 0n;
  return TABLE[n]?.[k] ?? multiplyOut(n, k);
}

/** C(n, 1) + ... + C(n, most): the choices of at least one and at most `most` of n. */
export function chooseUpTo(n: number, most: number): bigint {
  let sum = 0n;
  for (let k = 1; k <= most; k += 1) sum += choose(n, k);
  return sum;
}

/**
 * The combination of `size` out of `n` with this rank, ascending. Ranks follow the combinatorial number
 * system: rank = C(c1, 1) + C(c2, 2) + ... for c1 < c2 < ..., so nothing is enumerated.
 */
export function unrankCombination(n: number, size: number, rank: bigint): number[] {
  const elements = new Array<number>(size);
  let rest = rank;
  let limit = n;
  for (let k = size; k >= 1; k -= 1) {
    // Largest element below the limit whose binomial still fits into what is left of the rank.
    let low = k - 1;
    let high = limit - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (choose(middle, k) <= rest) low = middle;
      else high = middle - 1;
    }
    elements[k - 1] = low;
    rest -= choose(low, k);
    limit = low;
  }
  return elements;
}

/** Inverse of unrankCombination; takes the elements ascending. */
export function rankCombination(elements: readonly number[]): bigint {
  return elements.reduce((rank, element, index) => rank + choose(element, index + 1), 0n);
}
