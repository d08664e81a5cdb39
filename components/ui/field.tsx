import { type InputHTMLAttributes, type SelectHTMLAttributes, useId } from "react";

const BOX = "h-8 w-full rounded-md border border-control bg-canvas px-2.5 text-13";

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string;
  readonly hint?: string;
}

/** A labelled line of text in a form. */
export function Field({ label, hint, ...input }: FieldProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium text-12">
        {label}
      </label>
      <input
        id={id}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        className={`${BOX} read-only:bg-raised read-only:text-soft`}
        {...input}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="mt-1 text-12 text-faint">
          {hint}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps extends SelectHTMLAttributes<HTMLSelectElement> {
  readonly label: string;
  /** Where a table's header says it already. */
  readonly isLabelHidden?: boolean;
  readonly options: readonly { readonly value: string; readonly name: string }[];
}

/** A labelled choice of one. */
export function Choice({ label, isLabelHidden = false, options, ...select }: ChoiceProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className={isLabelHidden ? "sr-only" : "mb-1 block font-medium text-12"}>
        {label}
      </label>
      <select id={id} className={BOX} {...select}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What is wrong with a form, said aloud by screen readers when it appears. */
export function FormFault({ fault }: { readonly fault: string | null }) {
  return (
    <p role="alert" className={fault === null ? "sr-only" : "rounded-md bg-bad-wash px-3 py-2 text-bad"}>
      {fault}
    </p>
  );
}
