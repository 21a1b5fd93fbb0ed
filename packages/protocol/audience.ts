/** Subscribers and customers as they cross the wire. */
import { z } from 'zod';
import { TimeZone } from './catalog.ts';
import { Instant, Locale } from './words-of-state.ts';

/** A mail address as a form takes it: one @, no spaces or control characters, at most 254 characters. */
export const EmailAddress = z
  .string()
  .trim()
  .max(254)
  .regex(
    /^[^\s\p{Cc}@<>"(),:;[\]\\]{1,64}@[^\s\p{Cc}@<>"(),:;[\]\\]+\.[^\s\p{Cc}@<>"(),:;[\]\\]+$/u,
    'this does not look like a mail address',
  );

const ComponentIds = z.array(z.string().max(64)).min(1).max(500);

export const SubscribeInput = z.strictObject({
  email: EmailAddress,
  componentIds: ComponentIds.nullable().default(null),
  locale: Locale.default('en'),
  timeZone: TimeZone.default('UTC'),
  everyNote: z.boolean().default(false),
});
export type SubscribeInput = z.input<typeof SubscribeInput>;

/** What an endpoint of a webhook gets: our own events, or the payloads that receivers of Statuspage's webhooks know. */
const WebhookFormat = z.enum(['candor', 'statuspage']);

export const SubscriberInput = z.discriminatedUnion('carrier', [
  z.strictObject({
    carrier: z.literal('email'),
    address: EmailAddress,
    componentIds: ComponentIds.nullable().default(null),
    locale: Locale.default('en'),
    timeZone: TimeZone.default('UTC'),
    everyNote: z.boolean().default(false),
    /** True when the person's consent is on record already (an import); otherwise they are asked. */
    confirmed: z.boolean().default(false),
  }),
  z.strictObject({
    carrier: z.literal('webhook'),
    address: z.url({ protocol: /^https?$/ }).max(2_000),
    componentIds: ComponentIds.nullable().default(null),
    locale: Locale.default('en'),
    timeZone: TimeZone.default('UTC'),
    everyNote: z.boolean().default(true),
    format: WebhookFormat.default('candor'),
    /** Standard Webhooks secret (`whsec_…`); made when left out. */
    secret: z
      .string()
      .regex(/^whsec_[A-Za-z0-9+/=]{24,100}$/)
      .optional(),
  }),
]);
export type SubscriberInput = z.input<typeof SubscriberInput>;

const WallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day looks like 22:30');
const Digest = z.enum(['instant', 'hourly', 'daily']);

export const SubscriberState = z.enum(['pending', 'active', 'unsubscribed', 'suppressed']);

export const Subscriber = z.strictObject({
  id: z.string(),
  carrier: z.string(),
  address: z.string(),
  state: SubscriberState,
  locale: Locale,
  timeZone: z.string(),
  componentIds: z.array(z.string()).nullable(),
  everyNote: z.boolean(),
  /** Of a webhook. */
  format: WebhookFormat.default('candor'),
  /** Whole groups, also for components that join them later. */
  groupIds: z.array(z.string()).nullable(),
  /** Only these incidents. */
  incidentIds: z.array(z.string()).nullable(),
  /** The least severe that is told: 1 tells critical ones only, 4 tells all. */
  leastSeverity: z.number().int().min(1).max(4),
  wantsIncidents: z.boolean(),
  wantsMaintenance: z.boolean(),
  /** Wall times in the subscriber's zone; both or none. */
  quietFrom: WallTime.nullable(),
  quietUntil: WallTime.nullable(),
  /** Consent to be woken for severity 1. */
  quietExceptCritical: z.boolean(),
  /** What does not concern the reader's own components comes together. */
  digest: Digest,
  plan: z.string().nullable(),
  segment: z.string().nullable(),
  region: z.string().nullable(),
  /** Since when nothing is sent because the endpoint fails, and by which rule. */
  quarantinedAt: Instant.nullable(),
  quarantinedWhy: z.string().nullable(),
  customerId: z.string().nullable(),
  source: z.string(),
  createdAt: Instant,
  confirmedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  endedWhy: z.string().nullable(),
});
export type Subscriber = z.infer<typeof Subscriber>;

export const PreferencesInput = z.strictObject({
  componentIds: ComponentIds.nullable().default(null),
  locale: Locale.default('en'),
  timeZone: TimeZone.default('UTC'),
  everyNote: z.boolean().default(false),
});
export type PreferencesInput = z.input<typeof PreferencesInput>;

export const CustomerInput = z.strictObject({
  externalId: z.string().min(1).max(200),
  name: z.string().min(1).max(300),
  email: EmailAddress.nullable().default(null),
  plan: z.string().max(100).nullable().default(null),
  segment: z.string().max(100).nullable().default(null),
  locale: Locale.default('en'),
  timeZone: TimeZone.default('UTC'),
  /** Fee of one period, in minor units of the currency. */
  feeMinor: z.number().int().nonnegative().max(1e12).default(0),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('EUR'),
  startedOn: z.iso.date().nullable().default(null),
  endedOn: z.iso.date().nullable().default(null),
});
export type CustomerInput = z.input<typeof CustomerInput>;

export const Customer = CustomerInput.extend({ id: z.string(), createdAt: Instant, updatedAt: Instant });
export type Customer = z.infer<typeof Customer>;

export const ImportReport = z.strictObject({
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  rejected: z.array(z.strictObject({ line: z.number(), reason: z.string() })),
});
export type ImportReport = z.infer<typeof ImportReport>;
