import type { Database } from "#lib/db/client.ts";
import { createGroupCommitter, type GroupCommitter } from "#lib/db/group-commit.ts";
import { storeCompletions } from "#lib/db/ledger-complete.ts";
import { markInDoubt } from "#lib/db/ledger-doubt.ts";
import type {
  CallAgain,
  FoundCall,
  NewCall,
  NewCompletion,
  OverBudget,
  SentCall,
} from "#lib/db/ledger-rows.ts";
import { writeAhead, writeAheadAgain } from "#lib/db/ledger-send.ts";

/** The ledger's grouped writes, one committer each, so that none waits for another's transaction. */
export interface LedgerStore {
  readonly send: GroupCommitter<NewCall, SentCall | FoundCall | OverBudget>;
  readonly sendAgain: GroupCommitter<CallAgain, SentCall | OverBudget | { readonly kind: "taken" }>;
  readonly complete: GroupCommitter<NewCompletion, void>;
  readonly mark: GroupCommitter<{ readonly callId: bigint; readonly attempt: number }, void>;
}

export function openLedgerStore(db: Database, onAway: (error: unknown) => void): LedgerStore {
  return {
    send: createGroupCommitter((calls) => writeAhead(db, calls), { onAway }),
    sendAgain: createGroupCommitter((calls) => writeAheadAgain(db, calls), { onAway }),
    complete: createGroupCommitter(
      async (completions) => {
        await storeCompletions(db, completions);
        return completions.map(() => undefined);
      },
      { onAway },
    ),
    mark: createGroupCommitter(
      async (calls) => {
        await markInDoubt(db, calls);
        return calls.map(() => undefined);
      },
      { onAway },
    ),
  };
}
