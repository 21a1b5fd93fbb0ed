/**
 * What a provider says later about a message that it had accepted: that it arrived, bounced, or was called spam. It is
 * written on the delivery's receipt, turns "accepted" into "failed" where nothing arrived, and ends an address
 * that is dead or complained. An echo that was heard before changes nothing; one about nobody we know neither.
 */
import type { RecipientKind } from '@candor/protocol/carriers.ts';
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import type { Store, Tx } from '#store';
import type { Echo } from './carrier.ts';
import { jsonText, readable } from './json.ts';
import { addressHash } from './keys.ts';
import { type Suppression, toAddress } from './suppression.ts';
import { counted } from './tally.ts';

export type Echoed = 'applied' | 'unknown' | 'repeated';

/** As many as one delivery keeps; a provider that goes on repeating itself fills no disk. */
const MOST = 20;
const DETAIL = 500;

/** Whole, or as much of it as found its way into an address. */
const KEY = /^[0-9a-f]{32,64}$/;

type Found = {
  shard: number;
  id: string;
  messageId: string;
  carrier: string;
  state: string;
  recipientId: string;
  recipientKind: RecipientKind;
  address: string;
  incidentId: string | null;
  echoes: string | null;
};
type Kept = { event: Echo['event']; permanent: boolean; detail: string; at: string; way: string };

export function createEchoes({
  store,
  clock,
  suppression,
  carrierOf,
  moved,
}: {
  store: Store;
  clock: Clock;
  suppression: Suppression;
  /** Whose account this way is: an address says nothing without its carrier. */
  carrierOf: (way: string) => Promise<string | null>;
  moved: (incidentId: string | null) => void;
}) {
  /** The newest delivery that the echo can mean, locked. */
  async function find(tx: Tx, { ref }: Echo, carrier: string | null): Promise<Found | null> {
    const which =
      'key' in ref
        ? KEY.test(ref.key)
          ? sql`left(idempotency_key, 32)::uuid = ${ref.key.slice(0, 32)}::uuid and starts_with(idempotency_key, ${ref.key})`
          : null
        : 'id' in ref
          ? sql`receipt_id = ${ref.id}`
          : carrier === null
            ? null
            : sql`${toAddress(carrier, addressHash(carrier, ref.address))} and state = 'accepted'`;
    if (which === null) return null;
    const { rows } = await sql<Found>`
      select shard, id, message_id, carrier, state, recipient_id, recipient_kind, address, incident_id,
        (receipt -> 'echoes')::text as echoes
      from carriers_delivery where ${which} ${carrier === null ? sql`` : sql`and carrier = ${carrier}`}
      order by id desc limit 1 for update`.execute(tx);
    return rows[0] ?? null;
  }

  async function apply(tx: Tx, found: Found, echo: Echo, way: string): Promise<Echoed> {
    const before = found.echoes ? (JSON.parse(found.echoes) as Kept[]) : [];
    const isKnown = before.some(({ event, at }) => event === echo.event && at === echo.at);
    if (isKnown) return 'repeated';
    const detail = readable(echo.detail).slice(0, DETAIL);
    const kept: Kept = { event: echo.event, permanent: echo.permanent, detail, at: echo.at, way };
    // The first one stays: it says when it began. The newest push out those between.
    const echoes = [...before, kept];
    if (echoes.length > MOST) echoes.splice(1, echoes.length - MOST);
    const isDead = echo.event === 'bounced' && echo.permanent;
    // It did not arrive, whether or not the mailbox lives; as a dead letter it can be replayed.
    const fails = echo.event === 'bounced' && found.state === 'accepted';
    const update = sql`
      update carriers_delivery
      set receipt = coalesce(receipt, '{}') || jsonb_build_object('echoes', ${jsonText(echoes)}::jsonb),
        state = ${fails ? sql`'failed'` : sql`state`}, last_error = ${fails ? detail : sql`last_error`},
        settled_at = ${fails ? sql`${clock.now()}::timestamptz` : sql`settled_at`}
      where shard = ${found.shard} and id = ${found.id}
      returning id, message_id, carrier, state`;
    await (fails ? counted(update, { from: 'accepted' }) : update).execute(tx);
    if ((isDead || echo.event === 'complained' || echo.event === 'unsubscribed') && found.address !== '') {
      const { carrier, address, recipientId, recipientKind } = found;
      const reason = `${REASONS[echo.event]} ${detail}`.trim();
      const { event } = echo;
      await suppression.suppress(
        tx,
        { carrier, address, recipientId, recipientKind, reason, event },
        found.id,
      );
    }
    return 'applied';
  }

  return async (echo: Echo, way: string): Promise<Echoed> => {
    const carrier = await carrierOf(way);
    let incidentId: string | null = null;
    const outcome = await store.transaction(async (tx) => {
      const found = await find(tx, echo, carrier);
      if (!found) return 'unknown' as const;
      ({ incidentId } = found);
      if (echo.event === 'resubscribed') await suppression.lift(tx, found.carrier, found.address);
      return apply(tx, found, echo, way);
    });
    if (outcome === 'applied') moved(incidentId);
    return outcome;
  };
}

const REASONS: Record<Echo['event'], string> = {
  delivered: '',
  delayed: '',
  resubscribed: '',
  bounced: 'It bounced for good:',
  complained: 'Its owner called it unwanted:',
  unsubscribed: 'Its owner unsubscribed:',
};
