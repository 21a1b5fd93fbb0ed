/**
 * Limits of signing up, so that the form writes to nobody's mailbox in bulk. Three measures, none of which says whether
 * an address is known: how many letters lately went to addresses that share a fate (a mail domain, a range of phone
 * numbers), how many went out in all, and how many wait for an answer. Above the first mark a sign-up needs a proof
 * that a human meant it; above the second nobody is written to. Counted from the rows, so that it holds for every
 * process; what one client did is counted in memory and never stored.
 */
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import { HOUR_MS } from '#lib/duration.ts';
import type { Store } from '#store';
import type { AudienceTables } from './tables.ts';

export type Room = 'free' | 'prove' | 'full';

type Marks = { shared: [prove: number, full: number]; all: [prove: number, full: number]; waiting: number };

/** Letters an hour. A text message costs money, and sending many to one range is a known fraud. */
const MAIL: Marks = { shared: [30, 2_000], all: [300, 20_000], waiting: 50_000 };
const PHONE: Marks = { shared: [10, 50], all: [50, 500], waiting: 1_000 };
/** Calls to addresses that strangers name: of rooms, whose host is everybody's, and of programs, whose host is somebody's. */
const ROOM: Marks = { shared: [30, 500], all: [100, 2_000], waiting: 5_000 };
const PROGRAM: Marks = { shared: [5, 20], all: [100, 500], waiting: 5_000 };
const marksOf = (carrier: string) =>
  carrier === 'email' ? MAIL : isPhone(carrier) ? PHONE : carrier === 'webhook' ? PROGRAM : ROOM;
/** Sign-ups of one client an hour before each needs a proof; an office shares one address. */
const CLIENT_PER_HOUR = 5;
const CLIENTS_REMEMBERED = 20_000;

export type SignUpLimits = {
  /** Counts this try of the client; null where each client is limited already and can prove nothing. */
  room(carrier: string, address: string, client: string | null): Promise<Room>;
};

export function createSignUpLimits({ store, clock }: { store: Store; clock: Clock }): SignUpLimits {
  const clients = new Map<string, { sinceMs: number; count: number }>();
  function busy(client: string): boolean {
    const known = clients.get(client);
    const nowMs = clock.nowMs();
    const { sinceMs, count } =
      known && nowMs - known.sinceMs < HOUR_MS ? known : { sinceMs: nowMs, count: 0 };
    clients.delete(client);
    if (clients.size >= CLIENTS_REMEMBERED) clients.delete(clients.keys().next().value!);
    clients.set(client, { sinceMs, count: count + 1 });
    return count >= CLIENT_PER_HOUR;
  }

  return {
    async room(carrier, address, client) {
      const marks = marksOf(carrier);
      const since = new Date(clock.nowMs() - HOUR_MS).toISOString();
      const end = sharedEnd(carrier, address);
      const same =
        carrier === 'email'
          ? sql<boolean>`lower(address) like ${`%${escapeLike(end)}`}`
          : sql<boolean>`address like ${`${escapeLike(end)}%`}`;
      const counted = await store.db
        .withTables<AudienceTables>()
        .selectFrom('audienceSubscriber')
        .select((eb) => [
          eb.fn.countAll<number>().filterWhere(same).as('shared'),
          eb.fn.countAll<number>().as('all'),
        ])
        .where('carrier', '=', carrier)
        .where('confirmSentAt', '>', since)
        .executeTakeFirstOrThrow();
      const waiting = await store.db
        .withTables<AudienceTables>()
        .selectFrom((eb) =>
          eb
            .selectFrom('audienceSubscriber')
            .select('id')
            .where('state', '=', 'pending')
            .where('carrier', '=', carrier)
            .limit(marks.waiting)
            .as('few'),
        )
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      const [shared, all] = [Number(counted.shared), Number(counted.all)];
      const isBusy = client !== null && busy(client);
      if (shared >= marks.shared[1] || all >= marks.all[1] || Number(waiting.count) >= marks.waiting)
        return 'full';
      return isBusy || shared >= marks.shared[0] || all >= marks.all[0] ? 'prove' : 'free';
    },
  };
}

const isPhone = (carrier: string) => carrier === 'sms' || carrier === 'voice';

/** What a burst against one target has in common: the domain with its @, the first digits of a number, or the host. */
export const sharedEnd = (carrier: string, address: string): string =>
  carrier === 'email'
    ? address.slice(address.lastIndexOf('@')).toLowerCase()
    : isPhone(carrier)
      ? address.slice(0, 6)
      : `${new URL(address).origin}/`;

const escapeLike = (text: string) => text.replace(/[\\%_]/g, (c) => `\\${c}`);
