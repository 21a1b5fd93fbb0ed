/**
 * What an outage today would look like to mailbox providers: so many letters within an hour from a sender that they know
 * for so few. Reckoned from subscribers and the ledger; a plan of days where the step is too large. Pure.
 */
import type { WarmUp } from '@candor/protocol/mail-readiness.ts';
import { BULK, mailboxProviderOf } from './providers.ts';

/** Below this nobody takes notice. */
const SMALL = 1_000;
/** Large providers call a sender of so many letters a day to them a bulk sender, for good. */
export const BULK_PER_DAY = 5_000;
const FIRST_DAY = 200;

export function warmUpOf({
  domains,
  hosted,
  lastDays,
}: {
  domains: readonly { domain: string; readers: number }[];
  /** Providers of domains that are known by their MX alone. */
  hosted: ReadonlyMap<string, string>;
  lastDays: readonly { day: string; letters: number }[];
}): WarmUp {
  const counts = new Map<string, number>();
  for (const { domain, readers } of domains) {
    const provider = mailboxProviderOf(domain) ?? hosted.get(domain) ?? 'others';
    counts.set(provider, (counts.get(provider) ?? 0) + readers);
  }
  const byProvider = [...counts]
    .map(([provider, readers]) => ({
      provider,
      readers,
      bulk: BULK.has(provider) && readers >= BULK_PER_DAY,
    }))
    .sort((a, b) => b.readers - a.readers);
  const letters = domains.reduce((sum, { readers }) => sum + readers, 0);
  const largestDay = lastDays.reduce((most, day) => Math.max(most, day.letters), 0);
  const verdict =
    letters === 0 ? 'nobody' : letters <= SMALL ? 'small' : largestDay >= letters / 2 ? 'warm' : 'cold';
  return {
    lettersPerUpdate: letters,
    byProvider,
    lastDays: [...lastDays],
    largestDay,
    verdict,
    advice: adviceOn(
      verdict,
      letters,
      largestDay,
      byProvider.filter(({ bulk }) => bulk).map(({ provider }) => provider),
    ),
    plan: verdict === 'cold' ? planFor(letters, largestDay) : [],
  };
}

/** Twice as many letters each day, beginning with what the sender is known for. */
function planFor(letters: number, largestDay: number): WarmUp['plan'] {
  const plan: WarmUp['plan'] = [];
  for (let size = Math.max(FIRST_DAY, largestDay); ; size *= 2) {
    plan.push({ day: plan.length + 1, letters: Math.min(size, letters) });
    if (size >= letters) return plan;
  }
}

const number = (n: number) => n.toLocaleString('en-US');

function adviceOn(verdict: WarmUp['verdict'], letters: number, largestDay: number, bulk: string[]): string {
  const rules =
    bulk.length === 0
      ? ''
      : ` ${bulk.join(' and ')} would count you among the bulk senders from then on (${number(BULK_PER_DAY)} letters a day): SPF, DKIM and DMARC have to hold, one click has to unsubscribe, and complaints have to stay below 0.3 %.`;
  switch (verdict) {
    case 'nobody':
      return 'Nobody subscribes by mail yet.';
    case 'small':
      return `One update is ${number(letters)} ${letters === 1 ? 'letter' : 'letters'}. That few need no warm-up.${rules}`;
    case 'warm':
      return `One update is ${number(letters)} letters, and your largest day of the last thirty had ${number(largestDay)}. Receivers know you for that.${rules}`;
    case 'cold':
      return `An outage today would send ${number(letters)} letters within an hour for each update; your largest day of the last thirty had ${number(largestDay)}. Receivers slow down or refuse what is so unusual. Let other mail of the same domain (product news, receipts, invitations to subscribe) leave through the same relay, along the plan below, or use a relay whose addresses are warm already.${rules}`;
  }
}
