/** How many subscribers read their mail at which domain: what a warm-up is reckoned from. Counts, never addresses. */
import { sql } from 'kysely';
import type { Store } from '#store';

export type MailDomains = () => Promise<{ domain: string; readers: number }[]>;

export const createMailDomains =
  ({ store }: { store: Store }): MailDomains =>
  async () => {
    const { rows } = await sql<{ domain: string; readers: number }>`
      select lower(substring(address from '@([^@]+)$')) as domain, count(*)::int as readers
      from audience_subscriber where carrier = 'email' and state = 'active' and quarantined_at is null
      group by 1 having lower(substring(address from '@([^@]+)$')) is not null
      order by 2 desc, 1`.execute(store.db);
    return rows;
  };
