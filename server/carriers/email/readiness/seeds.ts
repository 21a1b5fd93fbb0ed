/**
 * Seed tests: a plainly labelled letter to mailboxes that the operator names, through the ledger like every other, to see
 * where it lands. Each mailbox has a link of its own by which whoever reads it says so; the header of the letter as it
 * arrived says more. Stores nothing else of these mailboxes, and nobody is subscribed by it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type {
  SeedLanding,
  SeedMailbox,
  SeedReceiptInput,
  SeedSeen,
  SeedTest,
} from '@candor/protocol/mail-readiness.ts';
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { Store } from '#store';
import { jsonText } from '../../json.ts';
import type { Ledger } from '../../ledger.ts';
import type { MessageDraft } from '../../plan.ts';
import { addressFault } from '../compose.ts';
import { seenIn } from './seen.ts';

export type Seeds = {
  start(addresses: readonly string[]): Promise<SeedTest>;
  list(): Promise<SeedTest[]>;
  receipt(testId: string, input: SeedReceiptInput): Promise<SeedTest>;
  /** Null when the link is none of ours. */
  byLink(token: string): Promise<{ id: string; address: string } | null>;
  landed(id: string, where: SeedLanding): Promise<void>;
};

type Row = {
  id: string;
  testId: string;
  address: string;
  landed: SeedLanding | null;
  seen: SeedSeen | null;
  createdAt: string;
  reportedAt: string | null;
  delivery: string | null;
};

const LAST_TESTS = 10;
/** The addresses are forgotten after this. */
const KEPT_MS = 90 * 86_400_000;
const LINK = /mail-seeds\/([\w.-]{20,120})/;

