/** The collector as browsers meet it: over HTTP, repeatedly, late, malformed and in crowds. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#lib/duration.ts';
import type { ListenTables } from '../tables.ts';
import { openListen } from '../testing.ts';
import { createIntake } from './intake.ts';

type World = Awaited<ReturnType<typeof openListen>>;
const iso = (ms: number) => new Date(ms).toISOString();

describe('the collector', () => {
  let w: World;
  before(async () => {
    w = await openListen({ start: ['listen'] });
  });
  after(() => w.close());

  const view = (session: string, atMs = w.clock.nowMs(), id = 'v') => ({
    kind: 'view',
    id: `${session}-${id}`,
    session,
    at: iso(atMs),
    path: '/',
  });
  const bucket = async (atMs: number) => {
    const hour = Math.floor(atMs / HOUR_MS) * HOUR_MS;
    return (await w.listen.traffic.read({ startMs: hour, endMs: hour + HOUR_MS }, HOUR_MS))[0]!;
  };
  const raw = async (atMs: number) =>
    w.store.db
      .withTables<ListenTables>()
      .selectFrom('listenBucket')
      .selectAll()
      .where('at', '=', iso(Math.floor(atMs / HOUR_MS) * HOUR_MS))
      .executeTakeFirst();

  it('takes each event once, however often it comes', async () => {
    const atMs = w.clock.nowMs();
    const batch = { sentAt: iso(atMs), events: [view('one', atMs), view('two', atMs)] };
    const first = await w.beacon(batch);
    assert.equal(first.status, 202);
    assert.deepEqual(first.json, { stored: 2, repeated: 0, ignored: 0 });
    assert.deepEqual((await w.beacon(batch)).json, { stored: 0, repeated: 2, ignored: 0 });
    const many = await Promise.all(
      Array.from({ length: 8 }, () => w.beacon({ events: [view('one', atMs, 'w'), view('two', atMs)] })),
    );
    assert.equal(
      many.reduce((sum, { json }) => sum + json.stored, 0),
      1,
    );
    const { sessions, bounces, pageViews } = (await raw(atMs))!;
    assert.deepEqual({ sessions, bounces, pageViews }, { sessions: 2, bounces: 1, pageViews: 3 });
  });

  it('answers every site, and asks no cookie and keeps no address', async () => {
    const answer = await w.beacon({ events: [view('three')] }, { origin: 'https://shop.example' });
    assert.equal(answer.headers['access-control-allow-origin'], '*');
    assert.equal(answer.headers['set-cookie'], undefined);
    const preflight = await w.ask('OPTIONS', '/beacons', { headers: { origin: 'https://shop.example' } });
    assert.equal(preflight.status, 204);
    const { rows } = await sql<{ row: string }>`select to_jsonb(e)::text as row from listen_event e`.execute(
      w.store.db,
    );
    assert.ok(rows.length >= 4);
    for (const { row } of rows) assert.doesNotMatch(row, /127\.0\.0\.1|::1|cookie|agent/i);
  });

  it('refuses what it cannot read, and takes nothing of it', async () => {
    const good = view('refused');
    const cases: [unknown, number][] = [
      ['not json', 400],
      ['', 400],
      ['[]', 400],
      [{ events: [good, { ...good, id: 'x', kind: 'click' }] }, 400],
      [{ events: [good, { ...good, id: 'x', email: 'ada@example.org' }] }, 400],
      [{ events: [good, { ...good, id: 'x', at: 'yesterday' }] }, 400],
      [{ events: [good, { ...good, id: 'x', path: 'a\0b' }] }, 400],
      [{ events: [good, { ...good, id: 'x', path: '/'.repeat(301) }] }, 400],
      [{ events: Array.from({ length: 1_001 }, (_, i) => ({ ...good, id: String(i) })) }, 400],
      [`{"events":[],"sentAt":"${'9'.repeat(600_000)}"}`, 413],
    ];
    for (const [batch, status] of cases) {
      const answer = await w.beacon(batch);
      assert.equal(answer.status, status, JSON.stringify(batch).slice(0, 100));
      assert.match(answer.json.code, /^request\./);
    }
    assert.equal(
      (await w.ask('POST', '/beacons', { body: { events: [good] } })).status,
      400,
      'JSON needs a preflight',
    );
    const found = await w.store.db
      .withTables<ListenTables>()
      .selectFrom('listenEvent')
      .where('session', '=', 'refused')
      .selectAll()
      .execute();
    assert.deepEqual(found, []);
  });

  it('puts what comes late where it belongs, and ignores what is too old', async () => {
    const thenMs = w.clock.nowMs() - 26 * HOUR_MS;
    const late = await w.beacon({
      events: [view('late', thenMs), view('older', w.clock.nowMs() - 9 * DAY_MS)],
    });
    assert.deepEqual(late.json, { stored: 1, repeated: 0, ignored: 1 });
    assert.equal((await raw(thenMs))!.sessions, 1);
  });

  it('counts visible time and what was bought in the hour in which it happened', async () => {
    const atMs = w.clock.nowMs() - 3 * HOUR_MS;
    await w.beacon({
      events: [
        view('buyer', atMs),
        { kind: 'leave', id: 'l', session: 'buyer', at: iso(atMs), path: '/', visibleMs: 12_500 },
        { kind: 'conversion', id: 'c', session: 'buyer', at: iso(atMs), name: 'order', value: 30.5 },
      ],
    });
    const { sessions, bounces, durationSeconds, conversions, conversionValue } = (await raw(atMs))!;
    assert.deepEqual(
      { sessions, bounces, durationSeconds, conversions, conversionValue },
      { sessions: 1, bounces: 0, durationSeconds: 12.5, conversions: 1, conversionValue: 30.5 },
    );
  });

  it('limits an address, and says when to come again', async () => {
    const events: unknown[] = [];
    let refused: Awaited<ReturnType<World['beacon']>> | undefined;
    for (let i = 0; i < 60 && !refused; i++) {
      const answers = await Promise.all(Array.from({ length: 40 }, () => w.beacon({ events })));
      refused = answers.find(({ status }) => status !== 202);
    }
    assert.equal(refused?.status, 429);
    assert.ok(Number(refused?.headers['retry-after']) >= 1);
    await w.forward(MINUTE_MS);
    assert.equal((await w.beacon({ events })).status, 202);
  });

  it('writes what a crowd sends together, in a handful of transactions', async () => {
    let transactions = 0;
    const counting: typeof w.store.transaction = (work) => {
      transactions += 1;
      return w.store.transaction(work);
    };
    const { clock, listen } = w;
    const intake = createIntake({
      store: { ...w.store, transaction: counting },
      clock,
      settings: listen.settings,
    });
    const receipts = await Promise.all(
      Array.from({ length: 500 }, (_, i) =>
        intake.take(JSON.stringify({ events: [0, 1, 2, 3].map((n) => view(`crowd-${i}-${n}`)) })),
      ),
    );
    assert.deepEqual(
      receipts.map(({ stored }) => stored),
      receipts.map(() => 4),
    );
    assert.ok(transactions <= 10, `${transactions} transactions`);
  });

  it('asks to come again when more comes in than can wait', async () => {
    const many = (i: number) =>
      JSON.stringify({ events: Array.from({ length: 1_000 }, (_, n) => view(`flood-${i}-${n}`)) });
    const answers = await Promise.allSettled(
      Array.from({ length: 30 }, (_, i) => w.listen.beacons.take(many(i))),
    );
    const refused = answers.filter(({ status }) => status === 'rejected');
    assert.equal(refused.length, 10);
    for (const answer of refused)
      assert.equal(answer.status === 'rejected' && answer.reason.code, 'request.rate-limited');
  });

  it('an hour in which it was not there is missing, one in which nobody came is empty', async () => {
    const hourMs = Math.ceil(w.clock.nowMs() / HOUR_MS) * HOUR_MS;
    await w.forward(hourMs + HOUR_MS - w.clock.nowMs());
    assert.equal((await bucket(hourMs)).measured, true);
    assert.equal((await bucket(hourMs)).sessions, 0, 'nobody came, and somebody was there to see it');
    // Nothing runs for ten minutes.
    w.clock.jumpTo(w.clock.nowMs() + 10 * MINUTE_MS);
    await w.forward(50 * MINUTE_MS);
    const holed = await bucket(hourMs + HOUR_MS);
    assert.deepEqual([holed.measured, holed.sessions, holed.source], [false, null, null]);
    await w.forward(HOUR_MS);
    assert.equal((await bucket(hourMs + 2 * HOUR_MS)).measured, true);
  });

  it('knows that events which browsers gave up are missing', async () => {
    const hourMs = Math.ceil(w.clock.nowMs() / HOUR_MS) * HOUR_MS;
    await w.forward(hourMs + MINUTE_MS - w.clock.nowMs());
    const batch = { dropped: 40, events: [view('gap', hourMs + MINUTE_MS)] };
    await w.beacon(batch);
    await w.beacon(batch);
    assert.equal((await raw(hourMs))!.dropped, 40, 'the same batch again is the same gap');
    await w.forward(HOUR_MS);
    assert.equal((await bucket(hourMs)).measured, false);
  });

  it('forgets single events after the days that the settings say, and keeps what they added up to', async () => {
    const count = async (table: 'listen_event' | 'listen_session') =>
      (await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(w.store.db)).rows[0]!
        .n;
    assert.ok((await count('listen_event')) > 2_000);
    const before = await sql<{ n: number }>`select sum(sessions) as n from listen_bucket`.execute(w.store.db);
    w.clock.jumpTo(w.clock.nowMs() + 31 * DAY_MS);
    await w.forward(HOUR_MS);
    assert.equal(await count('listen_event'), 0);
    assert.equal(await count('listen_session'), 0);
    const left = await sql<{ n: number }>`select sum(sessions) as n from listen_bucket`.execute(w.store.db);
    assert.deepEqual(left.rows, before.rows);
  });
});
