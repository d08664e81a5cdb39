import { InvalidArgumentError } from "commander";

// Parsers of option values. Commander names the option and the value in front of what they say.

/** A whole number in plain digits: no sign, no exponent, no white space, nothing beyond `max`. */
export function wholeNumber(min: number, max: number = Number.MAX_SAFE_INTEGER): (value: string) => number {
  return (value) => {
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw new InvalidArgumentError(
      max === Number.MAX_SAFE_INTEGER
        ? `It must be a whole number of at least ${min}.`
        : `It must be a whole number from ${min} to ${max}.`,
    );
  };
}

/** An amount of US dollars above zero: digits, with a point where there are cents. */
export function dollars(value: string): number {
  const amount = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (amount > 0 && amount <= DOLLARS_MAX) return amount;
  throw new InvalidArgumentError(`It must be an amount of US dollars above 0, such as 5 or 0.50.`);
}

/** What nano-dollars in a signed 64-bit column can hold, roughly. */
const DOLLARS_MAX = 1e9;

const SEED_MAX = 100;

export function seed(value: string): string {
  if (value.trim() !== "" && value.length <= SEED_MAX) return value;
  throw new InvalidArgumentError(`It must have 1 to ${SEED_MAX} characters.`);
}
