/** Start, end, duration and estimate, against the first and the last failing check and the clock. */
import { type ClaimOf, clockOf, type Judgement, type Known } from './claim.ts';
import type { Reach } from './judge.ts';

const MINUTE_MS = 60_000;
/** Two clocks and two people rarely agree to the minute. */
const WITHIN_MS = 5 * MINUTE_MS;

const ms = (instant: string) => Date.parse(instant);

/** The reading of a time that is nearest to what is known: a zone that may mean two things is taken kindly. */
const nearestTo = (instants: readonly string[], known: string): string =>
  instants.reduce((best, each) =>
    Math.abs(ms(each) - ms(known)) < Math.abs(ms(best) - ms(known)) ? each : best,
  );

const at = (claim: { start: number; end: number; text: string }) => ({
  claimed: claim.text,
  start: claim.start,
  end: claim.end,
});

export function judgeStart(claim: ClaimOf<'start'>, known: Known, reach: Reach): Judgement[] {
  const { startedAt, now } = known;
  if (!startedAt) return [];
  const said = nearestTo(claim.instants, startedAt.at);
  const late = ms(said) - ms(startedAt.at);
  // A part that is named may have failed later than the whole; its first failure is its start.
  const part = claim.scope.of === 'named' ? reach.of(claim.scope).monitors.map(({ id }) => id) : [];
  const [first] = known.troubles
    .flatMap(({ from, monitorId }) => (part.includes(monitorId) ? [from] : []))
    .sort();
  const withinMs = (claim.withinMinutes ?? 0) * MINUTE_MS || WITHIN_MS;
  const fits = (start: string) => Math.abs(ms(nearestTo(claim.instants, start)) - ms(start)) <= withinMs;
  if (fits(startedAt.at) || (first !== undefined && fits(first))) return [];
  const evidence = [{ kind: 'fact', id: startedAt.factId, at: startedAt.at } as const];
  if (late > 0)
    return [
      {
        kind: 'start',
        level: 'error',
        known: `it began at ${clockOf(startedAt.at, now)}, ${Math.round(late / MINUTE_MS)} minutes before that`,
        evidence,
        remedy: `Write ${clockOf(startedAt.at, now)}.`,
        ...at(claim),
      },
    ];
  return [
    {
      kind: 'start',
      level: 'warning',
      known: `the first sign of it on record is of ${clockOf(startedAt.at, now)}`,
      evidence,
      remedy: `Write ${clockOf(startedAt.at, now)}, or leave it when you know of earlier reports.`,
      ...at(claim),
    },
  ];
}

export function judgeEnd(claim: ClaimOf<'end'>, known: Known, reach: Reach): Judgement[] {
  const { monitors } = reach.of(claim.scope);
  const mine = new Set(monitors.map(({ id }) => id));
  const troubles = known.troubles.filter(
    ({ monitorId }) => claim.scope.of === 'incident' || mine.has(monitorId),
  );
  const last = troubles
    .filter(({ to }) => to !== null)
    .toSorted((a, b) => a.to!.localeCompare(b.to!))
    .at(-1);
  // What still fails is judged by whoever says that it works.
  if (!last?.to || troubles.some(({ to }) => to === null)) return [];
  const said = nearestTo(claim.instants, last.to);
  const early = ms(last.to) - ms(said);
  if (
    early <= WITHIN_MS ||
    troubles.some(
      ({ to }) => to !== null && Math.abs(ms(nearestTo(claim.instants, to)) - ms(to)) <= WITHIN_MS,
    )
  )
    return [];
  return [
    {
      kind: 'end',
      level: 'error',
      known: `${last.monitorName} failed until ${clockOf(last.to, known.now)}`,
      evidence: [{ kind: 'fact', id: last.factId, at: last.to }],
      remedy: `Write ${clockOf(last.to, known.now)}.`,
      ...at(claim),
    },
  ];
}

export function judgeDuration(claim: ClaimOf<'duration'>, known: Known): Judgement[] {
  const { startedAt, recoveredAt, now, troubles, isOver } = known;
  if (!startedAt || (!recoveredAt && isOver)) return [];
  const minutes = (from: string, to: string) => (ms(to) - ms(from)) / MINUTE_MS;
  const end = recoveredAt ?? now;
  const whole = minutes(startedAt.at, end);
  const fits = (known: number) =>
    Math.abs(known - claim.minutes) <= Math.max(5, known * (claim.about ? 0.25 : 0.15));
  const gaps = troubles.map(({ from, to }) => minutes(from, to ?? now));
  // Each failure by itself, all of them together, or from the first to the last: people count in all these ways.
  if ([whole, minutes(startedAt.at, now), ...gaps, gaps.reduce((sum, each) => sum + each, 0)].some(fits))
    return [];
  return [
    {
      kind: 'number',
      level: recoveredAt ? 'error' : 'warning',
      known: `it ${recoveredAt ? 'lasted' : 'lasts since'} ${Math.max(1, Math.round(whole))} minutes (${clockOf(startedAt.at, now)} to ${recoveredAt ? clockOf(end, now) : 'now'})`,
      evidence: [{ kind: 'fact', id: startedAt.factId, at: startedAt.at }],
      remedy: `Write ${Math.max(1, Math.round(whole))} minutes.`,
      ...at(claim),
    },
  ];
}

export function judgeEstimate(claim: ClaimOf<'estimate'>, known: Known): Judgement[] {
  const { now, policy } = known;
  const latest = claim.instants.toSorted().at(-1)!;
  if (latest <= now)
    return [
      {
        kind: 'estimate',
        level: 'error',
        known: `it is ${clockOf(now, now)} already, and that time has passed`,
        evidence: [{ kind: 'clock', id: 'now', at: now }],
        remedy: 'Give a new time with its basis, or say that you cannot tell yet.',
        ...at(claim),
      },
    ];
  if (policy.estimateNeedsRange && !claim.range)
    return [
      {
        kind: 'estimate',
        level: 'error',
        known: 'the policy of this installation asks for a range',
        evidence: [],
        remedy: 'Write "between … and … UTC", with what it is based on.',
        ...at(claim),
      },
    ];
  return [];
}
