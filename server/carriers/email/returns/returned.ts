/**
 * Mail that comes back, whichever door it came through: read, judged, and noted beside the delivery that it is about.
 * It answers nobody and sends nothing, so no loop can begin here.
 */
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import type { Store } from '#store';
import type { Echo } from '../../carrier.ts';
import type { Echoed } from '../../echo.ts';
import { instantOf } from '../providers/given.ts';
import { first, type Incoming, readIncoming } from './incoming.ts';
import { judge } from './judgement.ts';
import type { ReturnPath } from './return-path.ts';
import { whose } from './whose.ts';

export type Taken = {
  /** `ignored`: it means nothing for us. `unknown`: it is about no delivery of ours. */
  outcome: Echoed | 'ignored';
  event: Echo['event'] | null;
  detail: string;
};

export type ReturnedMail = {
  /** `to`: the addresses in the envelope, when the door knows them. */
  take(raw: Buffer, to?: readonly string[]): Promise<Taken>;
};

export function createReturnedMail({
  store,
  clock,
  log,
  returnPath,
  note,
}: {
  store: Store;
  clock: Clock;
  log: Log;
  returnPath: ReturnPath | null;
  note: (echo: Echo, way: string) => Promise<Echoed>;
}): ReturnedMail {
  async function deliveryOf(keyPrefix: string): Promise<{ key: string; way: string } | null> {
    // By the first half of the key, which is what the index holds.
    const [from, to] = ['0', 'f'].map((digit) => keyPrefix.slice(0, 32).padEnd(32, digit));
    const { rows } = await sql<{ key: string; way: string }>`
      select idempotency_key as key, coalesce(receipt->>'way', 'settings') as way from carriers_delivery
      where left(idempotency_key, 32)::uuid between ${from}::uuid and ${to}::uuid
        and carrier = 'email' and starts_with(idempotency_key, ${keyPrefix})
      limit 1`.execute(store.db);
    return rows[0] ?? null;
  }

  return {
    async take(raw, to = []) {
      const mail = await readIncoming(raw);
      if (!mail) return { outcome: 'ignored', event: null, detail: 'It cannot be read as a message.' };
      const about = whose(mail, to, returnPath);
      const meaning = meaningOf(mail, about?.use === 'unsubscribe' && about.by === 'address');
      if (meaning.kind === 'nothing')
        return { outcome: 'ignored', event: null, detail: `It is ${meaning.why}.` };
      const event = meaning.kind;
      const delivery = about && (await deliveryOf(about.keyPrefix));
      if (!delivery)
        return { outcome: 'unknown', event, detail: 'It names no letter that this Candor has sent.' };
      const now = clock.now();
      const dated = instantOf(first(mail.fields, 'date'), now);
      const outcome = await note(
        {
          ref: { key: delivery.key },
          event,
          permanent:
            event === 'complained' || event === 'unsubscribed' || (event === 'bounced' && meaning.permanent),
          detail: meaning.detail,
          // The same message twice says the same once, and nobody's clock is ahead of ours.
          at: dated < now ? dated : now,
        },
        delivery.way,
      );
      log.info({ event, outcome }, 'mail came back');
      return { outcome, event, detail: meaning.detail };
    },
  };
}

/** A person's letter to the address that takes requests to unsubscribe is one; a program's letter is not. */
function meaningOf(mail: Incoming, toUnsubscribe: boolean): ReturnType<typeof judge> {
  const meaning = judge(mail);
  if (!toUnsubscribe || meaning.kind !== 'nothing' || meaning.why === 'an automatic reply') return meaning;
  return mail.feedback ? meaning : { kind: 'unsubscribed', detail: 'by mail' };
}
