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

const Ids = z.array(z.string().max(64)).min(1).max(500);
const WallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day looks like 22:30');
const Digest = z.enum(['instant', 'hourly', 'daily']);
const Label = z.string().trim().min(1).max(100);
const CarrierName = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'this is not the name of a carrier');
/** What an endpoint of a webhook gets: our own events, or the payloads that receivers of Statuspage's webhooks know. */
const WebhookFormat = z.enum(['candor', 'statuspage']);
/** Each carrier has its own rule; this one keeps header lines and half characters out of all of them. */
const AnyAddress = z
  .string()
  .trim()
  .min(1, 'is empty')
  .max(2_000)
  .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]+$/u, 'holds a line break or a control character');

/** What somebody wants to hear, and when. */
const wishes = {
  componentIds: Ids.nullable(),
  /** Whole groups, also for components that join them later. */
  groupIds: Ids.nullable(),
  /** Only these incidents. */
  incidentIds: Ids.nullable(),
  /** The least severe that is told: 1 tells critical ones only, 4 tells all. */
  leastSeverity: z.number().int().min(1).max(4),
  wantsIncidents: z.boolean(),
  wantsMaintenance: z.boolean(),
  /** Automatic notes that nothing has changed. */
  everyNote: z.boolean(),
  /** Wall times in the subscriber's zone; both or none. */
  quietFrom: WallTime.nullable(),
  quietUntil: WallTime.nullable(),
  /** Consent to be woken for severity 1. */
  quietExceptCritical: z.boolean(),
  /** What does not concern the reader's own components comes together. */
  digest: Digest,
  locale: Locale,
  timeZone: TimeZone,
};

const wishesOrDefaults = {
  componentIds: wishes.componentIds.default(null),
  groupIds: wishes.groupIds.default(null),
  incidentIds: wishes.incidentIds.default(null),
  leastSeverity: wishes.leastSeverity.default(4),
  wantsIncidents: wishes.wantsIncidents.default(true),
  wantsMaintenance: wishes.wantsMaintenance.default(true),
  quietFrom: wishes.quietFrom.default(null),
  quietUntil: wishes.quietUntil.default(null),
  quietExceptCritical: wishes.quietExceptCritical.default(true),
  digest: wishes.digest.default('instant'),
  locale: wishes.locale.default('en'),
  timeZone: wishes.timeZone.default('UTC'),
};

type Quiet = { quietFrom?: string | null | undefined; quietUntil?: string | null | undefined };
const quietPair = ({ quietFrom, quietUntil }: Quiet) => !quietFrom === !quietUntil;
const quietFault = { path: ['quietUntil'], message: 'quiet hours have a beginning and an end' };

/** A visitor's wish to be told. */
export const SubscribeInput = z
  .strictObject({
    carrier: CarrierName.default('email'),
    address: AnyAddress,
    ...wishesOrDefaults,
    everyNote: wishes.everyNote.default(false),
  })
  .refine(quietPair, quietFault);
export type SubscribeInput = z.input<typeof SubscribeInput>;

/** Added by staff. */
export const SubscriberInput = z
  .strictObject({
    carrier: CarrierName,
    address: AnyAddress,
    ...wishesOrDefaults,
    /** Machines get every note unless this says otherwise, people do not. */
    everyNote: wishes.everyNote.optional(),
    plan: Label.nullable().default(null),
    segment: Label.nullable().default(null),
    region: Label.nullable().default(null),
    customerId: z.string().max(64).nullable().default(null),
    /** True when the person's consent is on record already; otherwise they are asked. */
    confirmed: z.boolean().default(false),
    /** Where that record is: a contract, a form, a list. */
    consentSource: z.string().trim().max(300).optional(),
    format: WebhookFormat.default('candor'),
    /** Of a webhook, Standard Webhooks (`whsec_…`); made when left out. */
    secret: z
      .string()
      .regex(/^whsec_[A-Za-z0-9+/=]{24,100}$/)
      .optional(),
  })
  .refine(quietPair, quietFault);
