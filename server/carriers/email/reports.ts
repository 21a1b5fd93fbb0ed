/**
 * Rates of what came back, for each way out: what large mailbox providers judge a sender by. Echoes are counted by the
 * hour as they are noted; what was sent is counted in the ledger. A share of nothing is null, never zero.
 */
import type { MailRate } from '@candor/protocol/mail-readiness.ts';
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import type { Store } from '#store';
import type { Echo } from '../carrier.ts';

export type MailReports = {
  count(way: string, echo: Pick<Echo, 'event' | 'permanent'>): Promise<void>;
  rates(): Promise<MailRate[]>;
};

const HOUR_MS = 3_600_000;
const WINDOWS = [24, 7 * 24];

export function createMailReports({ store, clock }: { store: Store; clock: Clock }): MailReports {
  return {
    async count(way, { event, permanent }) {
      const hour = new Date(Math.floor(clock.nowMs() / HOUR_MS) * HOUR_MS).toISOString();
      const events = event === 'bounced' && permanent ? ['bounced', 'dead'] : [event];
      for (const each of events)
        await sql`
          insert into carriers_mail_report (way, event, hour, count)
          values (${way}, ${each}, ${hour}::timestamptz, 1)
          on conflict (way, event, hour) do update set count = carriers_mail_report.count + 1`.execute(
          store.db,
        );
    },
    async rates() {
      const rates: MailRate[] = [];
      for (const hours of WINDOWS) {
        const since = new Date(clock.nowMs() - hours * HOUR_MS).toISOString();
        const { rows: sent } = await sql<{ way: string; count: number }>`
          select coalesce(receipt->>'way', 'settings') as way, count(*)::int as count
          from carriers_delivery
          where carrier = 'email' and created_at >= ${since}::timestamptz and receipt is not null
            and not receipt ? 'erased'
          group by 1`.execute(store.db);
        const { rows: came } = await sql<{ way: string; event: string; count: number }>`
          select way, event, sum(count)::int as count from carriers_mail_report
          where hour >= ${since}::timestamptz group by 1, 2`.execute(store.db);
        const names = new Set([...sent, ...came].map(({ way }) => way));
        for (const way of [...names].sort()) {
          const total = sent.find((one) => one.way === way)?.count ?? 0;
          const of = (event: string) =>
            came.find((one) => one.way === way && one.event === event)?.count ?? 0;
          const share = (count: number) => (total === 0 ? null : count / total);
          rates.push({
            way,
            hours,
            sent: total,
            bounced: of('bounced'),
            dead: of('dead'),
            complained: of('complained'),
            bounceShare: share(of('bounced')),
            complaintShare: share(of('complained')),
          });
        }
      }
      return rates;
    },
  };
}
