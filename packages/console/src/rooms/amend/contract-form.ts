/** A contract as the form holds it, and as the API takes it. Percentages stay text; the server judges them. */
import type { ContractView, StoredContract } from '@candor/protocol/amend.ts';

/** `id` tells the rows of the form apart while they are typed into. */
export type Tier = { id: number; atLeast: string; creditPct: string };

export type ContractForm = {
  name: string;
  target: string;
  period: 'month' | 'quarter';
  timeZone: string;
  components: string[];
  downStatuses: ContractView['downStatuses'];
  excludesMaintenance: boolean;
  noticeHours: number;
  currency: string;
  capPct: string;
  tiers: Tier[];
  /** Plans that it covers, separated by commas; empty covers all. */
  plans: string;
};

export const emptyContract = (timeZone: string): ContractForm => ({
  name: '',
  target: '99.9',
  period: 'month',
  timeZone,
  components: [],
  downStatuses: ['major_outage'],
  excludesMaintenance: true,
  noticeHours: 24,
  currency: 'EUR',
  capPct: '100',
  tiers: [
    { id: 0, atLeast: '99', creditPct: '10' },
    { id: 1, atLeast: '95', creditPct: '25' },
    { id: 2, atLeast: '', creditPct: '100' },
  ],
  plans: '',
});

/** The upper bound of each tier is where the one before it ends; only the lower one is asked for. */
export function contractBody(form: ContractForm): { contract: object; plans: string[] | null } {
  const plans = form.plans
    .split(',')
    .map((plan) => plan.trim())
    .filter(Boolean);
  return {
    contract: {
      name: form.name.trim(),
      target: form.target.trim(),
      period: form.period,
      timeZone: form.timeZone,
      counting: { method: 'wall-minutes' },
      tiers: form.tiers.map(({ atLeast, creditPct }, i) => ({
        below: i === 0 ? form.target.trim() : (form.tiers[i - 1]?.atLeast.trim() ?? ''),
        atLeast: atLeast.trim() === '' ? null : atLeast.trim(),
        creditPct: creditPct.trim(),
      })),
      components: form.components,
      downStatuses: form.downStatuses,
      exclusions: { announcedMaintenance: form.excludesMaintenance, noticeHours: form.noticeHours },
      currency: form.currency.trim().toUpperCase(),
      capPct: form.capPct.trim(),
    },
    plans: plans.length > 0 ? plans : null,
  };
}

/** Null for a contract that counts or pays in a way this form cannot show; it is edited through the API. */
export function formOf({ contract, plans }: StoredContract): ContractForm | null {
  const steps = contract.tiers.map(({ below, atLeast, creditPct }) => ({ below, atLeast, creditPct }));
  const shown =
    contract.counting.method === 'wall-minutes' &&
    contract.multiplier === null &&
    contract.comparison === 'below' &&
    contract.prorate &&
    contract.rounding === 'half-even' &&
    steps[0]?.below === contract.target &&
    steps.every(({ creditPct }) => creditPct !== undefined);
  if (!shown) return null;
  return {
    name: contract.name,
    target: contract.target,
    period: contract.period,
    timeZone: contract.timeZone,
    components: contract.components,
    downStatuses: contract.downStatuses,
    excludesMaintenance: contract.exclusions.announcedMaintenance,
    noticeHours: contract.exclusions.noticeHours,
    currency: contract.currency,
    capPct: contract.capPct,
    tiers: steps.map(({ atLeast, creditPct }, id) => ({
      id,
      atLeast: atLeast ?? '',
      creditPct: creditPct ?? '',
    })),
    plans: plans?.join(', ') ?? '',
  };
}

/** The period that is over and most likely to be settled now: `2026-10`, `2026-Q3`. */
export function lastPeriod(period: 'month' | 'quarter', now: Date): string {
  const months = now.getUTCFullYear() * 12 + now.getUTCMonth();
  if (period === 'quarter') {
    const quarter = Math.floor(months / 3) - 1;
    return `${Math.floor(quarter / 4)}-Q${(quarter % 4) + 1}`;
  }
  const month = months - 1;
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}
