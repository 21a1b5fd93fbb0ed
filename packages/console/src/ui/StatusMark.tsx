/** States as shape and colour and word, so that none of them is told by colour alone. */
import type { ReactNode } from 'react';

type Shape = 'check' | 'slope' | 'half' | 'cross' | 'tool' | 'hatch' | 'dot';

const SHAPES: Record<Shape, ReactNode> = {
  check: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" opacity="0.18" />
      <path
        d="M4.8 8.3 7 10.5l4.2-4.8"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
      />
    </>
  ),
  slope: (
    <path d="M8 1.6 15 14H1Z" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinejoin="round" />
  ),
  half: (
    <>
      <circle cx="8" cy="8" r="6.4" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <path d="M8 1.6a6.4 6.4 0 0 1 0 12.8Z" fill="currentColor" />
    </>
  ),
  cross: (
    <>
      <rect x="1" y="1" width="14" height="14" rx="3" fill="currentColor" />
      <path d="m5 5 6 6m0-6-6 6" stroke="var(--paper)" strokeWidth="1.8" strokeLinecap="round" />
    </>
  ),
  tool: (
    <>
      <rect
        x="2.6"
        y="2.6"
        width="10.8"
        height="10.8"
        rx="2"
        transform="rotate(45 8 8)"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
      />
      <circle cx="8" cy="8" r="1.6" fill="currentColor" />
    </>
  ),
  hatch: (
    <>
      <circle
        cx="8"
        cy="8"
        r="6.4"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeDasharray="2.6 2"
      />
      <path d="m5 11 6-6M4.4 8 8 4.4M8 11.6 11.6 8" stroke="currentColor" strokeWidth="1.2" />
    </>
  ),
  dot: <circle cx="8" cy="8" r="4" fill="currentColor" />,
};

const STATES: Record<string, [shape: Shape, colour: string, label: string]> = {
  operational: ['check', 'operational', 'Operational'],
  degraded_performance: ['slope', 'degraded_performance', 'Degraded'],
  partial_outage: ['half', 'partial_outage', 'Partial outage'],
  major_outage: ['cross', 'major_outage', 'Major outage'],
  under_maintenance: ['tool', 'under_maintenance', 'Maintenance'],
  unknown: ['hatch', 'unknown', 'Unknown'],
  up: ['check', 'operational', 'Up'],
  down: ['cross', 'major_outage', 'Down'],
  investigating: ['slope', 'partial_outage', 'Investigating'],
  identified: ['half', 'partial_outage', 'Identified'],
  monitoring: ['dot', 'under_maintenance', 'Monitoring'],
  resolved: ['check', 'operational', 'Resolved'],
  scheduled: ['tool', 'under_maintenance', 'Scheduled'],
  in_progress: ['tool', 'under_maintenance', 'In progress'],
  verifying: ['tool', 'under_maintenance', 'Verifying'],
  completed: ['check', 'operational', 'Completed'],
  cancelled: ['dot', 'unknown', 'Cancelled'],
};

export const statusLabel = (state: string): string => STATES[state]?.[2] ?? state.replaceAll('_', ' ');

/** A component's status, a monitor's verdict or an incident's phase; `label` says it in other words. */
export function StatusMark({ state, label, size = 14 }: { state: string; label?: string; size?: number }) {
  const [shape, colour, name] = STATES[state] ?? ['dot', 'unknown', statusLabel(state)];
  return (
    <span className="state" style={{ color: `var(--state-${colour})` }}>
      <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
        {SHAPES[shape]}
      </svg>
      {label ?? name}
    </span>
  );
}
