/**
 * Everything that was sent to one person, with its proof: when each message was planned and why, how often it was
 * tried, what the receiver answered, and what the provider said later. Written for the person themselves and for
 * whoever has to show it in a dispute.
 */
import type { Delivery } from '@candor/protocol/carriers.ts';
import { sql } from 'kysely';
import { segmentKeySql } from '#lib/segment-key.ts';
import type { Store } from '#store';
import { STATE } from './turns.ts';

export type Proof = Pick<
  Delivery,
  | 'id'
  | 'messageId'
  | 'kind'
  | 'incidentId'
  | 'updateId'
  | 'carrier'
  | 'state'
  | 'attempts'
  | 'lastError'
  | 'supersededBy'
  | 'because'
  | 'createdAt'
  | 'settledAt'
> & {
  /** As the audience selected: which wish of this person made it theirs. */
  why: Record<string, unknown> | null;
  /** What the receiver answered, as it came. */
  receipt: Record<string, unknown> | null;
  /** What the provider said about it later. */
  echoes: { event: string; permanent: boolean; detail: string; at: string; way: string }[];
  /** As whom they were told it: readers of a segment may get other words. */
  segment: string | null;
  /** The words as they left, in the language of this person. */
  subject: string | null;
  /** Of updates and corrections, as text; a program got them as data. */
  text: string | null;
};

type Row = Omit<Proof, 'why' | 'receipt' | 'echoes'> & { why: string | null; receipt: string | null };

const SEGMENT_KEY = sql.raw(segmentKeySql('d.segment'));

/** Newest first; `after` is the id of the last one seen. */
export async function proofOf(
  db: Store['db'],
  recipientId: string,
  { after, limit = 500 }: { after?: string | undefined; limit?: number | undefined } = {},
): Promise<Proof[]> {
  const { rows } = await sql<Row>`
    select d.id, d.message_id, d.kind, d.incident_id, d.update_id, d.carrier, ${STATE} as state, d.attempts, d.last_error,
      d.superseded_by, d.because, d.created_at, d.settled_at, d.why::text as why, d.receipt::text as receipt, d.segment,
      form ->> 'subject' as subject,
      -- Other kinds hold what was for one reader's eyes, such as a code.
      case when d.kind in ('update', 'correction') then form ->> 'text' end as text
    from carriers_delivery d left join carriers_message m on m.id = d.message_id
    cross join lateral (select coalesce(
      m.content #> array['segments', ${SEGMENT_KEY}, 'forms', d.locale || '@' || d.time_zone],
      m.content #> array['forms', d.locale || '@' || d.time_zone], m.content #> array['forms', d.locale],
      m.content #> array['forms', split_part(d.locale, '-', 1)], m.content #> array['forms', 'en']) as form) f
    where d.recipient_id = ${recipientId} ${after ? sql`and d.id < ${after}` : sql``}
    order by d.id desc limit ${limit}`.execute(db);
  return rows.map(({ why, receipt, ...row }) => {
    const { echoes, ...answer } = receipt ? (JSON.parse(receipt) as Record<string, unknown>) : {};
    return {
      ...row,
      why: why ? JSON.parse(why) : null,
      receipt: receipt ? answer : null,
      echoes: Array.isArray(echoes) ? (echoes as Proof['echoes']) : [],
    };
  });
}
