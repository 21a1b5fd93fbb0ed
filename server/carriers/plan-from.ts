/**
 * Planning by one statement: what the audience selects becomes rows of the ledger inside the database, so that a
 * million recipients cross no wire and take no memory here. Ids are made there too: each row counts up the last thirty
 * bits of a UUIDv7 that was made here for the message, so that they sort in the order of planning (RFC 9562, 6.2).
 */
import { type RawBuilder, sql } from 'kysely';
import { canonical } from '#lib/canonical.ts';
import type { Ids } from '#lib/id.ts';
import type { Tx } from '#store';
import {
  type Message,
  type MessageDraft,
  type Planned,
  type Planner,
  type Recipient,
  write,
} from './plan.ts';

/**
 * A select that yields recipient_id, recipient_kind, carrier, address, address_hash (as lib/address-hash.ts makes it),
 * locale, time_zone, segment (or null), lane, not_before (timestamptz or null), secret (or null) and why (jsonb or null); each recipient
 * once per carrier.
 */
export type Selection = RawBuilder<unknown>;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/** Characters of an id that are counted: thirty bits. */
const COUNTED = 6;
const BATCH = 1_000;
/** No single statement may take a minute, also where the disk is slow. */
const AT_ONCE = 250_000;

type Place = { recipientId: string; carrier: string };

export function createPlanFrom({
  planner,
  ids,
  rules,
}: {
  planner: Planner;
  ids: Ids;
  /** How each carrier's endpoint follows from an address; carriers without a rule are planned row by row. */
  rules: () => { one: Map<string, string>; address: string[]; host: string[] };
}) {
  async function byStatement(tx: Tx, message: Message, select: Selection): Promise<number> {
    const { one, address, host } = rules();
    const carriers = [...one.keys(), ...address, ...host];
    const unit = message.updateId ?? message.key;
    // As keys.ts has it: the JSON of five parts, of which the last two differ from row to row.
    const head = `${canonical([message.kind, message.incidentId, unit]).slice(0, -1)},`;
    let planned = 0;
    let after: Place | null = { recipientId: '', carrier: '' };
    while (after) {
      const piece: RawBuilder<unknown> = sql`
        select * from (${select}) s
        where s.carrier = any(${carriers}::text[]) and (s.recipient_id, s.carrier) > (${after.recipientId}, ${after.carrier})
        order by s.recipient_id, s.carrier`;
      const written = await write(
        tx,
        message,
        sql`(
        select get_byte(sha256(convert_to(c.recipient_id, 'UTF8')), 0)::smallint as shard,
          ${ids.next('dlv').slice(0, -COUNTED)} || ${counter(sql`c.n`)} as id,
          c.carrier, c.recipient_id, c.recipient_kind, c.address, c.address_hash,
          case when e.endpoint is not null then e.endpoint
            when c.carrier = any(${host}::text[]) then coalesce(lower(substring(c.address from '^[a-z]+://([^/?#]+)')), 'unknown')
            else left(c.address_hash, 16) end as endpoint,
          c.locale, c.time_zone, c.segment,
          case when c.secret is not null then jsonb_build_object('secret', c.secret) end as private,
          least(1000, greatest(0, c.lane))::smallint as lane,
          encode(sha256(convert_to(
            ${head} || to_json(c.recipient_id)::text || ',' || to_json(c.carrier)::text || ']', 'UTF8')), 'hex')
            as idempotency_key,
          c.not_before, c.why
        from (select p.*, row_number() over () as n from (${piece} limit ${AT_ONCE}) p) c
        left join unnest(${[...one.keys()]}::text[], ${[...one.values()]}::text[]) as e (carrier, endpoint)
          on e.carrier = c.carrier
      ) r`,
      );
      planned += written;
      // A new message meets no row of its own, so that a piece that is not full was the last one.
      const mayBeMore: boolean = written === AT_ONCE || !message.isNew;
      after = mayBeMore
        ? ((await sql<Place>`${piece} offset ${AT_ONCE - 1} limit 1`.execute(tx)).rows[0] ?? null)
        : null;
    }
    return planned;
  }

  /** For carriers whose endpoint only their own code knows, such as rooms of a chat: few, and they cross the wire. */
  async function byRow(tx: Tx, message: Message, select: Selection): Promise<number> {
    const { one, address, host } = rules();
    let planned = 0;
    let last: Row | undefined;
    do {
      const { rows }: { rows: Row[] } = await sql<Row>`
        select s.recipient_id, s.recipient_kind, s.carrier, s.address, s.locale, s.time_zone, s.segment, s.lane, s.not_before,
          s.secret, s.why::text as why
        from (${select}) s
        where s.carrier <> all(${[...one.keys(), ...address, ...host]}::text[])
          and (s.recipient_id, s.carrier) > (${last?.recipientId ?? ''}, ${last?.carrier ?? ''})
        order by s.recipient_id, s.carrier limit ${BATCH}`.execute(tx);
      if (rows.length > 0) planned += await planner.writeBatch(tx, message, rows.map(toRecipient));
      last = rows.length < BATCH ? undefined : rows.at(-1);
    } while (last);
    return planned;
  }

  return async (tx: Tx, given: { message: MessageDraft; select: Selection }): Promise<Planned> => {
    const message = await planner.writeMessage(tx, given.message);
    const planned = (await byStatement(tx, message, given.select)) + (await byRow(tx, message, given.select));
    await planner.supersede(tx, message);
    return { messageId: message.id, planned };
  };
}

/** A number below 2³⁰ in the last characters of a TypeID. */
const counter = (n: RawBuilder<unknown>) =>
  sql.join(
    Array.from({ length: COUNTED }, (_, i) => {
      const shift = sql.lit((COUNTED - 1 - i) * 5);
      return sql`substr(${sql.lit(ALPHABET)}, ((${n} >> ${shift}) & 31)::integer + 1, 1)`;
    }),
    sql` || `,
  );

type Row = {
  recipientId: string;
  recipientKind: Recipient['kind'];
  carrier: string;
  address: string;
  locale: string;
  timeZone: string;
  segment: string | null;
  lane: number;
  notBefore: string | null;
  secret: string | null;
  why: string | null;
};

const toRecipient = ({ recipientId, recipientKind, why, ...row }: Row): Recipient => ({
  ...row,
  id: recipientId,
  kind: recipientKind,
  why: why === null ? null : JSON.parse(why),
});
