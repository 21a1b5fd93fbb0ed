/** The embedded database of a data folder, filled and asked by SQL: before Candor starts on it, or beside it. */
import { sql } from 'kysely';
import { silentLog } from '#lib/log.ts';
import type { Store } from '#store';
import { connect } from '../../server/store/connect.ts';
import { openEmbedded } from '../../server/store/embedded/supervisor.ts';
import { migrate } from '../../server/store/migrate.ts';

export async function openDatabase(folder: string) {
  const server = await openEmbedded({ dataFolder: folder, binFolder: null, log: silentLog() });
  const where = server.where('candor');
  await migrate(where);
  const store = connect(where, { log: silentLog() });
  return {
    store,
    async close() {
      await store.close();
      await server.close();
    },
  };
}

/**
 * Subscribers as if they had signed up, by one statement: a hundred thousand sign-ups through the API would take longer
 * than what is measured. `address` says what is told: mailboxes of one domain, or paths below an address.
 */
export async function subscribe(
  store: Store,
  { carrier, count, secret = null }: { carrier: 'email' | 'webhook'; count: number; secret?: string | null },
  address: { before: string; after: string },
): Promise<void> {
  await sql`
    insert into audience_subscriber
      (id, carrier, address, address_hash, state, locale, time_zone, secret, source, created_at, confirmed_at)
    select 'sub_' || lpad(i::text || ${carrier === 'email' ? '0' : '1'}, 26, '0'), ${carrier}, a.address, encode(sha256(convert_to(
        '["' || ${carrier}::text || '",' || to_json(lower(a.address))::text || ']', 'UTF8')), 'hex'),
      'active', 'en', 'UTC', ${secret}::text, 'import', now(), now()
    from generate_series(1, ${count}::integer) i, lateral (select ${address.before} || i || ${address.after} as address) a`.execute(
    store.db,
  );
  await sql`analyze audience_subscriber`.execute(store.db);
}

/** What the ledger itself says of the newest update: how many, and when the first and the last were accepted. */
export async function settlements(store: Store) {
  const { rows } = await sql<{
    planned: number;
    accepted: number;
    first: string;
    last: string;
    open: number;
  }>`
    select count(*)::integer as planned, count(*) filter (where state = 'accepted')::integer as accepted,
      min(settled_at) filter (where state = 'accepted') as first, max(settled_at) as last,
      count(*) filter (where state in ('planned', 'deferred'))::integer as open
    from carriers_delivery where kind = 'update'`.execute(store.db);
  return rows[0]!;
}
