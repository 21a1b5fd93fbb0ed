/**
 * One customer's credit for one period, as a statement in which every step stands as data: what went in, by which
 * formula, what came out. `recompute` takes nothing but the statement itself, so the customer can do the sum again.
 * A credit is computed for everybody without a claim; this file pays nothing and tells nobody.
 */
import { canonical, sha256 } from '#lib/canonical.ts';
import { compare, least, parseDecimal, type Ratio, ratio, times, toDecimal } from '#lib/decimal.ts';
import { DAY_MS } from '#lib/duration.ts';
import { type Interval, intersect, overlaps, union } from '#lib/interval.ts';
import { formatMoney, type Money, money, shareOf } from '#lib/money.ts';
import { Contract, type Tier } from './contract.ts';
import { type Period, periodNamed } from './period.ts';
import { type Evidence, showMinutes, showPct, type Uptime, uptime } from './uptime.ts';

export type Customer = {
  id: string;
  /** What the customer pays for the covered service in one whole period, in minor units of the contract's currency. */
  feeMinor: number;
  /** When the contract began and ended for this customer; null is open. */
  fromMs: number | null;
  untilMs: number | null;
};

/** A step of the reckoning: values are decimal strings or fractions "n/d", so that nothing is lost in JSON. */
export type Step = { name: string; formula: string; values: Record<string, string>; result: string };

export type Statement = {
  schema: 'candor-sla-statement/1';
  contract: Contract;
  period: Period;
  customer: Customer;
  /** Everything that was looked at: only what touches the period. */
  evidence: {
    downtime: Evidence['downtime'];
    maintenance: Evidence['maintenance'];
    traffic: NonNullable<Evidence['traffic']> | null;
  };
  steps: Step[];
  /** As people read it; null when nothing of the period was left to measure. */
  uptimePct: string | null;
  downMinutes: string;
  targetMet: boolean;
  tier: Tier | null;
  credit: Money;
  /** SHA-256 of the canonical JSON of everything above. */
  digest: string;
};

const exact = ({ n, d }: Ratio) => (d === 1n ? String(n) : `${n}/${d}`);

/** Throws RangeError when the label names no period of this contract. */
export function creditStatement(
  contract: Contract,
  periodLabel: string,
  customer: Customer,
  evidence: Evidence,
): Statement {
  const period = periodNamed(contract, periodLabel);
  if (!period) throw new RangeError(`"${periodLabel}" is not a ${contract.period} of this contract.`);
  const [window] = intersect([period], [activeOf(customer, period)]);
  const seen = relevant(evidence, period, customer.id);
  const measured = uptime(
    contract,
    window ?? { startMs: period.startMs, endMs: period.startMs },
    seen,
    customer.id,
  );
  const fee = feeOf(contract, customer, period, measured);
  const owed = creditOf(contract, period, measured, fee.amount);
  const bounds = [
    contract.target,
    ...contract.tiers.flatMap(({ below, atLeast }) => (atLeast ? [below, atLeast] : [below])),
  ];
  const body: Omit<Statement, 'digest'> = {
    schema: 'candor-sla-statement/1',
    contract,
    period,
    customer,
    evidence: seen,
    steps: [...uptimeSteps(measured), fee.step, ...owed.steps],
    uptimePct: measured.pct && showPct(measured.pct, bounds),
    downMinutes: showMinutes(measured.downMs),
    targetMet: measured.pct === null || !falls(contract, measured.pct, contract.target),
    tier: owed.tier,
    credit: owed.credit,
  };
  const plain = JSON.parse(JSON.stringify(body)) as typeof body;
  return { ...plain, digest: sha256(canonical(plain)) };
}

