/** Severity as a word and a number of bars, worst first. */
export const SEVERITIES = [
  { value: '1', label: 'Critical', meaning: 'Most users cannot use the service' },
  { value: '2', label: 'Major', meaning: 'An important part fails for many' },
  { value: '3', label: 'Minor', meaning: 'Some users notice, and can go on' },
  { value: '4', label: 'None', meaning: 'Users notice nothing' },
] as const;

export const severityLabel = (severity: number): string =>
  SEVERITIES.find(({ value }) => value === String(severity))?.label ?? String(severity);

export function Severity({ severity }: { severity: number }) {
  const bars = 5 - severity;
  return (
    <span className="chip" title={`Severity ${severity}`}>
      <svg width="14" height="12" viewBox="0 0 14 12" aria-hidden="true">
        {[1, 2, 3, 4].map((n) => (
          <rect
            key={n}
            x={(n - 1) * 3.6}
            y={12 - n * 3}
            width="2.6"
            height={n * 3}
            rx="0.6"
            fill="currentColor"
            opacity={n <= bars ? 1 : 0.25}
          />
        ))}
      </svg>
      {severityLabel(severity)}
    </span>
  );
}
