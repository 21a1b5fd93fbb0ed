/**
 * One batch of a browser as events of our own: times by our clock, nothing in them that could name somebody. Pure.
 * An event is believed to have happened when the browser says so, corrected by how far its clock is from ours; what
 * would lie in the future or longer ago than events are kept is ignored, not bent into another time.
 */
import { createHash } from 'node:crypto';
import type { BeaconBatch } from '@candor/protocol/beacon.ts';
import { MINUTE_MS } from '#lib/duration.ts';

export type BeaconRow = {
  shard: number;
  session: string;
  id: string;
  atMs: number;
  kind: 'view' | 'leave' | 'conversion';
  path: string | null;
  name: string | null;
  /** Visible milliseconds of a `leave`, worth of a `conversion`. */
  value: number | null;
};

export type TakenBatch = {
  rows: BeaconRow[];
  ignored: number;
  dropped: number;
};

/** Less than this may be the way here, and correcting by it would only add noise. */
const TRAVEL_MS = 2_000;
const FUTURE_MS = MINUTE_MS;

export function takeBatch(
  batch: BeaconBatch,
  { nowMs, keepMs }: { nowMs: number; keepMs: number },
): TakenBatch {
  const aheadMs = batch.sentAt === undefined ? 0 : Date.parse(batch.sentAt) - nowMs;
  const correctionMs = Math.abs(aheadMs) <= TRAVEL_MS ? 0 : aheadMs;
  const rows: BeaconRow[] = [];
  for (const event of batch.events) {
    const atMs = Date.parse(event.at) - correctionMs;
    if (!(atMs <= nowMs + FUTURE_MS) || atMs < nowMs - keepMs) continue;
    rows.push({
      shard: shardOf(event.session),
      session: event.session,
      id: event.id,
      atMs: Math.min(atMs, nowMs),
      kind: event.kind,
      path: event.kind === 'conversion' ? null : nameless(event.path),
      name: event.kind === 'conversion' ? event.name.replace(/\S*@\S*/g, ':id') : null,
      value:
        event.kind === 'leave' ? event.visibleMs : event.kind === 'conversion' ? (event.value ?? null) : null,
    });
  }
  return { rows, ignored: batch.events.length - rows.length, dropped: batch.dropped };
}

/** The SDK does this before it sends; a page that calls the collector by itself may not have. */
const nameless = (path: string): string =>
  path.replace(/[?#].*$/s, '').replace(/[^/]*(@|%40|\d{4}|[0-9a-f-]{16})[^/]*/gi, ':id');

/** 0–255, always the same for one visit. */
const shardOf = (session: string): number => createHash('sha1').update(session).digest()[0]!;

/** PostgreSQL's text knows neither NUL nor half of a surrogate pair. */
export const isStorable = (batch: BeaconBatch): boolean =>
  batch.events.every((event) =>
    [event.id, event.session, event.kind === 'conversion' ? event.name : event.path].every(
      (text) => text.isWellFormed() && !text.includes('\0'),
    ),
  );
