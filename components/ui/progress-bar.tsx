interface ProgressBarProps {
  readonly label: string;
  readonly planned: number;
  readonly done: number;
  readonly failed: number;
}

export function ProgressBar({ label, planned, done, failed }: ProgressBarProps) {
  const share = (count: number) => (planned === 0 ? 0 : Math.min(100, (count / planned) * 100));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={planned}
      aria-valuenow={Math.min(done, planned)}
      className="flex h-1.5 w-full overflow-hidden rounded-full bg-line"
    >
      <div className="moves h-full bg-accent" style={{ width: `${share(done)}%` }} />
      <div className="moves h-full bg-bad" style={{ width: `${share(failed)}%` }} />
    </div>
  );
}