export function createSeeds({
  store,
  clock,
  ids,
  key,
  ledger,
  publicUrl,
  senderDomain,
}: {
  store: Store;
  clock: Clock;
  ids: Ids;
  key: Buffer;
  ledger: Pick<Ledger, 'plan'>;
  publicUrl: () => string;
  senderDomain: string;
}): Seeds {
  const proof = (id: string) =>
    createHmac('sha256', key).update(`seed\n${id}`).digest('base64url').slice(0, 24);
  const tokenOf = (id: string) => `${id}.${proof(id)}`;
  function idOf(token: string): string | null {
    const [id = '', given = ''] = token.split('.');
    const [one, other] = [Buffer.from(given), Buffer.from(proof(id))];
    return one.length === other.length && timingSafeEqual(one, other) ? id : null;
  }

  async function tests(testId?: string): Promise<SeedTest[]> {
    const { rows } = await sql<Row>`
      select seed.id, test_id, seed.address, landed, seen, seed.created_at, reported_at,
        (select state from carriers_delivery where recipient_id = seed.id order by id desc limit 1) as delivery
      from carriers_seed seed
      where test_id = ${testId ?? null} or (${testId === undefined}
        and test_id in (select distinct test_id from carriers_seed order by test_id desc limit ${LAST_TESTS}))
      order by test_id desc, seed.id`.execute(store.db);
    const found = new Map<string, SeedTest>();
    for (const row of rows) {
      const test = found.get(row.testId) ?? { id: row.testId, createdAt: row.createdAt, mailboxes: [] };
      found.set(row.testId, test);
      test.mailboxes.push(toMailbox(row));
    }
    return [...found.values()];
  }

  async function one(testId: string): Promise<SeedTest> {
    const [test] = await tests(testId);
    if (!test) throw new Problem('not-found', `There is no seed test ${testId.slice(0, 64)}.`);
    return test;
  }

  const write = (id: string, { landed, seen }: { landed?: SeedLanding; seen?: SeedSeen }) =>
    sql`
      update carriers_seed set landed = coalesce(${landed ?? null}, landed),
        seen = coalesce(${seen ? jsonText(seen) : null}::jsonb, seen), reported_at = ${clock.now()}::timestamptz
      where id = ${id}`.execute(store.db);

  return {
    async start(addresses) {
      const wanted = [...new Set(addresses.map((address) => address.trim()))];
      const wrong = wanted.findIndex((address) => addressFault(address) !== null);
      if (wrong >= 0)
        throw new Problem('request.invalid', `${wanted[wrong]} is not a mail address; nothing was sent.`, {
          errors: [{ path: `addresses.${wrong}`, message: 'is not a mail address' }],
        });
      const testId = ids.next('sdt');
      await store.transaction(async (tx) => {
        const old = new Date(clock.nowMs() - KEPT_MS).toISOString();
        await sql`delete from carriers_seed where created_at < ${old}::timestamptz`.execute(tx);
        const seeds = wanted.map((address) => ({ id: ids.next('sed'), address }));
        for (const { id, address } of seeds)
          await sql`
            insert into carriers_seed (id, test_id, address, created_at)
            values (${id}, ${testId}, ${address}, ${clock.now()}::timestamptz)`.execute(tx);
        await ledger.plan(tx, {
          message: letter(testId),
          recipients: seeds.map(({ id, address }) => {
            const link = `${publicUrl()}/mail-seeds/${tokenOf(id)}`;
            return {
              id,
              // No subscriber and nobody of the staff: a mailbox that is looked into.
              kind: 'endpoint' as const,
              carrier: 'email',
              address,
              locale: 'en',
              timeZone: 'UTC',
              ownUrl: link,
              // The letter carries the header fields of a letter to subscribers, so that it is judged like one.
              unsubscribeUrl: link,
            };
          }),
        });
      });
      return one(testId);
    },

    list: () => tests(),

    async receipt(testId, { mailboxId, landed, header }) {
      const test = await one(testId);
      const token = header === undefined ? null : LINK.exec(header.replace(/\r?\n[ \t]+/g, ''))?.[1];
      const id = mailboxId ?? (token ? idOf(token) : null);
      if (!id || !test.mailboxes.some((mailbox) => mailbox.id === id))
        throw new Problem(
          'request.invalid',
          'This header belongs to no letter of this test. Paste the whole header of the letter as it arrived ("show original" in most mail programs), or name the mailbox.',
          {
            errors: [
              {
                path: mailboxId === undefined ? 'header' : 'mailboxId',
                message: 'belongs to no letter of this test',
              },
            ],
          },
        );
      const seen = header === undefined ? null : seenIn(header, senderDomain);
      if (header !== undefined && !seen)
        throw new Problem(
          'request.invalid',
          'The header has no Authentication-Results; it may be cut off, or this receiver writes none.',
          {
            errors: [{ path: 'header', message: 'has no Authentication-Results' }],
          },
        );
      await write(id, { ...(landed ? { landed } : {}), ...(seen ? { seen } : {}) });
      return one(testId);
    },

    async byLink(token) {
      const id = idOf(token);
      if (!id) return null;
      const { rows } = await sql<{ id: string; address: string }>`
        select id, address from carriers_seed where id = ${id}`.execute(store.db);
      return rows[0] ?? null;
    },

    async landed(id, where) {
      await write(id, { landed: where });
    },
  };
}

const toMailbox = ({ id, address, landed, seen, reportedAt, delivery }: Row): SeedMailbox => ({
  id,
  address,
  delivery: delivery ?? 'planned',
  landed,
  seen,
  reportedAt,
});

function letter(testId: string): MessageDraft {
  const text =
    'This is a test of your own status page. Nothing is wrong.\n\nSomebody who works on it wants to know where letters from it land in this mailbox: in the inbox, or among the spam. Please say so here:\n\n{{ownUrl}}\n';
  const html =
    '<p>This is a test of your own status page. <strong>Nothing is wrong.</strong></p><p>Somebody who works on it wants to know where letters from it land in this mailbox: in the inbox, or among the spam.</p><p><a href="{{ownUrl}}">Say where it landed</a></p>';
  return {
    kind: 'seed',
    key: `seed:${testId}`,
    forms: { en: { subject: 'Test letter: where does it land?', text, html } },
  };
}
