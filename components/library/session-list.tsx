import type { ClassSession } from "#lib/glan/words.ts";

/** The class sessions of a syllabus in order, each with its key concepts. */
export function SessionList({ sessions }: { readonly sessions: readonly ClassSession[] }) {
  return (
    <ol className="space-y-7">
      {sessions.map((session, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a session is known by its place
          key={index}
          id={`session-${index + 1}`}
          className="grid scroll-mt-16 grid-cols-[28px_1fr] gap-x-2"
        >
          <span className="pt-px font-serif text-16 text-faint">{index + 1}</span>
          <div className="min-w-0">
            <h3 className="font-semibold font-serif text-16 wrap-anywhere">{session.name}</h3>
            {session.description !== "" && (
              <p className="mt-1 font-serif text-16 leading-[1.6] wrap-anywhere">{session.description}</p>
            )}
            {session.keyConcepts.length > 0 && (
              <ul className="mt-2 space-y-0.5" aria-label="Key concepts">
                {session.keyConcepts.map((concept) => (
                  <li key={concept} className="flex gap-2 text-soft wrap-anywhere">
                    <span aria-hidden className="text-faint">
                      ·
                    </span>
                    {concept}
                  </li>
                ))}
              </ul>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
