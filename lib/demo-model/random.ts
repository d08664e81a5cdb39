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

  /** `key` is at least 24 hex digits of a hash. */
  constructor(key: string) {
    this.a = Number.parseInt(key.slice(0, 8), 16) | 0;
    this.b = Number.parseInt(key.slice(8, 16), 16) | 0;
    this.c = Number.parseInt(key.slice(16, 24), 16) | 0;
    for (let round = 0; round < 12; round++) this.next();
  }

  static of(...parts: readonly (string | number)[]): Random {
    return new Random(hash128(parts.join("\u0000")));
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
