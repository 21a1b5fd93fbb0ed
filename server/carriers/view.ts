/** A carrier as the API shows it: how it describes itself, and how it stands. Pure; holds no secret. */
import type { CarrierView, WayView } from '@candor/protocol/carriers.ts';
import { settingFields } from './accounts/settings-form.ts';
import type { Breaker } from './breaker.ts';
import type { Carrier } from './carrier.ts';
import type { Throttle } from './throttles.ts';

export function viewOf(
  carrier: Carrier,
  {
    breaker: { state, error, retryAtMs },
    throttles,
    ways,
  }: { breaker: ReturnType<Breaker['state']>; throttles: readonly Throttle[]; ways: WayView[] },
): CarrierView {
  const usable = ways.filter((way) => way.state !== 'locked');
  const { inFlight, perEndpoint, timeoutMs } = carrier.limits;
  const { label, help, example, secret } = carrier.address;
  return {
    name: carrier.name,
    title: carrier.title,
    summary: carrier.summary,
    audience: carrier.audience,
    address: { label, help, example, secret },
    ready: carrier.send !== undefined || usable.length > 0,
    detail: detailOf(carrier, usable),
    receiptMeaning: carrier.receiptMeaning,
    limits: { inFlight, perEndpoint, timeoutSeconds: timeoutMs / 1_000 },
    settings: carrier.settings ?? {},
    providers: carrier.providers.map((provider) => ({
      name: provider.name,
      title: provider.title,
      detail: provider.detail,
      setUp: [...provider.setUp],
      fields: settingFields(provider),
    })),
    ways,
    breaker: { state, error, retryAt: instantOf(retryAtMs) },
    throttles: throttles.map(({ to, perSecond, pausedUntilMs }) => ({
      to,
      perSecond,
      pausedUntil: instantOf(pausedUntilMs),
    })),
  };
}

const instantOf = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

function detailOf(carrier: Carrier, usable: { name: string }[]): string {
  if (carrier.send) return 'Needs no account.';
  if (usable.length === 0)
    return (
      carrier.missing ?? `Add an account of ${carrier.title}; until then its messages wait in the ledger.`
    );
  const names = usable.map(({ name }) => name).join(', then ');
  return carrier.fixed && usable.length === 1 ? carrier.fixed.detail : `Through ${names}.`;
}
