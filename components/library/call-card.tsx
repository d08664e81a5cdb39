import { Facts } from "#components/ui/facts.tsx";
import { formatCount, formatDuration, formatMoment, formatUsd } from "#components/ui/format.ts";
import type { OriginCall } from "#lib/glan/library.ts";

interface CallCardProps {
  readonly title: string;
  readonly call: OriginCall;
}

/** One call of the ledger: what was asked with, what came back, what it cost. */
export function CallCard({ title, call }: CallCardProps) {
  return (
    <section className="border-line border-t py-3">
      <h3 className="mb-1.5 flex items-baseline justify-between gap-3 font-medium">
        {title}
        <span className="font-normal text-12 text-faint">call {call.id}</span>
      </h3>
      <Facts
        facts={[
          { name: "State", value: <CallState call={call} /> },
          {
            name: "Model",
            value: (
              <>
                <span className="font-mono text-12">{call.model}</span>
                <span className="text-faint"> · {call.provider}</span>
              </>
            ),
          },
          { name: "Prompt", value: `${call.prompt}, version ${call.promptVersion}` },
          {
            name: "Sampling",
            value:
              call.sampling === null
                ? "not recorded"
                : `temperature ${call.sampling.temperature}, top-p ${call.sampling.topP}`,
          },
          { name: "Tokens", value: describeTokens(call) },
          { name: "Cost", value: describeCost(call) },
          {
            name: "Sent",
            value: formatMoment(call.sentAt),
          },
          ...(call.latencyMs === null ? [] : [{ name: "Took", value: formatDuration(call.latencyMs) }]),
        ]}
      />
    </section>
  );
}

function CallState({ call }: { readonly call: OriginCall }) {
  const colour = call.state === "ok" ? "text-good" : call.state === "sent" ? "text-accent" : "text-warn";
  return (
    <>
      <span className={`font-medium ${colour}`}>{call.state}</span>
      {call.attempt > 1 && <span className="text-faint"> at attempt {call.attempt}</span>}
    </>
  );
}

function describeTokens({ inputTokens, cachedTokens, outputTokens }: OriginCall): string {
  if (inputTokens === null || outputTokens === null) return "not reported";
  const cached = cachedTokens === null || cachedTokens === 0 ? "" : ` (${formatCount(cachedTokens)} cached)`;
  return `${formatCount(inputTokens)} in${cached}, ${formatCount(outputTokens)} out`;
}

function describeCost({ costNanoUsd, isDemo }: OriginCall): string {
  if (isDemo) return "free";
  return costNanoUsd === null ? "no price set" : formatUsd(costNanoUsd);
}
