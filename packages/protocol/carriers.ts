/** Carriers and their deliveries as they cross the wire. */
import { z } from 'zod';
import { Instant } from './words-of-state.ts';

/**
 * planned     waits for its turn
 * leased      a process holds it and may be handing it over right now
 * deferred    the receiver or the way there failed for now; it is tried again at `nextAt`
 * accepted    the receiver took it; `receipt` holds its answer
 * failed      given up; it stays here as a dead letter and can be replayed
 * suppressed  never to be sent: the address is known to be dead, or its owner was erased
 * superseded  a later word on the same incident was committed before this one left
 */
export const DeliveryState = z.enum([
  'planned',
  'leased',
  'deferred',
  'accepted',
  'failed',
  'suppressed',
  'superseded',
]);
export type DeliveryState = z.infer<typeof DeliveryState>;

export const RecipientKind = z.enum(['subscriber', 'person', 'endpoint']);
export type RecipientKind = z.infer<typeof RecipientKind>;

export const Delivery = z.strictObject({
  id: z.string(),
  messageId: z.string(),
  kind: z.string(),
  incidentId: z.string().nullable(),
  updateId: z.string().nullable(),
  carrier: z.string(),
  recipientId: z.string(),
  recipientKind: RecipientKind,
  /** Enough to recognise the receiver, never the whole address. */
  address: z.string(),
  locale: z.string(),
  state: DeliveryState,
  /** Attempts that ended, without the one that may be running. */
  attempts: z.number().int(),
  nextAt: Instant.nullable(),
  /** What the receiver answered when it accepted. */
  receipt: z.record(z.string(), z.unknown()).nullable(),
  lastError: z.string().nullable(),
  supersededBy: z.string().nullable(),
  because: z.string().nullable(),
  createdAt: Instant,
  settledAt: Instant.nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

const Counts = z.record(DeliveryState, z.number().int());

export const DeliveryProgress = z.strictObject({
  total: Counts,
  carriers: z.array(z.strictObject({ carrier: z.string(), states: Counts })),
  /** True when nothing waits or is under way. */
  settled: z.boolean(),
});
export type DeliveryProgress = z.infer<typeof DeliveryProgress>;

export const CarrierView = z.strictObject({
  name: z.string(),
  title: z.string(),
  /** False when a setting is missing; `detail` says which. */
  ready: z.boolean(),
  detail: z.string(),
  /** What an accepted delivery proves, and what it does not. */
  receiptMeaning: z.string(),
  limits: z.strictObject({ inFlight: z.number(), perEndpoint: z.number(), timeoutSeconds: z.number() }),
  settings: z.record(z.string(), z.unknown()),
  /** Closed: working. Open: the provider fails, and is tried again at `retryAt`. */
  breaker: z.strictObject({
    state: z.enum(['closed', 'open']),
    error: z.string().nullable(),
    retryAt: Instant.nullable(),
  }),
});
export type CarrierView = z.infer<typeof CarrierView>;
