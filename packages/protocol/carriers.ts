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

/** Why deliveries did not arrive, the most frequent first. */
export const DeliveryReason = z.strictObject({
  carrier: z.string(),
  state: z.enum(['failed', 'deferred']),
  /** With what differs from receiver to receiver left out. */
  error: z.string(),
  count: z.number().int(),
  /** One delivery that it happened to. */
  exampleId: z.string(),
});
export type DeliveryReason = z.infer<typeof DeliveryReason>;

/** Which dead letters are tried once more: all of what is named has to hold, and something has to be named. */
export const ReplayInput = z.strictObject({
  incidentId: z.string().max(64).optional(),
  messageId: z.string().max(64).optional(),
  carrier: z.string().max(40).optional(),
  /** As the reasons name it. */
  error: z.string().max(1_000).optional(),
});
export type ReplayInput = z.infer<typeof ReplayInput>;

/** One thing that was sent to one person, with its proof. */
export const DeliveryProof = z.strictObject({
  id: z.string(),
  messageId: z.string(),
  kind: z.string(),
  incidentId: z.string().nullable(),
  updateId: z.string().nullable(),
  carrier: z.string(),
  state: DeliveryState,
  attempts: z.number().int(),
  lastError: z.string().nullable(),
  supersededBy: z.string().nullable(),
  /** The fact that caused it. */
  because: z.string().nullable(),
  /** Which wish of this person made it theirs, as the audience selected. */
  why: z.record(z.string(), z.unknown()).nullable(),
  /** As whom they were told it; null: as everybody. */
  segment: z.string().nullable(),
  subject: z.string().nullable(),
  /** The words as text; a program got them as data. */
  text: z.string().nullable(),
  receipt: z.record(z.string(), z.unknown()).nullable(),
  /** What the provider said about it later. */
  echoes: z.array(
    z.strictObject({
      event: z.string(),
      permanent: z.boolean(),
      detail: z.string(),
      at: Instant,
      way: z.string(),
    }),
  ),
  createdAt: Instant,
  settledAt: Instant.nullable(),
});
export type DeliveryProof = z.infer<typeof DeliveryProof>;

/** One field of a form that is made from a provider's schema. */
export const SettingField = z.strictObject({
  name: z.string(),
  title: z.string(),
  help: z.string().nullable(),
  kind: z.enum(['text', 'number', 'switch', 'choice']),
  options: z.array(z.string()).nullable(),
  required: z.boolean(),
  /** Sealed at rest and never shown again; null in an answer stands for one that is there. */
  secret: z.boolean(),
  fallback: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  example: z.string().nullable(),
});
export type SettingField = z.infer<typeof SettingField>;

export const ProviderView = z.strictObject({
  name: z.string(),
  title: z.string(),
  detail: z.string(),
  /** What to do at the provider, step by step, in Markdown. */
  setUp: z.array(z.string()),
  fields: z.array(SettingField),
});
export type ProviderView = z.infer<typeof ProviderView>;

/** One way out of a carrier, in the order in which they are tried. */
export const WayView = z.strictObject({
  /** Of the account; `settings` for the one that the process's settings give. */
  id: z.string(),
  name: z.string(),
  provider: z.string(),
  /** Closed: working. Open: it fails, and is probed at `retryAt`. Locked: its settings cannot be used. */
  state: z.enum(['closed', 'open', 'locked']),
  error: z.string().nullable(),
  retryAt: Instant.nullable(),
  /** How fast it sends at most; absent while nothing limits it. */
  perSecond: z.number().optional(),
});
export type WayView = z.infer<typeof WayView>;

export const CarrierView = z.strictObject({
  name: z.string(),
  title: z.string(),
  /** Whom it reaches, and with what. */
  summary: z.string(),
  /** `reader`: people may ask for it on the page. `staff`: added by staff. `house`: the house's own account. */
  audience: z.enum(['reader', 'staff', 'house']),
  address: z.strictObject({ label: z.string(), help: z.string(), example: z.string(), secret: z.boolean() }),
  /** False when nothing can leave; `detail` says what is missing. */
  ready: z.boolean(),
  detail: z.string(),
  /** What an accepted delivery proves, and what it does not. */
  receiptMeaning: z.string(),
  limits: z.strictObject({ inFlight: z.number(), perEndpoint: z.number(), timeoutSeconds: z.number() }),
  settings: z.record(z.string(), z.unknown()),
  /** Empty: it needs no account. */
  providers: z.array(ProviderView),
  ways: z.array(WayView),
  /** Closed: working. Open: every way out fails, and is tried again at `retryAt`. */
  breaker: z.strictObject({
    state: z.enum(['closed', 'open']),
    error: z.string().nullable(),
    retryAt: Instant.nullable(),
  }),
  /** Receivers (mail domains, endpoints) that asked for fewer messages in a time. */
  throttles: z
    .array(
      z.strictObject({
        to: z.string(),
        /** Null: it asked for a pause alone. */
        perSecond: z.number().nullable(),
        pausedUntil: Instant.nullable(),
      }),
    )
    .optional(),
});
export type CarrierView = z.infer<typeof CarrierView>;

export const CarrierAccountInput = z.strictObject({
  provider: z.string().max(40),
  name: z.string().trim().min(1).max(100),
  enabled: z.boolean().default(true),
  /** Lower is tried first; last when left out. */
  position: z.number().int().min(0).max(1_000).optional(),
  settings: z.record(z.string().max(60), z.unknown()),
});
export type CarrierAccountInput = z.input<typeof CarrierAccountInput>;

export const CarrierAccount = z.strictObject({
  id: z.string(),
  carrier: z.string(),
  provider: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  position: z.number().int(),
  settings: z.record(z.string(), z.unknown()),
  /** Of the house's own account: under which address it is told things. Null: its carrier's addresses are the readers'. */
  address: z.string().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type CarrierAccount = z.infer<typeof CarrierAccount>;

/** What was found when an account was tried without telling anybody; null could not be asked. */
export const AccountFinding = z.strictObject({
  what: z.string(),
  ok: z.boolean().nullable(),
  detail: z.string(),
});
export type AccountFinding = z.infer<typeof AccountFinding>;

const Measure = z.strictObject({
  used: z.number(),
  limit: z.number().nullable(),
  unit: z.string(),
  parts: z.number(),
});

/** What somebody would see, by the carrier's own rules. */
export const CarrierPreview = z.strictObject({
  carrier: z.string(),
  subject: z.string().optional(),
  html: z.string().optional(),
  /** One for each message that leaves: a thread has several. */
  texts: z.array(z.strictObject({ text: z.string(), measure: Measure })),
  payload: z.unknown().optional(),
});
export type CarrierPreview = z.infer<typeof CarrierPreview>;
