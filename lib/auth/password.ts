import { UsageError } from "#lib/errors.ts";

export const PASSWORD_MIN = 12;
/** better-auth refuses longer ones at sign-in, so an account must not be made with one. */
export const PASSWORD_MAX = 128;

/** Throws UsageError where the password could not be used to sign in. */
export function checkPassword(password: string): void {
  if (password.length < PASSWORD_MIN) {
    throw new UsageError(`The password is too short: it needs at least ${PASSWORD_MIN} characters.`);
  }
  if (password.length > PASSWORD_MAX) {
    throw new UsageError(`The password is too long: it may have at most ${PASSWORD_MAX} characters.`);
  }
}
