import { hash } from "node:crypto";

/** The first 128 bits of SHA-256, as 32 hex digits. */
export function hash128(text: string): string {
  return hash("sha256", text, "hex").slice(0, 32);
}

/** A small seeded generator (sfc32): the same hash, the same sequence. */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d = 1;

  constructor(a: number, b: number, c: number) {
    this.a = a | 0;
    this.b = b | 0;
    this.c = c | 0;
    for (let round = 0; round < 12; round++) this.next();
  }

  static of(...parts: readonly (string | number)[]): Random {
    return new Random(...wordsOf(hash128(parts.join("\u0000"))));
  }

  /** Uniform in [0, 1). */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    return (sum >>> 0) / 4_294_967_296;
  }

  /** A whole number from min to max, both included. */
  between(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[Math.floor(this.next() * choices.length)] ?? choices[0];
  }

  /** `count` of the choices, each at most once, in random order. */
  some<T>(choices: readonly T[], count: number): T[] {
    const left = [...choices];
    const taken: T[] = [];
    while (taken.length < count && left.length > 0) {
      taken.push(...left.splice(Math.floor(this.next() * left.length), 1));
    }
    return taken;
  }
}

/** A generator for each body under one seed, without hashing anew: the body's hash is random already. */
export class Seed {
  private readonly words: Words;

  constructor(text: string) {
    this.words = wordsOf(hash128(text));
  }

  /** `purpose` keeps what is drawn for one body apart; `nth` tells its repetitions apart. */
  at(bodyHash: string, purpose: number, nth: number): Random {
    const [a, b, c] = wordsOf(bodyHash);
    const [x, y, z] = this.words;
    return new Random(
      a ^ x,
      b ^ y ^ Math.imul(purpose + 1, 0x9e3779b1),
      c ^ z ^ Math.imul(nth + 1, 0x85ebca6b),
    );
  }
}

type Words = readonly [number, number, number];

function wordsOf(hash: string): Words {
  return [
    Number.parseInt(hash.slice(0, 8), 16),
    Number.parseInt(hash.slice(8, 16), 16),
    Number.parseInt(hash.slice(16, 24), 16),
  ];
}
