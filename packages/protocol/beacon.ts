/**
 * What the browser's beacon sends: views, visible time and conversions of one tab, each with a random id and the time
 * at which it happened. `POST /beacons`, a `text/plain` body, so that no preflight stands before it. Nothing in it says
 * who the person is.
 *
 * The collector's part: take each `id` once, however often it comes (what was not acknowledged is sent again, also by
 * the next page); trust `at` and not the time of arrival, so that what was kept through an outage falls into it;
 * answer 2xx only for what is stored, 4xx for what will never be taken, anything else for "again later". `dropped` is
 * how many events the browser had to give up since it last got through: a gap that is known, not a zero.
 */
import { z } from 'zod';
import { Instant } from './words-of-state.ts';

const Id = z.string().min(1).max(64);
/** Clocks of readers may be anything: an event with a time that does not exist is left out, and the others of its batch are kept. */
const At = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'an instant looks like 2026-01-02T03:04:05.678Z');
const Happened = { id: Id, session: Id, at: At };
/** Without query and fragment; segments that look like an id or an address have become `:id`. */
const Path = z.string().max(300);

export const BeaconEvent = z.discriminatedUnion('kind', [
  z.strictObject({ ...Happened, kind: z.literal('view'), path: Path }),
  /** Visible milliseconds since the view began or since its last `leave`; the sum is the time that was looked at. */
  z.strictObject({
    ...Happened,
    kind: z.literal('leave'),
    path: Path,
    visibleMs: z.number().int().min(0).max(86_400_000),
  }),
  z.strictObject({
    ...Happened,
    kind: z.literal('conversion'),
    name: z.string().min(1).max(100),
    value: z.number().min(-1e12).max(1e12).optional(),
  }),
]);
export type BeaconEvent = z.infer<typeof BeaconEvent>;

export const BeaconBatch = z.strictObject({
  /** The browser's clock when it sent: its distance from the collector's clock corrects every `at`. */
  sentAt: Instant.optional(),
  dropped: z.number().int().min(0).max(1_000_000_000).default(0),
  events: z.array(BeaconEvent).max(1_000),
});
export type BeaconBatch = z.infer<typeof BeaconBatch>;
