/** Contracts, credit runs and statements as they cross the wire; the rules of a contract stand in the amend room. */
import { z } from 'zod';
import { Instant } from './words-of-state.ts';

/** A percentage is a decimal string such as "99.9", because a contract says so and a binary float cannot. */
const Tier = z.strictObject({
  below: z.string(),
  atLeast: z.string().nullable(),
  creditPct: z.string().optional(),
  creditDays: z.string().optional(),
});

const Counting = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('wall-minutes') }),
  z.strictObject({ method: z.literal('minimum-run'), leastMinutes: z.number() }),
  z.strictObject({ method: z.literal('error-rate'), abovePct: z.string() }),
  z.strictObject({ method: z.literal('share-weighted') }),
]);

const ContractView = z.strictObject({
  id: z.string(),
  name: z.string(),
  target: z.string(),
  period: z.enum(['month', 'quarter']),
  timeZone: z.string(),
  counting: Counting,
  tiers: z.array(Tier),
  comparison: z.enum(['below', 'at-or-below']),
  multiplier: z.string().nullable(),
  components: z.array(z.string()),
  downStatuses: z.array(z.enum(['degraded_performance', 'partial_outage', 'major_outage'])),
  exclusions: z.strictObject({ announcedMaintenance: z.boolean(), noticeHours: z.number() }),
  currency: z.string(),
  capPct: z.string(),
  prorate: z.boolean(),
  rounding: z.enum(['half-even', 'half-up']),
});
export type ContractView = z.infer<typeof ContractView>;

/** A contract and the customers' plans that it covers; null covers all. */
export const StoredContract = z.strictObject({
  contract: ContractView,
  plans: z.array(z.string()).nullable(),
  updatedAt: Instant,
});
export type StoredContract = z.infer<typeof StoredContract>;

export const StatementView = z.strictObject({
  id: z.string(),
  customerId: z.string(),
  customerName: z.string().nullable(),
  period: z.string(),
  uptimePct: z.string().nullable(),
  downMinutes: z.string(),
  targetMet: z.boolean(),
  creditMinor: z.number(),
  currency: z.string(),
  approvedAt: Instant.nullable(),
  /** The date on which the customer finds it in the account; null while nobody has said. */
  bookedOn: z.string().nullable(),
  /** The customer's own address of this statement. */
  link: z.string(),
});
export type StatementView = z.infer<typeof StatementView>;

export const CreditRun = z.strictObject({
  items: z.array(StatementView),
  next: z.null(),
  totalMinor: z.number(),
  currency: z.string(),
  skipped: z.array(z.strictObject({ customerId: z.string(), reason: z.string() })),
});
export type CreditRun = z.infer<typeof CreditRun>;

/** A statement, as far as people read it; the rest of the document is what it recomputes from. */
export const CheckedStatement = z.strictObject({
  statement: z.looseObject({
    steps: z.array(
      z.strictObject({
        name: z.string(),
        formula: z.string(),
        values: z.record(z.string(), z.string()),
        result: z.string(),
      }),
    ),
    evidence: z.looseObject({
      downtime: z
        .array(
          z.looseObject({
            incidentId: z.string(),
            componentId: z.string(),
            status: z.string(),
            startMs: z.number(),
            endMs: z.number(),
          }),
        )
        .readonly(),
    }),
    digest: z.string(),
  }),
  check: z.strictObject({ same: z.boolean(), differs: z.array(z.string()) }),
});
export type CheckedStatement = z.infer<typeof CheckedStatement>;
