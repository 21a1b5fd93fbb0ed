/** How ready mail is, before an outage asks for it, as it crosses the wire. */
import { z } from 'zod';
import { Instant } from './words-of-state.ts';

export const DnsRecord = z.strictObject({ name: z.string(), type: z.string(), value: z.string() });
export type DnsRecord = z.infer<typeof DnsRecord>;

export const ReadinessFinding = z.strictObject({
  /** Stable, such as `dmarc`. */
  id: z.string(),
  what: z.string(),
  /** Unknown: it could not be found out, which is neither good nor bad. */
  state: z.enum(['ok', 'warn', 'fail', 'unknown']),
  /** What was seen. */
  evidence: z.string(),
  /** What to do; null when there is nothing to do. */
  todo: z.string().nullable(),
  /** The exact record to publish, where that is what to do. */
  record: DnsRecord.nullable(),
});
export type ReadinessFinding = z.infer<typeof ReadinessFinding>;

export const MailRate = z.strictObject({
  /** Id of an account; `settings` for SMTP_URL. */
  way: z.string(),
  hours: z.number().int(),
  sent: z.number().int(),
  bounced: z.number().int(),
  /** Of these, mailboxes that do not exist. */
  dead: z.number().int(),
  complained: z.number().int(),
  /** From 0 to 1; null when nothing was sent. */
  bounceShare: z.number().nullable(),
  complaintShare: z.number().nullable(),
});
export type MailRate = z.infer<typeof MailRate>;

export const WarmUp = z.strictObject({
  /** Letters of one update of an incident that touches everything. */
  lettersPerUpdate: z.number().int(),
  byProvider: z.array(z.strictObject({ provider: z.string(), readers: z.number().int(), bulk: z.boolean() })),
  /** Letters that were accepted, by day (UTC), oldest first. */
  lastDays: z.array(z.strictObject({ day: z.string(), letters: z.number().int() })),
  largestDay: z.number().int(),
  verdict: z.enum(['nobody', 'small', 'warm', 'cold']),
  advice: z.string(),
  /** How many letters on each day, until an outage is nothing unusual; empty when no plan is needed. */
  plan: z.array(z.strictObject({ day: z.number().int(), letters: z.number().int() })),
});
export type WarmUp = z.infer<typeof WarmUp>;

export const MailReadiness = z.strictObject({
  checkedAt: Instant,
  sender: z.string().nullable(),
  findings: z.array(ReadinessFinding),
  rates: z.array(MailRate),
  warmUp: WarmUp,
});
export type MailReadiness = z.infer<typeof MailReadiness>;

export const SeedTestInput = z.strictObject({
  addresses: z.array(z.string().trim().min(3).max(254)).min(1).max(20),
});
export type SeedTestInput = z.infer<typeof SeedTestInput>;

export const SeedLanding = z.enum(['inbox', 'spam', 'elsewhere', 'missing']);
export type SeedLanding = z.infer<typeof SeedLanding>;

/** What a receiver wrote down about our letter. */
export const SeedSeen = z.strictObject({
  by: z.string(),
  spf: z.string().nullable(),
  dkim: z.string().nullable(),
  dmarc: z.string().nullable(),
  /** Whether the last step to the mailbox was encrypted; null when the header does not say. */
  tls: z.boolean().nullable(),
});
export type SeedSeen = z.infer<typeof SeedSeen>;

export const SeedMailbox = z.strictObject({
  id: z.string(),
  address: z.string(),
  /** How far the letter came: the state of its delivery. */
  delivery: z.string(),
  landed: SeedLanding.nullable(),
  seen: SeedSeen.nullable(),
  reportedAt: Instant.nullable(),
});
export type SeedMailbox = z.infer<typeof SeedMailbox>;

export const SeedTest = z.strictObject({
  id: z.string(),
  createdAt: Instant,
  mailboxes: z.array(SeedMailbox),
});
export type SeedTest = z.infer<typeof SeedTest>;

/** Where it landed, or the header of the letter as it arrived; both at once is fine. */
export const SeedReceiptInput = z
  .strictObject({
    /** Which mailbox; not needed with a header, which names it. */
    mailboxId: z.string().max(64).optional(),
    landed: SeedLanding.optional(),
    header: z.string().max(100_000).optional(),
  })
  .refine(
    ({ mailboxId, header }) => mailboxId !== undefined || header !== undefined,
    'name a mailbox or paste a header',
  )
  .refine(
    ({ landed, header }) => landed !== undefined || header !== undefined,
    'say where it landed, or paste a header',
  );
export type SeedReceiptInput = z.infer<typeof SeedReceiptInput>;
