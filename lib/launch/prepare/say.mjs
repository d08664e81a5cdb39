// Standard output belongs to the command that follows (`npm run -s glan -- status --json`).

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** A known obstacle: one sentence, no stack. */
export class Obstacle extends Error {}

/**
 * The sentence for what the system said while a step ran; null when it is none of the usual obstacles.
 * @param {string} text
 * @param {string} place
 */
export function explainSystemFault(text, place) {
  if (/ENOSPC|EDQUOT|no space left on device/i.test(text)) {
    return `The disk of ${place} is full; packages and build need about 2 GB. Free some space and start again.`;
  }
  if (/EROFS|read-only file system/i.test(text)) {
    return `${place} is on a read-only disk. Put the studio where it can write, and start again.`;
  }
  if (/EACCES|EPERM|permission denied/i.test(text)) {
    return `${place} cannot be written by this user. Start as its owner, or make a copy of your own.`;
  }
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|network/i.test(text)
  ) {
    return "npm cannot reach its registry to fetch the packages. Check the network or npm's proxy settings (npm config get registry) and start again.";
  }
  return null;
}
