import type { ButtonHTMLAttributes } from "react";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** The one thing a form is for. */
  readonly isPrimary?: boolean;
}

export function Button({ isPrimary = false, className = "", type = "button", ...rest }: ButtonProps) {
  const colours = isPrimary
    ? "border-accent bg-accent text-on-accent hover:opacity-90"
    : "border-line-strong hover:bg-hover";
  return (
    <button
      type={type}
      className={`inline-flex h-8 items-center justify-center rounded-md border px-3 font-medium disabled:opacity-60 ${colours} ${className}`}
      {...rest}
    />
  );
}
