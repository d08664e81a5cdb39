/** Any constant no other lock uses: whoever changes the taxonomy holds it until the end of the transaction. */
export const TAXONOMY_LOCK = 7_405_003;

/** Notified when a change of the working taxonomy is committed; the payload is the group of edits, or "import". */
export const TAXONOMY_CHANNEL = "taxonomy_changed";
