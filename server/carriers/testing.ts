/** A whole carriers room on a database of its own, a hand-moved clock and real servers on loopback, for tests. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { sql } from 'kysely';
import { handClock } from '#lib/clock.ts';
import { createIds } from '#lib/id.ts';
import { silentLog } from '#lib/log.ts';
import { createLoops } from '#lib/loop.ts';
import { createOutbound } from '#lib/outbound/index.ts';
import { newWebhookSecret } from '#lib/webhook-secret.ts';
import type { Store } from '#store';
import { startMailServer } from '../../mocks/mail-server.ts';
import { startWebhookReceiver } from '../../mocks/webhook-receiver.ts';
import { createTestStore } from '../store/testing.ts';
import { processIdentity } from './identity.ts';
import {
  type Carriers,
  type CarriersConfig,
  createCarriers,
  type MessageDraft,
  type Recipient,
} from './index.ts';

const storeOf = new WeakMap<Carriers, Store>();

export const START = '2026-03-01T10:00:00.000Z';

export async function createWorld(
  t: TestContext,
  { config = {}, supersededAtOnce }: { config?: Partial<CarriersConfig>; supersededAtOnce?: number } = {},
) {
  const store = await createTestStore();
  const clock = handClock(START);
  const ids = createIds(clock);
  const log = silentLog();
  const mail = await startMailServer();
  const secret = newWebhookSecret();
  const receiver = await startWebhookReceiver({ secret, now: clock.nowMs });
  const dataFolder = mkdtempSync(join(tmpdir(), 'candor-carriers-'));
  const open: (() => Promise<unknown>)[] = [];

  /** One more Candor process over the same database; the pid is pretended, so that it can be pretended dead. */
  async function open_({
    pid = 1,
    alive = () => true,
  }: {
    pid?: number;
    alive?: (pid: number) => boolean;
  } = {}) {
    const loops = createLoops({ clock, log });
    const outbound = createOutbound({ allow: '127.0.0.1', clock });
    // A store of its own, so that it can die without taking the test's.
    const own: Store = store.again();
    const carriers = createCarriers({
      store: own,
      clock,
      ids,
      log,
      loops,
      outbound,
      chance: () => 0.5,
      ...(supersededAtOnce === undefined ? {} : { supersededAtOnce }),
      identity: processIdentity({ host: 'test', pid, isAlive: alive }),
      config: {
        dataFolder,
        publicUrl: 'https://status.example.org',
        smtpUrl: mail.url,
        mailFrom: 'Acme Status <status@acme.example>',
        mailConnections: 5,
        mailUnsubscribe: '',
        mailDkim: false,
        mailDkimSelector: 'candor',
        pushServices: '127.0.0.1',
        ...config,
      },
    });
    storeOf.set(carriers, own);
    let closed = false;
    const close = async (graceMs = 100) => {
      if (closed) return;
      closed = true;
      await carriers.close(graceMs);
      await loops.stop();
      await outbound.close();
    };
    open.push(() => close());
    return {
      carriers,
      store: own,
      loops,
      close,
      /** As kill −9: from here on nothing of this process reaches the database. */
      async kill() {
        await own.close();
        await close(0);
      },
      async settle() {
        await loops.settled();
      },
      moveBy: (ms: number) => clock.moveTo(clock.nowMs() + ms, loops.settled),
    };
  }

  t.after(async () => {
    for (const close of open) await close().catch(() => {});
    await Promise.all([mail.close(), receiver.close()]);
    const misplaced = await misplacedIn(store);
    await store.close();
    rmSync(dataFolder, { recursive: true, force: true });
    assert.deepEqual(misplaced, [], 'a delivery is open exactly as long as it has one turn or one lease');
  });

  return { store, clock, ids, mail, receiver, secret, dataFolder, open: open_ };
}

export type World = Awaited<ReturnType<typeof createWorld>>;

export const update = (phase: string, phaseRank: number, more: Partial<MessageDraft> = {}): MessageDraft => ({
  kind: 'update',
  incidentId: 'inc_1',
  updateId: `upd_${phase}`,
  phaseRank,
  forms: { en: { subject: 'API is failing', text: `We are ${phase}.`, html: `<p>We are ${phase}.</p>` } },
  event: { type: 'incident.updated', data: { phase } },
  ...more,
});

export const reader = (id: string, more: Partial<Recipient> = {}): Recipient => ({
  id,
  kind: 'subscriber',
  carrier: 'email',
  address: `${id}@example.org`,
  locale: 'en',
  timeZone: 'UTC',
  ...more,
});

export const endpoint = (id: string, url: string, secret: string, more: Partial<Recipient> = {}): Recipient =>
  reader(id, { kind: 'endpoint', carrier: 'webhook', address: url, secret, ...more });

/** Deliveries with no place though they are open, with one though they have ended, or with two. */
export async function misplacedIn(store: Pick<Store, 'db'>): Promise<unknown[]> {
  const { rows } = await sql`
    select coalesce(d.id, p.id) as id, d.state, p.places from carriers_delivery d
    full join (
      select id, count(*)::integer as places
      from (select id from carriers_turn union all select id from carriers_lease) place group by id
    ) p on p.id = d.id
    where coalesce(p.places, 0) <> (case when d.state in ('planned', 'deferred') then 1 else 0 end)`.execute(
    store.db,
  );
  return rows;
}

/** In a transaction of the process that these carriers belong to, whose commit wakes its loops. */
export const plan = (
  _world: World,
  carriers: Carriers,
  message: MessageDraft,
  recipients: Iterable<Recipient> | AsyncIterable<Recipient>,
) => storeOf.get(carriers)!.transaction((tx) => carriers.ledger.plan(tx, { message, recipients }));

export const stateOf = async (carriers: Carriers, recipientId: string) =>
  (await carriers.ledger.list({ recipientId, limit: 500 })).items.map(({ state }) => state).reverse();