export type SubscriberInput = z.input<typeof SubscriberInput>;

/** An edit: what is left out stays. */
export const SubscriberEdit = z
  .strictObject({
    ...wishes,
    plan: Label.nullable(),
    segment: Label.nullable(),
    region: Label.nullable(),
    customerId: z.string().max(64).nullable(),
    format: WebhookFormat,
    pausedUntil: Instant.nullable(),
  })
  .partial();
export type SubscriberEdit = z.infer<typeof SubscriberEdit>;

export const SubscriberState = z.enum(['pending', 'active', 'unsubscribed', 'suppressed']);

export const Subscriber = z.strictObject({
  id: z.string(),
  carrier: z.string(),
  /** Of carriers whose addresses are secrets, only enough to recognise it. */
  address: z.string(),
  state: SubscriberState,
  ...wishes,
  componentIds: z.array(z.string()).nullable(),
  groupIds: z.array(z.string()).nullable(),
  incidentIds: z.array(z.string()).nullable(),
  timeZone: z.string(),
  /** Of a webhook. */
  format: WebhookFormat.default('candor'),
  plan: z.string().nullable(),
  segment: z.string().nullable(),
  region: z.string().nullable(),
  /** Nothing is sent before: the subscriber asked for a rest. */
  pausedUntil: Instant.nullable(),
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

/** One step of how a subscription came about. */
export const ConsentEntry = z.strictObject({
  at: Instant,
  what: z.enum([
    'asked',
    'confirmed',
    'added',
    'imported',
    'changed',
    'ended',
    'quarantined',
    'released',
    'returned',
  ]),
  source: z.string(),
  detail: z.record(z.string(), z.unknown()),
});
export type ConsentEntry = z.infer<typeof ConsentEntry>;

export const SubscriberCounts = z.strictObject({
  pending: z.number().int(),
  active: z.number().int(),
  unsubscribed: z.number().int(),
  suppressed: z.number().int(),
  /** Of the active ones. */
  quarantined: z.number().int(),
  /** Of the active ones, by carrier. */
  carriers: z.record(z.string(), z.number().int()),
});
export type SubscriberCounts = z.infer<typeof SubscriberCounts>;

/** How a list of subscribers comes in. */
export const SubscriberImportOptions = z.strictObject({
  /** For rows that name none. */
  carrier: CarrierName.default('email'),
  /** Nothing is written when one row is broken, or the good rows are taken. */
  broken: z.enum(['refuse', 'skip']).default('refuse'),
  /** Reads and reports, and changes nothing. */
  plan: z.boolean().default(false),
  /** Where and when these people agreed; rows may say it for themselves. */
  consentSource: z.string().trim().max(300).nullable().default(null),
  consentAt: z
    .union([Instant, z.iso.date().transform((day) => `${day}T00:00:00.000Z`)])
    .nullable()
    .default(null),
});
export type SubscriberImportOptions = z.output<typeof SubscriberImportOptions>;

export const SubscriberImport = z.strictObject({
  id: z.string(),
  state: z.enum(['reading', 'writing', 'planned', 'done', 'failed']),
  by: z.string(),
  options: z.record(z.string(), z.unknown()),
  counts: z.strictObject({
    rows: z.number().int(),
    added: z.number().int(),
    /** Here already: their own wishes stay. */
    known: z.number().int(),
    /** Left, or asked to be forgotten: nobody brings them back. */
    gone: z.number().int(),
    /** The same address stands in the file before. */
    repeated: z.number().int(),
    broken: z.number().int(),
  }),
  /** The first thousand. */
  faults: z.array(z.strictObject({ line: z.number().int(), column: z.string(), why: z.string() })),
  error: z.string().nullable(),
  createdAt: Instant,
  endedAt: Instant.nullable(),
});
export type SubscriberImport = z.infer<typeof SubscriberImport>;

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