/** Does the whole sum again from what the statement says went in. `differs` names the fields that do not agree. */
export function recompute(statement: Statement): { same: boolean; differs: string[]; statement: Statement } {
  const { contract, period, customer, evidence } = statement;
  const again = creditStatement(Contract.parse(contract), period.label, customer, evidence);
  const names = new Set([...Object.keys(again), ...Object.keys(statement)]) as Set<keyof Statement>;
  const differs = [...names].filter((name) => {
    const [ours, theirs] = [again[name], statement[name]];
    return ours === undefined || theirs === undefined || canonical(ours) !== canonical(theirs);
  });
  return { same: differs.length === 0, differs, statement: again };
}

const activeOf = (customer: Customer, period: Interval): Interval => ({
  startMs: customer.fromMs ?? period.startMs,
  endMs: customer.untilMs ?? period.endMs,
});

/**
 * What this customer's statement rests on: only what hit this customer (who else was hit is nobody's business), and
 * only runs that touch the period, whole, because a minimum run may have begun before it.
 */
function relevant(
  { downtime, maintenance, traffic }: Evidence,
  period: Period,
  customerId: string,
): Statement['evidence'] {
  const own = downtime
    .filter(({ customerIds }) => customerIds === undefined || customerIds.includes(customerId))
    .map((span) => (span.customerIds ? { ...span, customerIds: [customerId] } : span));
  const runs = union(own).filter((run) => overlaps(run, period));
  return {
    downtime: own.filter((span) => runs.some((run) => overlaps(span, run))),
    maintenance: maintenance.filter((span) => overlaps(span, period)),
    traffic: traffic?.filter(({ atMs }) => atMs >= period.startMs && atMs < period.endMs) ?? null,
  };
}

function uptimeSteps(measured: Uptime): Step[] {
  const { totalMs, excludedMs, downMs, pct, minutesWithoutTraffic } = measured;
  return [
    {
      name: 'uptime',
      formula: 'U = 100 × (T − X − D) / (T − X)',
      values: {
        'T ms': String(totalMs),
        'X ms': String(excludedMs),
        'D ms': exact(downMs),
        ...(minutesWithoutTraffic === null
          ? {}
          : { 'minutes without requests, counted as up': String(minutesWithoutTraffic) }),
      },
      result: pct ? exact(pct) : 'nothing to measure',
    },
  ];
}

/** The fee of the customer's part of the period. */
function feeOf(
  contract: Contract,
  customer: Customer,
  period: Period,
  { totalMs }: Uptime,
): { amount: Money; step: Step } {
  const whole = money(customer.feeMinor, contract.currency);
  const lengthMs = period.endMs - period.startMs;
  const amount = contract.prorate ? shareOf(whole, ratio(totalMs, lengthMs), contract.rounding) : whole;
  return {
    amount,
    step: {
      name: 'fee',
      formula: contract.prorate ? 'F = fee × T / period' : 'F = fee',
      values: { fee: String(customer.feeMinor), 'T ms': String(totalMs), 'period ms': String(lengthMs) },
      result: String(amount.amountMinor),
    },
  };
}

const falls = (contract: Contract, pct: Ratio, bound: string): boolean => {
  const side = compare(pct, parseDecimal(bound));
  return contract.comparison === 'below' ? side < 0 : side <= 0;
};

export const tierFor = (contract: Contract, pct: Ratio): Tier | null =>
  contract.tiers.find(
    ({ below, atLeast }) =>
      falls(contract, pct, below) && (atLeast === null || !falls(contract, pct, atLeast)),
  ) ?? null;

type Owed = { tier: Tier | null; credit: Money; steps: Step[] };

