"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";

/** A command to type, with a button that copies it. */
export function CommandLine({ command }: { readonly command: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(command);
    setCopied(true);
  };
  return (
    <span className="inline-flex max-w-full items-center gap-1 rounded-sm border border-line bg-raised pl-2">
      <code className="min-w-0 truncate py-1 font-mono text-12">{command}</code>
      <button
        type="button"
        onClick={copy}
        aria-label={isCopied ? "Copied" : `Copy the command ${command}`}
        className="grid size-7 shrink-0 place-items-center text-faint hover:text-text"
      >
        {isCopied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      </button>
    </span>
  );
}
