import { retryWhileAway } from "./database-away.ts";

// A commit costs one disk flush whatever it holds. What arrives while one is under way goes with the
// next, so the cost a row falls as the load rises and a lone row waits for nobody.

export interface GroupCommitter<Row, Result> {
  /** Resolves once the row's transaction is committed; rejects only when this row itself was refused. */
  submit(row: Row): Promise<Result>;
  /** Rows that are not committed yet. */
  pending(): number;
  /** Resolves when nothing is pending. */
  drain(): Promise<void>;
}

interface Waiting<Row, Result> {
  readonly row: Row;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

export interface GroupCommitOptions {
  /** Rows of one transaction; default 512. */
  readonly maxBatch?: number;
  /** Transactions under way at once; default 1. */
  readonly maxFlushes?: number;
  /** Told once for each wait, so that a log says why nothing moves. */
  readonly onAway?: (error: unknown) => void;
}

/**
 * `flush` writes a group in one transaction and returns one result a row, in order. It must be idempotent:
 * where the acknowledgement of a COMMIT is lost, the same group comes again. While the database is away it
 * is repeated for as long as that lasts; a group that is refused is halved until the wrong row stands alone.
 */
export function createGroupCommitter<Row, Result>(
  flush: (group: readonly Row[]) => Promise<readonly Result[]>,
  options: GroupCommitOptions = {},
): GroupCommitter<Row, Result> {
  const maxBatch = options.maxBatch ?? 512;
  const maxFlushes = options.maxFlushes ?? 1;
  let queue: Waiting<Row, Result>[] = [];
  let flushes = 0;
  let flying = 0;
  let isScheduled = false;
  let drained: (() => void)[] = [];

  async function commit(group: readonly Waiting<Row, Result>[]): Promise<void> {
    try {
      const rows = group.map(({ row }) => row);
      const results = await retryWhileAway(() => flush(rows), options.onAway);
      for (const [index, { resolve }] of group.entries()) resolve(results[index] as Result);
    } catch (error) {
      await refuse(group, error);
    }
  }

  async function refuse(group: readonly Waiting<Row, Result>[], error: unknown): Promise<void> {
    if (group.length === 1) {
      group[0]?.reject(error);
      return;
    }
    const half = group.length >> 1;
    await commit(group.slice(0, half));
    await commit(group.slice(half));
  }

  function start(): void {
    isScheduled = false;
    while (flushes < maxFlushes && queue.length > 0) {
      const group = queue.length <= maxBatch ? queue : queue.slice(0, maxBatch);
      queue = queue.length <= maxBatch ? [] : queue.slice(maxBatch);
      flushes++;
      flying += group.length;
      void commit(group).finally(() => {
        flushes--;
        flying -= group.length;
        if (queue.length > 0) start();
        else if (flying === 0) {
          for (const resolve of drained) resolve();
          drained = [];
        }
      });
    }
  }

  return {
    submit(row) {
      return new Promise<Result>((resolve, reject) => {
        queue.push({ row, resolve, reject });
        if (flushes >= maxFlushes || isScheduled) return;
        // After the I/O of this turn of the loop: rows that became ready together go together.
        isScheduled = true;
        setImmediate(start);
      });
    },
    pending: () => queue.length + flying,
    drain() {
      if (queue.length + flying === 0) return Promise.resolve();
      return new Promise((resolve) => drained.push(resolve));
    },
  };
}
