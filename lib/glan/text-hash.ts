// hash:v1. Votes are stamped with it and queues are ordered by it: the numbers below are never changed.
// The tests hold golden values. It tells texts apart; it keeps no secret.

/** 64 bits of a text's UTF-16 units, as 16 hexadecimal digits. */
export function hashText(text: string): string {
  let a = 0x6c62272e;
  let b = 0x07bb0142;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(((b << 7) | (b >>> 25)) + unit, 0x2c1b3c6d);
  }
  // Each half takes in the other and the length, so that both must collide at once.
  const high = mix(a ^ mix(b ^ text.length));
  const low = mix(b + high);
  return hex(high) + hex(low);
}

/** Two multiply-xorshift steps: texts that differ in their last letter end far apart. */
function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

const hex = (word: number): string => word.toString(16).padStart(8, "0");
