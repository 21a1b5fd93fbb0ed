/**
 * What new events change: the visits that they belong to, and the buckets in which those are counted. Pure. Views,
 * visible time and conversions belong to the bucket of their own time; a visit and its bounce to the bucket in which
 * it began, so that a late first event moves it there.
 */
import type { BeaconRow } from './take.ts';

export type Session = {
  shard: number;
  session: string;
  firstMs: number;
  lastMs: number;
  views: number;
  conversions: number;
  widthMs: number;
};

export type BucketChange = {
  widthMs: number;
  atMs: number;
  sessions: number;
  pageViews: number;
  bounces: number;
  durationSeconds: number;
  conversions: number;
  conversionValue: number;
  dropped: number;
};

export const sessionKey = ({ shard, session }: { shard: number; session: string }) => `${shard}:${session}`;

/** One view and nothing bought. */
const isBounce = ({ views, conversions }: Session) => views === 1 && conversions === 0;

export function applyEvents(
  known: ReadonlyMap<string, Session>,
  fresh: readonly BeaconRow[],
  { widthMs, gaps = [] }: { widthMs: number; gaps?: readonly { atMs: number; dropped: number }[] },
): { sessions: Session[]; buckets: BucketChange[] } {
  const buckets = new Map<string, BucketChange>();
  const bucket = (width: number, ms: number): BucketChange => {
    const atMs = Math.floor(ms / width) * width;
    const key = `${width}:${atMs}`;
    const found = buckets.get(key) ?? {
      widthMs: width,
      atMs,
      sessions: 0,
      pageViews: 0,
      bounces: 0,
      durationSeconds: 0,
      conversions: 0,
      conversionValue: 0,
      dropped: 0,
    };
    buckets.set(key, found);
    return found;
  };
  const count = (session: Session, sign: 1 | -1) => {
    const where = bucket(session.widthMs, session.firstMs);
    where.sessions += sign;
    if (isBounce(session)) where.bounces += sign;
  };

  const touched = new Map<string, Session>();
  for (const event of fresh) {
    const key = sessionKey(event);
    const before = touched.get(key) ?? known.get(key);
    touched.set(key, {
      shard: event.shard,
      session: event.session,
      firstMs: Math.min(before?.firstMs ?? event.atMs, event.atMs),
      lastMs: Math.max(before?.lastMs ?? event.atMs, event.atMs),
      views: (before?.views ?? 0) + (event.kind === 'view' ? 1 : 0),
      conversions: (before?.conversions ?? 0) + (event.kind === 'conversion' ? 1 : 0),
      widthMs: before?.widthMs ?? widthMs,
    });
    const own = bucket(widthMs, event.atMs);
    if (event.kind === 'view') own.pageViews += 1;
    if (event.kind === 'leave') own.durationSeconds += (event.value ?? 0) / 1_000;
    if (event.kind === 'conversion') {
      own.conversions += 1;
      own.conversionValue += event.value ?? 0;
    }
  }
  for (const [key, after] of touched) {
    const before = known.get(key);
    if (before) count(before, -1);
    count(after, 1);
  }
  for (const { atMs, dropped } of gaps) bucket(widthMs, atMs).dropped += dropped;
  const byTime = (a: BucketChange, b: BucketChange) => a.widthMs - b.widthMs || a.atMs - b.atMs;
  return {
    sessions: [...touched.values()],
    buckets: [...buckets.values()].filter(changes).toSorted(byTime),
  };
}

const changes = ({ widthMs: _, atMs: __, ...figures }: BucketChange) =>
  Object.values(figures).some((figure) => figure !== 0);
