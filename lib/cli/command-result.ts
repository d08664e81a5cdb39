/** What a command has to say: the same thing for a person and for a program. */
export interface CommandResult {
  readonly text: string;
  /** The document of --json. */
  readonly document: unknown;
  /** True: it did what it could, and that was not all that was asked. Exit code 1. */
  readonly isFailure?: boolean;
}
