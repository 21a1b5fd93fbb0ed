/**
 * What was promised to customers, as data that a program can hold a month against. Percentages are decimal strings,
 * because a contract says "99.9" and a binary float cannot. A contract never changes under a statement: every
 * statement carries the whole contract that it was computed by.
 */

import { z } from 'zod';
import { compare, isDecimal, parseDecimal } from '#lib/decimal.ts';
import { isCurrency } from '#lib/money.ts';

const Decimal = z.string().max(40).refine(isDecimal, 'a decimal number looks like 99.95');
const between = (low: string, high: string) =>
  Decimal.refine(
    (text) =>
      isDecimal(text) &&
      compare(parseDecimal(text), parseDecimal(low)) >= 0 &&
      compare(parseDecimal(text), parseDecimal(high)) <= 0,
    `has to be from ${low} to ${high}`,
  );
const Percent = between('0', '100');

const TimeZone = z
  .string()
  .max(64)
  .refine((zone) => {
    try {
      Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
      return true;
    } catch {
      return false;
    }
  }, 'a time zone looks like Europe/Berlin or UTC');

/** `below` is exclusive and `atLeast` inclusive; null means down to nothing. It pays a percent of the fee, or days of it. */
export const Tier = z
  .strictObject({
    below: Percent,
    atLeast: Percent.nullable(),
    creditPct: between('0', '1000').optional(),
    creditDays: Decimal.optional(),
  })
  .refine(
    (tier) => (tier.creditPct === undefined) !== (tier.creditDays === undefined),
    'a tier pays either creditPct or creditDays',
  );
export type Tier = z.infer<typeof Tier>;

/** How down minutes are counted (the ways found in real contracts that need no per-user data). */
export const Counting = z.discriminatedUnion('method', [
  /** Every moment in which a covered component was down. */
  z.strictObject({ method: z.literal('wall-minutes') }),
  /** Only runs of at least so many consecutive minutes. */
  z.strictObject({
    method: z.literal('minimum-run'),
    leastMinutes: z.number().int().min(1).max(1_440),
  }),
  /** Minutes in which more than this share of requests failed. A minute without requests is not down. */
  z.strictObject({ method: z.literal('error-rate'), abovePct: Percent }),
  /** Every moment weighs as much as the share of customers that was down in it. */
  z.strictObject({ method: z.literal('share-weighted') }),
]);
export type Counting = z.infer<typeof Counting>;

const pct = (text: string) => parseDecimal(text);

export const Contract = z
  .strictObject({
    id: z.string().min(1).max(64),
    name: z.string().min(1).max(200),
    /** The promised percentage of the period, such as "99.9". */
    target: Percent,
    period: z.enum(['month', 'quarter']),
    /** The zone in which months begin and end. */
    timeZone: TimeZone,
    counting: Counting,
    /** From the best to the worst, without gaps. Empty only with a multiplier. */
    tiers: z.array(Tier).max(20),
    /** "below": credit when uptime < bound. "at-or-below": when uptime ≤ bound (some contracts say so). */
    comparison: z.enum(['below', 'at-or-below']).default('below'),
    /** Instead of tiers: so many times what was paid for the time that was down. */
    multiplier: Decimal.nullable().default(null),
    components: z.array(z.string().min(1).max(64)).min(1).max(500),
    /** Component statuses that count as down. */
    downStatuses: z
      .array(z.enum(['degraded_performance', 'partial_outage', 'major_outage']))
      .min(1)
      .default(['major_outage']),
    exclusions: z
      .strictObject({
        /** Announced maintenance leaves both parts of the fraction. */
        announcedMaintenance: z.boolean().default(true),
        /** Announced at least so long before it began; less notice does not exclude. */
        noticeHours: z.number().min(0).max(8_760).default(0),
      })
      .default({ announcedMaintenance: true, noticeHours: 0 }),
    currency: z.string().refine(isCurrency, 'a currency looks like EUR (ISO 4217)'),
    /** The most that one period can pay back, as a percent of its fee. */
    capPct: between('0', '1000').default('100'),
    /** A customer of part of the period pays and is credited for that part. */
    prorate: z.boolean().default(true),
    rounding: z.enum(['half-even', 'half-up']).default('half-even'),
  })
  .superRefine((contract, ctx) => {
    const wrong = (path: (string | number)[], message: string) =>
      ctx.addIssue({ code: 'custom', path, message });
    if (contract.multiplier === null && contract.tiers.length === 0)
      wrong(['tiers'], 'give tiers, or a multiplier');
    if (contract.multiplier !== null && contract.tiers.length > 0)
      wrong(['multiplier'], 'tiers and a multiplier exclude each other');
    // What is no number was refused above, field by field; nothing can be compared with it.
    const numbers = contract.tiers.flatMap((tier) =>
      Object.values(tier).filter((text): text is string => text !== null),
    );
    if (![contract.target, ...numbers].every(isDecimal)) return;
    contract.tiers.forEach((tier, i) => {
      const next = contract.tiers[i + 1];
      if (tier.atLeast !== null && compare(pct(tier.atLeast), pct(tier.below)) >= 0)
        wrong(['tiers', i, 'atLeast'], 'has to be lower than `below`');
      if (i === 0 && compare(pct(tier.below), pct(contract.target)) > 0)
        wrong(['tiers', 0, 'below'], 'has to be no higher than the target');
      if (!next) return;
      if (tier.atLeast === null || compare(pct(tier.atLeast), pct(next.below)) !== 0)
        wrong(['tiers', i + 1, 'below'], 'has to continue where the tier before it ends');
      const worth = (t: Tier) => pct(t.creditPct ?? t.creditDays!);
      if ((tier.creditPct === undefined) !== (next.creditPct === undefined))
        wrong(['tiers', i + 1], 'all tiers have to pay in the same way');
      else if (compare(worth(next), worth(tier)) < 0)
        wrong(['tiers', i + 1], 'has to pay no less than the tier above it');
    });
  });
export type Contract = z.infer<typeof Contract>;
export type ContractInput = z.input<typeof Contract>;
