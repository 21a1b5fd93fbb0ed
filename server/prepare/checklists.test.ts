/** Checklists in the host app: any origin, an anonymous reader or an end user with a token, counts for staff. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { EmbeddedChecklist } from '@candor/protocol/embed.ts';
import { openPrepare, signed } from './testing.ts';

const LIST = '/api/v1/embed/checklists/ready-for-an-outage';
const as = 'communicator' as const;

describe('checklists', () => {
  let w: Awaited<ReturnType<typeof openPrepare>>;
  before(async () => {
    w = await openPrepare();
  });
  after(() => w.close());
  const tick = (item: string, body: object, headers: Record<string, string> = {}) =>
    w.ask('PUT', `${LIST}/items/${item}`, { body, headers });
  const done = (list: EmbeddedChecklist) => list.items.filter((item) => item.done).map(({ id }) => id);
  const counts = async () => {
    const { json } = await w.ask('GET', '/api/v1/checklists/ready-for-an-outage/counts', { as: 'viewer' });
    return json;
  };
  const reader = 'browser-0001';

  it('ships one, whose items about the policy wait until there is one', async () => {
    const { json, status } = await w.ask('GET', '/api/v1/checklists', { as: 'viewer' });
    assert.equal(status, 200);
    assert.deepEqual(
      json.items.map(({ slug }: { slug: string }) => slug),
      ['ready-for-an-outage'],
    );
    const shown = await w.ask('GET', LIST);
    assert.deepEqual(
      shown.json.items.map(({ id }: { id: string }) => id),
      ['status-page', 'subscribe', 'first-look'],
    );
    assert.equal((await tick('policy', { reader, done: true })).status, 404);
    await w.ask('POST', '/api/v1/policy/versions', { as, body: {} });
    const { json: whole } = await w.ask('GET', LIST);
    assert.equal(whole.items.length, 6);
    assert.ok(EmbeddedChecklist.parse(whole));
    assert.ok(!JSON.stringify(whole).includes('right'), 'which option is right never crosses the wire');
  });

  it('answers to every origin, preflight included', async () => {
    const origin = 'https://app.example.org';
    const preflight = await w.ask('OPTIONS', `${LIST}/items/status-page`, {
      headers: { origin, 'access-control-request-method': 'PUT' },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers['access-control-allow-origin'], '*');
    assert.match(String(preflight.headers['access-control-allow-methods']), /PUT/);
    for (const name of ['authorization', 'content-type', 'idempotency-key'])
      assert.ok(String(preflight.headers['access-control-allow-headers']).includes(name), name);
    for (const answer of [
      await w.ask('GET', LIST, { headers: { origin } }),
      await w.ask('GET', '/api/v1/embed/checklists/none', { headers: { origin } }),
      await tick('status-page', { done: true }, { origin, 'sec-fetch-site': 'cross-site' }),
    ])
      assert.equal(answer.headers['access-control-allow-origin'], '*');
  });

  it('keeps what a reader does, and once is enough', async () => {
    const first = await tick('status-page', { reader, done: true });
    assert.equal(first.status, 200, first.text);
    assert.deepEqual(done(first.json), ['status-page']);
    w.clock.jumpTo(w.clock.nowMs() + 60_000);
    const second = await tick('status-page', { reader, done: true });
    assert.equal(second.json.items[1].doneAt, '2026-03-01T12:00:00.000Z', 'the second time changes nothing');
    assert.deepEqual(done((await tick('subscribe', { reader, done: true })).json), [
      'status-page',
      'subscribe',
    ]);
    assert.deepEqual(done((await tick('subscribe', { reader, done: false })).json), ['status-page']);
    assert.deepEqual(done((await w.ask('GET', `${LIST}?reader=${reader}`)).json), ['status-page']);
    assert.deepEqual(done((await w.ask('GET', `${LIST}?reader=browser-0002`)).json), []);
    assert.deepEqual(done((await w.ask('GET', LIST)).json), []);
  });

  it('takes a question as done only for the right answer', async () => {
    const wrong = await tick('first-look', { reader, done: true, answer: 'social' });
    assert.equal(wrong.status, 200);
    assert.deepEqual(done(wrong.json), ['status-page']);
    assert.match(wrong.json.items[5].feedback.en, /status page first/);
    assert.equal((await tick('first-look', { reader, done: true })).status, 400);
    const strange = await tick('first-look', { reader, done: true, answer: 'astrology' });
    assert.match(strange.json.detail, /one of social, status, retry/);
    const right = await tick('first-look', { reader, done: true, answer: 'status' });
    assert.deepEqual(done(right.json), ['status-page', 'first-look']);
    assert.equal(right.json.items[5].feedback, null);
    const late = await tick('first-look', { reader, done: true, answer: 'retry' });
    assert.deepEqual(done(late.json), ['status-page', 'first-look'], 'what was shown is not forgotten');
  });

  it('records the acceptance behind the policy item, which cannot be unticked', async () => {
    const accepted = await tick('policy', { reader, done: true });
    assert.deepEqual(done(accepted.json), ['policy', 'status-page', 'first-look']);
    assert.equal((await tick('policy', { reader, done: false })).json.code, 'state.conflict');
    const { json } = await w.ask('GET', `/api/v1/embed/policy?reader=${reader}`);
    assert.equal(json.asks, false);
  });

  it('counts who began and who finished', async () => {
    assert.deepEqual([(await counts()).began, (await counts()).finished], [1, 0]);
    for (const item of ['subscribe', 'report', 'recovery']) await tick(item, { reader, done: true });
    const { json } = await w.ask('GET', `${LIST}?reader=${reader}`);
    assert.equal(json.completedAt, '2026-03-01T12:01:00.000Z');
    await tick('first-look', { reader: 'browser-0002', done: true, answer: 'retry' });
    const all = await counts();
    assert.deepEqual([all.began, all.finished], [2, 1]);
    assert.deepEqual(all.items[0], { id: 'policy', done: 1, answeredWrong: 0 });
    assert.deepEqual(all.items[5], { id: 'first-look', done: 1, answeredWrong: 2 });
  });

  it('knows an end user by the host app’s token, and nobody by a bad one', async () => {
    const { status, json: key, headers } = await w.ask('POST', '/api/v1/reader-keys', { as });
    assert.equal(status, 201);
    assert.match(key.secret, /^cndr_/);
    assert.equal(headers['cache-control'], 'no-store');
    const { json: keys } = await w.ask('GET', '/api/v1/reader-keys', { as });
    assert.ok(!JSON.stringify(keys).includes(key.secret), 'the secret is shown once');
    const exp = w.clock.nowMs() / 1_000 + 300;
    const bearer = (secret: string, claims: object = {}) => ({
      authorization: `Bearer ${signed(secret, { sub: 'user-7', exp, ...claims })}`,
    });
    const ticked = await tick('report', { done: true }, bearer(key.secret));
    assert.deepEqual(done(ticked.json), ['report']);
    const again = await w.ask('GET', LIST, { headers: bearer(key.secret) });
    assert.deepEqual(done(again.json), ['report']);
    const other = await w.ask('GET', LIST, { headers: bearer(key.secret, { sub: 'user-8' }) });
    assert.deepEqual(done(other.json), []);
    const expired = await tick('report', { done: true }, bearer(key.secret, { exp: exp - 400 }));
    assert.equal(expired.status, 401);
    assert.match(expired.json.detail, /expired/);
    assert.equal((await tick('report', { done: true }, bearer('cndr_guess'))).status, 401);
    assert.equal((await tick('report', { done: true }, { authorization: 'Basic x' })).status, 401);

    const { json: next } = await w.ask('POST', '/api/v1/reader-keys', { as });
    assert.equal((await w.ask('POST', '/api/v1/reader-keys', { as })).status, 409, 'two at once are enough');
    assert.equal((await w.ask('GET', LIST, { headers: bearer(key.secret) })).status, 200);
    assert.equal((await w.ask('DELETE', `/api/v1/reader-keys/${key.id}`, { as })).status, 204);
    assert.equal((await w.ask('GET', LIST, { headers: bearer(key.secret) })).status, 401);
    assert.deepEqual(done((await w.ask('GET', LIST, { headers: bearer(next.secret) })).json), ['report']);
    assert.ok(!w.logged().includes(key.secret) && !w.logged().includes('user-7'));
  });

  it('refuses what it cannot read', async () => {
    for (const [item, body] of [
      ['status-page', { reader: 'short', done: true }],
      ['status-page', { reader, done: 'yes' }],
      ['status-page', { reader, done: true, answer: 'status' }],
      ['status-page', { done: true }],
      ['status-page', { reader, done: true, more: 1 }],
      ['status-page', '{'],
    ] as const)
      assert.equal((await w.ask('PUT', `${LIST}/items/${item}`, { body })).status, 400, JSON.stringify(body));
    assert.equal((await tick('nothing', { reader, done: true })).status, 404);
    assert.equal((await w.ask('GET', `${LIST}?reader=a`)).status, 400);
    assert.equal((await w.ask('GET', '/api/v1/embed/checklists/none')).status, 404);
  });

  it('is edited by staff, and what stays keeps its progress', async () => {
    const read = await w.ask('GET', '/api/v1/checklists/ready-for-an-outage', { as });
    const { id, createdAt: _, updatedAt: __, updatedBy: ___, ...list } = read.json;
    const items = list.items.filter((item: { id: string }) => item.id !== 'subscribe');
    items.push({ id: 'call', title: { en: 'Save our number' } });
    const headers = { 'if-match': String(read.headers.etag) };
    const saved = await w.ask('PUT', `/api/v1/checklists/${id}`, { as, body: { ...list, items }, headers });
    assert.equal(saved.status, 200, saved.text);
    const late = await w.ask('PUT', `/api/v1/checklists/${id}`, { as, body: list, headers });
    assert.equal(late.json.code, 'edit.conflict');
    const { json } = await w.ask('GET', `${LIST}?reader=${reader}`);
    assert.equal(json.completedAt, null);
    assert.equal(done(json).length, 5);
    const bad = await w.ask('PUT', `/api/v1/checklists/${id}`, {
      as,
      body: { ...list, items: [{ id: 'q', kind: 'question', title: { en: 'Why?' } }] },
    });
    assert.match(JSON.stringify(bad.json.errors), /at least two options of which one is right/);
    assert.equal((await w.ask('PUT', `/api/v1/checklists/${id}`, { as: 'viewer', body: list })).status, 403);
  });

  it('may be one of several, and be withdrawn', async () => {
    const body = {
      slug: 'for-admins',
      title: { en: 'For admins' },
      items: [{ id: 'one', title: { en: 'One' } }],
    };
    const made = await w.ask('POST', '/api/v1/checklists', { as, body });
    assert.equal(made.status, 201, made.text);
    assert.match(made.json.id, /^chk_/);
    assert.equal((await w.ask('POST', '/api/v1/checklists', { as, body })).json.code, 'state.conflict');
    const shown = `/api/v1/embed/checklists/${made.json.id}`;
    assert.equal((await w.ask('GET', shown)).status, 200);
    const withdrawn = { ...body, state: 'withdrawn' };
    await w.ask('PUT', `/api/v1/checklists/${made.json.id}`, { as, body: withdrawn });
    assert.equal((await w.ask('GET', shown)).status, 404);
    assert.equal((await w.ask('GET', '/checklists/for-admins')).status, 404);
  });

  it('forgets a reader on request', async () => {
    const path = `/api/v1/readers/${encodeURIComponent(`anonymous:${reader}`)}`;
    assert.equal((await w.ask('DELETE', path, { as })).status, 204);
    assert.deepEqual(done((await w.ask('GET', `${LIST}?reader=${reader}`)).json), []);
    assert.equal((await w.ask('DELETE', path, { as })).status, 404);
  });
});