function creditOf(contract: Contract, period: Period, measured: Uptime, fee: Money): Owed {
  const none: Owed = { tier: null, credit: money(0, contract.currency), steps: [] };
  if (!measured.pct || measured.totalMs === 0) return none;
  const tier = contract.multiplier === null ? tierFor(contract, measured.pct) : null;
  const tierStep: Step = {
    name: 'tier',
    formula: contract.comparison === 'below' ? 'atLeast ≤ U < below' : 'atLeast < U ≤ below',
    values: { U: exact(measured.pct) },
    result: tier ? `${tier.atLeast ?? 'any'} to ${tier.below}` : 'none',
  };
  if (contract.multiplier === null && !tier) return { ...none, steps: [tierStep] };
  const share = shareFor(contract, period, measured, tier);
  const cap = times(parseDecimal(contract.capPct), ratio(1, 100));
  const paid = least(share.value, cap);
  const credit = shareOf(fee, paid, contract.rounding);
  const steps: Step[] = [
    ...(tier ? [tierStep] : []),
    { name: 'share', ...share.step, result: exact(share.value) },
    {
      name: 'cap',
      formula: 'S = min(share, cap)',
      values: { share: exact(share.value), cap: exact(cap) },
      result: exact(paid),
    },
    {
      name: 'credit',
      formula: `credit = F × S, rounded ${contract.rounding} to the minor unit`,
      values: { F: String(fee.amountMinor), S: exact(paid) },
      result: String(credit.amountMinor),
    },
  ];
  return { tier, credit, steps };
}

/** The share of the fee that is owed, before the cap. */
function shareFor(
  contract: Contract,
  period: Period,
  measured: Uptime,
  tier: Tier | null,
): { value: Ratio; step: Omit<Step, 'name' | 'result'> } {
  if (contract.multiplier !== null) {
    const k = parseDecimal(contract.multiplier);
    return {
      value: times(k, ratio(measured.downMs.n, measured.downMs.d * BigInt(measured.totalMs))),
      step: {
        formula: 'share = k × D / T',
        values: { k: contract.multiplier, 'D ms': exact(measured.downMs), 'T ms': String(measured.totalMs) },
      },
    };
  }
  if (tier?.creditDays !== undefined) {
    const days = contract.prorate
      ? ratio(BigInt(measured.totalMs) * BigInt(period.days), BigInt(period.endMs - period.startMs))
      : ratio(period.days);
    return {
      value: times(parseDecimal(tier.creditDays), ratio(days.d, days.n)),
      step: {
        formula: 'share = credited days / days paid for',
        values: { 'credited days': tier.creditDays, 'days paid for': exact(days) },
      },
    };
  }
  return {
    value: times(parseDecimal(tier!.creditPct!), ratio(1, 100)),
    step: { formula: 'share = credit percent / 100', values: { 'credit percent': tier!.creditPct! } },
  };
}

/** The statement as plain sentences, for mail and for the customer's page. */
export function explain(statement: Statement, locale = 'en'): string[] {
  const { contract, period, uptimePct, downMinutes, tier, credit, customer } = statement;
  const excludedMs = Number(statement.steps[0]!.values['X ms']);
  const lines = [
    `Period ${period.label} (${contract.timeZone}): ${period.days} days.`,
    uptimePct === null
      ? 'Nothing of the period was left to measure.'
      : `Down for ${downMinutes} minutes: uptime ${uptimePct} %, promised ${contract.target} %.`,
  ];
  if (excludedMs > 0)
    lines.push(
      `${toDecimal(ratio(excludedMs, 60_000), 1)} minutes of announced maintenance were left out of both sides.`,
    );
  if (statement.customer.fromMs !== null || customer.untilMs !== null)
    lines.push(
      `Measured over the ${toDecimal(ratio(Number(statement.steps[0]!.values['T ms']), DAY_MS), 2)} days of your contract in it.`,
    );
  if (tier?.creditPct !== undefined) lines.push(`That uptime earns ${tier.creditPct} % of the fee.`);
  if (tier?.creditDays !== undefined) lines.push(`That uptime earns ${tier.creditDays} days of the fee.`);
  lines.push(
    credit.amountMinor === 0
      ? 'No credit is due.'
      : `Credit: ${formatMoney(credit, locale)}, without a claim.`,
  );
  return lines;
}
