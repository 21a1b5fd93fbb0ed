/**
 * Tells who wants to know that an endpoint is dead by the rule of quarantine.ts. Looked at only when a delivery was
 * given up, which is rare, so no counter is kept for receivers that work. Stops nothing itself: the audience does.
 */
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import type { Store, Tx } from '#store';
import type { Leased } from './leased.ts';
import { deadBy } from './quarantine.ts';

export type DeadEndpoint = { carrier: string; recipientId: string; rule: string };
export type DeadEndpointListener = (tx: Tx, dead: DeadEndpoint) => Promise<void>;

/** Given up are deliveries that failed by trying, not those that a provider called bounced later. */
const RECENT = 50;

export function createDeadEndpoints({
  store,
  clock,
  log,
  listeners,
}: {
  store: Store;
  clock: Clock;
  log: Log;
  listeners: DeadEndpointListener[];
}) {
  return async (carrier: string, { outgoing }: Leased): Promise<void> => {
    const { recipientId, recipientKind } = outgoing;
    if (listeners.length === 0 || recipientKind === 'person') return;
    try {
      await store.transaction(async (tx) => {
        const { rows } = await sql<{ state: string; createdAt: string }>`
          select state, created_at from carriers_delivery
          where recipient_id = ${recipientId} and carrier = ${carrier} and state in ('accepted', 'failed')
          order by seq desc, id desc limit ${RECENT}`.execute(tx);
        const worked = rows.findIndex(({ state }) => state === 'accepted');
        const failed = worked < 0 ? rows : rows.slice(0, worked);
        const first = failed.at(-1)?.createdAt;
        const rule = deadBy(
          { deadLetters: failed.length, failingSinceMs: first ? Date.parse(first) : null },
          clock.nowMs(),
        );
        if (rule) for (const listener of listeners) await listener(tx, { carrier, recipientId, rule });
      });
    } catch (error) {
      log.warn({ err: error, carrier }, 'a dead endpoint could not be marked; its next failure marks it');
    }
  };
}
