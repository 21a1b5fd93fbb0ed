/** Traffic as it is brought in and read: all or nothing, the import before the beacon, finer grains into coarser. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { HOUR_MS, MINUTE_MS } from '#lib/duration.ts';
import { openListen } from './testing.ts';

describe('traffic', () => {
  let w: Awaited<ReturnType<typeof openListen>>;
  before(async () => {
    w = await openListen({ start: ['listen'] });
  });
  after(() => w.close());

  const iso = (ms: number) => new Date(ms).toISOString();
  const hour = (ago: number) => Math.floor(w.clock.nowMs() / HOUR_MS) * HOUR_MS - ago * HOUR_MS;
  const row = (ago: number, sessions: number) => ({ at: iso(hour(ago)), sessions });
  const imported = (rows: unknown[]) =>
    w.ask('POST', '/api/v1/traffic/imports', { as: 'owner', body: { rows } });
  const read = async (from: number, to: number, bucket?: number) =>
    w.ask(
      'GET',
      `/api/v1/traffic?from=${iso(hour(from))}&to=${iso(hour(to))}${bucket ? `&bucket=${bucket}` : ''}`,
      { as: 'viewer' },
    );
  const sessions = async (from: number, to: number, bucket?: number) =>
    (await read(from, to, bucket)).json.items.map((item: { sessions: number | null }) => item.sessions);

  it('is imported whole or not at all, and the answer names each row that is wrong', async () => {
    const rows = [
      row(5, 10),
      { ...row(4, 10), at: iso(hour(4) + MINUTE_MS) },
      { ...row(3, 10), bounces: 11 },
      { ...row(2, -1) },
      row(5, 12),
      row(0, 3),
      { ...row(1, 3), visitors: 2 },
      'row',
    ];
    const refused = await imported(rows);
    assert.equal(refused.status, 422);
    assert.equal(refused.json.code, 'import.invalid');
    assert.deepEqual(
      refused.json.errors.map(({ path }: { path: string }) => path),
      ['rows.1.at', 'rows.2.bounces', 'rows.3.sessions', 'rows.4.at', 'rows.5.at', 'rows.6', 'rows.7'],
    );
    assert.deepEqual(await sessions(6, 0), [null, null, null, null, null, null]);
    assert.equal((await imported([])).status, 400);
  });

  it('replaces what was imported for the same bucket', async () => {
    const first = await imported([row(5, 10), row(3, 30), row(4, 20)]);
    assert.equal(first.status, 201);
    assert.deepEqual(first.json, { imported: 3, from: iso(hour(5)), until: iso(hour(2)) });
    await imported([row(4, 25)]);
    assert.deepEqual(await sessions(6, 2), [null, 10, 25, 30]);
  });

  it('counts the import where both spoke', async () => {
    const event = { kind: 'view', id: 'v', session: 's', at: iso(hour(4) + MINUTE_MS), path: '/' };
    assert.equal((await w.beacon({ events: [event] })).json.stored, 1);
    assert.deepEqual(await sessions(5, 3), [10, 25]);
  });

  it('adds finer grains up into coarser ones, and says what is not whole', async () => {
    assert.deepEqual(
      await sessions(5, 3, 7_200),
      [55],
      'the two hours from eight on, the only ones that begin there',
    );
    const finer = await w.ask('PUT', '/api/v1/listen/settings', {
      as: 'owner',
      body: { bucketSeconds: 1_800 },
    });
    assert.equal(finer.json.bucketSeconds, 1_800);
    const half = [
      { at: iso(hour(2)), sessions: 3 },
      { at: iso(hour(2) + 30 * MINUTE_MS), sessions: 4 },
      { at: iso(hour(1)), sessions: 9 },
    ];
    assert.equal((await imported(half)).status, 201);
    assert.deepEqual(await sessions(4, 0, 3_600), [25, 30, 7, null]);
    assert.deepEqual(await sessions(3, 1), [null, null, 3, 4], 'an hour says nothing about its halves');
    // The hour once more, by its halves: what was imported for the whole of it no longer counts.
    await imported([
      { at: iso(hour(5)), sessions: 4 },
      { at: iso(hour(5) + 30 * MINUTE_MS), sessions: 5 },
    ]);
    assert.deepEqual(await sessions(6, 3, 3_600), [null, 9, 25]);
    await w.ask('PUT', '/api/v1/listen/settings', { as: 'owner', body: { bucketSeconds: 3_600 } });
    await imported([row(5, 11)]);
    assert.deepEqual(await sessions(6, 3), [null, 11, 25]);
  });

  it('refuses questions that make no sense', async () => {
    for (const query of [
      'from=yesterday&to=today',
      `from=${iso(hour(1))}&to=${iso(hour(2))}`,
      `from=${iso(hour(2))}&to=${iso(hour(1))}&bucket=5000`,
      `from=2000-01-01T00:00:00.000Z&to=${iso(hour(1))}`,
    ])
      assert.equal((await w.ask('GET', `/api/v1/traffic?${query}`, { as: 'viewer' })).status, 400, query);
    assert.equal((await w.ask('GET', '/api/v1/traffic')).status, 401);
    assert.equal(
      (await w.ask('POST', '/api/v1/traffic/imports', { as: 'viewer', body: { rows: [row(5, 1)] } })).status,
      403,
    );
  });

  it('keeps settings that hold together, and no others', async () => {
    const put = (body: unknown) => w.ask('PUT', '/api/v1/listen/settings', { as: 'owner', body });
    for (const body of [
      { bucketSeconds: 7 },
      { bucketSeconds: 4 },
      { seasonSeconds: 5_000 },
      { bucketSeconds: 86_400, seasonSeconds: 86_400 },
      { timeZone: 'Mars/Olympus' },
      { colour: 'red' },
    ])
      assert.equal((await put(body)).status, 400, JSON.stringify(body));
    const demo = await put({ bucketSeconds: 5, seasonSeconds: 300, timeZone: 'Europe/Berlin' });
    assert.equal(demo.status, 200);
    const got = await w.ask('GET', '/api/v1/listen/settings', { as: 'viewer' });
    assert.deepEqual(got.json, {
      bucketSeconds: 5,
      seasonSeconds: 300,
      timeZone: 'Europe/Berlin',
      keepDays: 30,
      marginShare: 0.05,
    });
  });
});
