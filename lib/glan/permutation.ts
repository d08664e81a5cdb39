// draw:v1. Questions are tied to their place in this order, and a run is resumed by it: the numbers below are
// never changed. Another order would be draw:v2 beside this one. The tests hold golden values.
//
// A Feistel network over the smallest power of two that holds the count, walked on until it lands below the
// count (fewer than two passes on average). A bijection whatever the round function gives, so the
// hash needs to mix well, not to be secret. Ten rounds cost about a third of a microsecond.

const ROUNDS = 10;
const GOLDEN = 0x9e3779b9;
const WORD_BITS = 32;

/**
 * Where the index-th of `count` things stands in the seeded order: a bijection on [0, count), in constant
 * memory at any count. Throws RangeError for an index outside.
 */
export function permuteIndex(count: bigint, seed: string, index: bigint): bigint {
  if (index < 0n || index >= count) throw new RangeError(`No index ${index} among ${count}.`);
  const bits = bitLength(count - 1n);
  const keys = roundKeys(seed);
  const pass = bits <= 2 * WORD_BITS ? passOverWords : passOverBigints;
  let value = index;
  do value = pass(value, bits, keys);
  while (value >= count);
  return value;
}

/** Both halves fit a machine word: every syllabus that is met in practice. */
function passOverWords(value: bigint, bits: number, keys: Uint32Array): bigint {
  const rightBits = bits - (bits >> 1);
  const leftMask = wordMask(bits >> 1);
  const rightMask = wordMask(rightBits);
  let left = Number(value >> BigInt(rightBits));
  let right = Number(value & BigInt(rightMask));
  for (let round = 0; round < ROUNDS; round += 2) {
    left = (left ^ (mix(mix((keys[round] ?? 0) ^ right)) & leftMask)) >>> 0;
    right = (right ^ (mix(mix((keys[round + 1] ?? 0) ^ left)) & rightMask)) >>> 0;
  }
  return (BigInt(left) << BigInt(rightBits)) | BigInt(right);
}

/** The same network for halves of more than 32 bits. */
function passOverBigints(value: bigint, bits: number, keys: Uint32Array): bigint {
  const leftBits = bits >> 1;
  const rightBits = bits - leftBits;
  let left = value >> BigInt(rightBits);
  let right = BigInt.asUintN(rightBits, value);
  for (let round = 0; round < ROUNDS; round += 2) {
    left ^= spread(right, leftBits, keys[round] ?? 0);
    right ^= spread(left, rightBits, keys[round + 1] ?? 0);
  }
  return (left << BigInt(rightBits)) | right;
}

/** Folds a half word by word, lowest first, then unfolds it into as many bits as the other half has. */
function spread(half: bigint, bits: number, key: number): bigint {
  let state = key;
  for (let rest = half; rest > 0n; rest >>= BigInt(WORD_BITS)) {
    state = mix(state ^ Number(BigInt.asUintN(WORD_BITS, rest)));
  }
  let out = 0n;
  for (let word = 0; word * WORD_BITS < bits; word += 1) {
    out = (out << BigInt(WORD_BITS)) | BigInt(mix(state + Math.imul(word, GOLDEN)));
  }
  return BigInt.asUintN(bits, out);
}

/** Four running hashes of the seed's UTF-16 units, mixed across, then a key a round. */
function roundKeys(seed: string): Uint32Array {
  let a = 0x243f6a88;
  let b = 0x85a308d3;
  let c = 0x13198a2e;
  let d = 0x03707344;
  for (let i = 0; i < seed.length; i += 1) {
    const unit = seed.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(((b << 5) | (b >>> 27)) ^ unit, 0x85ebca6b);
    c = Math.imul(((c << 11) | (c >>> 21)) + unit, 0xc2b2ae35);
    d = Math.imul(((d << 19) | (d >>> 13)) + unit, 0x27d4eb2f);
  }
  a = mix(a ^ seed.length);
  b = mix(b + a);
  c = mix(c + b);
  d = mix(d + c);
  a = mix(a + d);
  const lanes = [a, b, c, d];
  return Uint32Array.from({ length: ROUNDS }, (_, round) =>
    mix((lanes[round % 4] ?? 0) + Math.imul(round + 1, GOLDEN)),
  );
}

/** Two multiply-xorshift steps: flipping any bit of the input flips each bit of the output about half the time. */
function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

/** The lowest `bits` bits, 0 to 32 of them. */
const wordMask = (bits: number): number => 2 ** bits - 1;

function bitLength(value: bigint): number {
  let bits = 0;
  let rest = value;
  while (rest >= 0x1_0000_0000n) {
    rest >>= BigInt(WORD_BITS);
    bits += WORD_BITS;
  }
  return bits + WORD_BITS - Math.clz32(Number(rest));
}
