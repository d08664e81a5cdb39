import { FlaskConical } from "lucide-react";

export function DemoBanner() {
  return (
    <aside
      aria-label="Demo model"
      className="flex items-start gap-2 border-line border-b bg-warn-wash px-4 py-1.5 text-12 text-warn md:px-8"
    >
      <FlaskConical size={14} className="mt-px shrink-0" aria-hidden />
      <p>
        <strong className="font-semibold">Demo model:</strong> answers are recorded or made up. Set{" "}
        <code className="font-mono">OPENAI_API_KEY</code> or{" "}
        <code className="font-mono">OPENAI_BASE_URL</code> to use a real model.
      </p>
    </aside>
  );
}
