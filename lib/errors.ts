/**
 * A fault we know. `message` goes to the log; `userMessage` says what happened and what to do next.
 * Anything that is not a StudioError is a bug and is shown as one.
 */
export class StudioError extends Error {
  override readonly name: string = "StudioError";
  readonly userMessage: string;

  constructor(userMessage: string, options: { log?: string; cause?: unknown } = {}) {
    super(options.log ?? userMessage, { cause: options.cause });
    this.userMessage = userMessage;
  }
}

/** Something the user gave is wrong: exit code 2 on the command line, 400 on the web. */
export class UsageError extends StudioError {
  override readonly name = "UsageError";
}
