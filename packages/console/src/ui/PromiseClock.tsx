/** A promise's clock: quiet, amber when a third of an hour's quarter is left, red when it is late. */
import { IconClock } from '@tabler/icons-react';
import { useNow } from '../lib/now.ts';
import { countdown } from '../lib/times.ts';

/** Amber leaves time to write a careful update. */
const SOON_MS = 5 * 60_000;

export function PromiseClock({ dueAt, label }: { dueAt: string; label?: string }) {
  const leftMs = Date.parse(dueAt) - useNow('clock');
  const tone = leftMs <= 0 ? 'red' : leftMs < SOON_MS ? 'amber' : 'blue';
  return (
    <span className="chip clock" data-tone={tone}>
      <IconClock size={14} aria-hidden />
      {label && <span className="clock-label">{label}</span>}
      <span role="timer">{leftMs <= 0 ? `${countdown(leftMs)} late` : `in ${countdown(leftMs)}`}</span>
    </span>
  );
}
