import { StudioError } from "#lib/errors.ts";

/** Runs a process entry: a fault we know is one sentence and exit code 1, a bug keeps its stack. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (error instanceof StudioError) {
      process.stderr.write(`${error.userMessage}\n`);
      // What lies under it, for who wants to look closer.
      if (process.env.GLAN_DEBUG) console.error(error);
    } else {
      console.error(error);
    }
    process.exit(1);
  }
}
