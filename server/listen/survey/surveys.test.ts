/** A survey as those affected meet it: by mail and in an app, once, for two weeks, at most one in thirty days. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { SurveyQuestion } from '@candor/protocol/embed.ts';
import { sql } from 'kysely';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#lib/duration.ts';
import { signed } from '../../prepare/testing.ts';
import { openListen } from '../testing.ts';

describe('a survey after an outage', () => {
  let w: Awaited<ReturnType<typeof openListen>>;
  let id = '';
  let other = '';
  before(async () => {
    w = await openListen();
    const elsewhere = await w.catalog.components.create({ slug: 'blog', name: { en: 'Blog' } });
    other = elsewhere.id;
    await w.subscribe('reader@example.com');
    await w.subscribe('leser@example.com', { locale: 'de', timeZone: 'Europe/Berlin' });
    await w.subscribe('blog@example.com', { componentIds: [other] });
    await w.subscribe('pending@example.com', { confirmed: false });
    await w.audience.subscribers.add(
      { carrier: 'webhook', address: 'https://hooks.example/x' } as never,
      'system:test',
    );
    await w.forward(HOUR_MS / 6);
    const nowMs = w.clock.nowMs();
    id = await w.outage(nowMs - 5 * MINUTE_MS, nowMs - MINUTE_MS);
    await w.forward(MINUTE_MS);
    await w.subscribe('newcomer@example.com');
  });
  after(() => w.close());

  const path = () => `/api/v1/incidents/${id}/surveys`;
  const results = async () => (await w.ask('GET', path(), { as: 'viewer' })).json.items[0];
  const letterTo = (address: string) => w.mail.inbox().find(({ to }) => to.includes(address));
  const linkTo = (address: string) => /\/surveys\/\S+/.exec(letterTo(address)!.text)![0];
  const fields = { handling: '4', effort: '6', timely: '4', honest: '5' };

  it('asks those who were affected, in their language, through the ledger, and counts who was left out', async () => {
    const opened = await w.ask('POST', path(), { as: 'owner', body: {} });
    assert.equal(opened.status, 201, opened.text);
    assert.equal(opened.json.invited, 2);
    assert.deepEqual(opened.json.skipped, { askedLately: 0, notAPerson: 1, cameLater: 1 });
    await w.settled();
    assert.deepEqual(
      w.mail
        .inbox()
        .flatMap(({ to }) => to)
        .sort(),
      ['leser@example.com', 'reader@example.com'],
    );
    const letter = letterTo('leser@example.com')!;
    assert.match(letter.subject, /Wie sind wir mit der Störung vom 1\. März 2026 umgegangen\?/);
    assert.match(letter.text, /Die Kasse geht nicht/);
    for (const header of ['list-unsubscribe', 'list-unsubscribe-post', 'auto-submitted'])
      assert.ok(letter.headers[header], header);
    assert.notEqual(linkTo('reader@example.com'), linkTo('leser@example.com'));
    assert.ok(linkTo('reader@example.com').length >= '/surveys/'.length + 22, '128 bits at the least');
    const facts = await w.timeline.read({ subject: `incident:${id}`, kinds: ['survey.opened'] });
    assert.deepEqual(
      facts.map(({ body }) => body.kind === 'survey.opened' && body.invited),
      [2],
    );
  });

  it('keeps no token that a thief of the database could use', async () => {
    const token = linkTo('reader@example.com').slice('/surveys/'.length);
    for (const table of ['listen_invitation', 'carriers_message', 'carriers_delivery', 'timeline_fact']) {
      const { rows } = await sql<{
        row: string;
      }>`select to_jsonb(t)::text as row from ${sql.table(table)} t`.execute(w.store.db);
      assert.ok(rows.length > 0, table);
      for (const { row } of rows) assert.ok(!row.includes(token), table);
    }
  });

  it('is opened once for an outage, and only when it is over', async () => {
    const again = await w.ask('POST', path(), { as: 'owner', body: {} });
    assert.deepEqual([again.status, again.json.code], [409, 'state.conflict']);
    const nowMs = w.clock.nowMs();
    const open = await w.outage(nowMs - MINUTE_MS, nowMs, { resolved: false });
    const early = await w.ask('POST', `/api/v1/incidents/${open}/surveys`, { as: 'owner', body: {} });
    assert.equal(early.status, 409);
    assert.equal(
      (await w.ask('POST', '/api/v1/incidents/inc_x/surveys', { as: 'owner', body: {} })).status,
      404,
    );
    assert.equal((await w.ask('POST', path(), { as: 'viewer', body: {} })).status, 403);
  });

  it('is not answered by looking at it', async () => {
    for (let i = 0; i < 3; i++) {
      const form = await w.ask('GET', linkTo('reader@example.com'));
      assert.equal(form.status, 200);
      assert.match(form.text, /name="handling" value="4"/);
      assert.match(form.text, /name="effort" value="7"/);
      assert.match(String(form.headers['cache-control']), /no-store/);
      assert.match(String(form.headers['content-security-policy']), /form-action 'self'/);
    }
    assert.match(
      (await w.ask('GET', linkTo('leser@example.com'))).text,
      /<html lang="de"[\s\S]*sehr zufrieden/,
    );
    assert.equal((await results()).results.answered, 0);
    assert.equal((await w.ask('GET', '/surveys/nothing-like-a-token')).status, 404);
  });

  it('takes answers that fit, and nothing of those that do not', async () => {
    const link = linkTo('reader@example.com');
    for (const wrong of [
      {},
      { effort: '4' },
      { handling: '9' },
      { handling: 'good' },
      { handling: '4', timely: '0' },
    ])
      assert.equal((await w.post(link, wrong as Record<string, string>)).status, 400, JSON.stringify(wrong));
    assert.equal((await results()).results.answered, 0);
    const sent = await w.post(link, fields);
    assert.equal(sent.status, 200);
    assert.match(sent.text, /Thank you/);
    const { results: found } = await results();
    assert.deepEqual([found.invited, found.answered], [2, 1]);
    assert.equal(found.responseRate.share, 0.5);
    const handling = found.scales.find(({ questionId }: { questionId: string }) => questionId === 'handling');
    assert.deepEqual(handling.counts, [0, 0, 0, 1, 0]);
    assert.equal(handling.topTwo.share, 1);
    assert.ok(handling.topTwo.low < 0.3, 'one answer proves little');
    assert.equal(handling.tooFew, true);
  });

  it('takes one answer per invitation', async () => {
    const link = linkTo('reader@example.com');
    assert.equal((await w.post(link, { ...fields, handling: '1' })).status, 409);
    assert.match((await w.ask('GET', link)).text, /answered before/);
    const token = linkTo('leser@example.com').slice('/surveys/'.length);
    const embed = `/api/v1/embed/surveys/${token}`;
    const shown = await w.ask('GET', embed, { headers: { origin: 'https://app.example' } });
    assert.equal(shown.json.state, 'open');
    assert.equal(shown.headers['access-control-allow-origin'], '*');
    const body = { locale: 'de', answers: [{ questionId: 'handling', value: 2 }] };
    const send = (key: string) =>
      w.ask('POST', `${embed}/answers`, { body, headers: { 'idempotency-key': key } });
    const both = await Promise.all([send('key-1'), send('key-1'), send('key-1')]);
    assert.deepEqual(
      both.map(({ status, json }) => [status, json]),
      Array.from({ length: 3 }, () => [200, { state: 'answered' }]),
    );
    assert.equal((await send('key-2')).status, 409);
    assert.equal((await w.ask('GET', embed)).json.state, 'answered');
    assert.equal((await results()).results.answered, 2);
    const preflight = await w.ask('OPTIONS', `${embed}/answers`, {
      headers: { origin: 'https://app.example' },
    });
    assert.equal(preflight.status, 204);
    assert.match(String(preflight.headers['access-control-allow-headers']), /idempotency-key/);
  });

  it('keeps what was answered apart from who answered', async () => {
    const { rows } = await sql<{ row: string }>`select to_jsonb(a)::text as row from listen_answer a`.execute(
      w.store.db,
    );
    assert.equal(rows.length, 2);
    const invitations = await sql<{ hash: string; who: string }>`
      select token_hash as hash, respondent as who from listen_invitation`.execute(w.store.db);
    for (const { row } of rows)
      for (const { hash, who } of invitations.rows) assert.ok(!row.includes(hash) && !row.includes(who));
  });

  it('may be met inside an app, once for each reader, beside those invited', async () => {
    const embed = `/api/v1/embed/surveys/${(await results()).id}`;
    const body = { reader: 'reader-0001', locale: 'en', answers: [{ questionId: 'handling', value: 5 }] };
    assert.equal((await w.ask('GET', embed)).json.state, 'open');
    assert.equal(
      (await w.ask('POST', `${embed}/answers`, { body: { ...body, reader: undefined } })).status,
      400,
    );
    const headers = { 'idempotency-key': 'from-the-outbox' };
    const sent = await Promise.all([1, 2, 3].map(() => w.ask('POST', `${embed}/answers`, { body, headers })));
    assert.deepEqual(
      sent.map(({ status }) => status),
      [200, 200, 200],
    );
    assert.equal((await w.ask('POST', `${embed}/answers`, { body })).status, 409);
    assert.equal((await w.ask('GET', `${embed}?reader=reader-0001`)).json.state, 'answered');
    assert.equal((await w.ask('GET', `${embed}?reader=reader-0002`)).json.state, 'open');
    const view = await results();
    assert.deepEqual(
      [view.results.answered, view.embedded.answered, view.embedded.responseRate],
      [2, 1, null],
    );
  });

  it('knows an end user by the host app’s token, wherever they answer', async () => {
    const embed = `/api/v1/embed/surveys/${(await results()).id}`;
    const { secret } = await w.readers.keys.create('system:test');
    const claims = { sub: 'customer-7', exp: Math.floor(w.clock.nowMs() / 1_000) + 600 };
    const headers = { authorization: `Bearer ${signed(secret, claims)}` };
    const body = { locale: 'en', answers: [{ questionId: 'handling', value: 4 }] };
    assert.equal((await w.ask('POST', `${embed}/answers`, { body, headers })).status, 200);
    assert.equal((await w.ask('GET', embed, { headers })).json.state, 'answered');
    const forged = { authorization: `Bearer ${signed('another secret', claims)}` };
    assert.equal((await w.ask('GET', embed, { headers: forged })).status, 401);
  });

  // From here on sessions of the staff have run out; the room itself is asked.
  const open = (incidentId: string, questions?: SurveyQuestion[]) =>
    w.listen.surveys.open(incidentId, { by: 'system:test', pageName: 'Demo Shop', questions });

  it('asks each person at most once in thirty days', async () => {
    w.clock.jumpTo(w.clock.nowMs() + 29 * DAY_MS);
    const second = await w.outage(w.clock.nowMs() - HOUR_MS, w.clock.nowMs() - HOUR_MS / 2);
    const asked = await open(second);
    assert.equal(asked.invited, 1, 'the newcomer of last time');
    assert.deepEqual(asked.skipped, { askedLately: 2, notAPerson: 1, cameLater: 0 });
    await w.settled();
    w.clock.jumpTo(w.clock.nowMs() + 2 * DAY_MS);
    const third = await w.outage(w.clock.nowMs() - HOUR_MS, w.clock.nowMs() - HOUR_MS / 2);
    const why: SurveyQuestion = {
      kind: 'text',
      id: 'why',
      text: { en: 'What should we change?' },
      required: false,
      maxLength: 500,
    };
    await assert.rejects(open(third, [why, why]), /Two questions have the id why/);
    const free = await open(third, [why]);
    assert.deepEqual([free.invited, free.skipped.askedLately], [2, 1]);
  });

  it('two outages at once do not ask the same person twice', async () => {
    w.clock.jumpTo(w.clock.nowMs() + 40 * DAY_MS);
    const nowMs = w.clock.nowMs();
    const both = [
      await w.outage(nowMs - HOUR_MS, nowMs - HOUR_MS / 2),
      await w.outage(nowMs - HOUR_MS, nowMs - HOUR_MS / 3),
    ];
    const surveys = await Promise.all(both.map((each) => open(each)));
    assert.equal(
      surveys.reduce((sum, { invited }) => sum + invited, 0),
      3,
    );
  });

  it('closes after two weeks', async () => {
    const link = linkTo('newcomer@example.com');
    const [survey] = await w.listen.surveys.of(id);
    assert.equal(survey!.state, 'closed');
    assert.equal((await w.post(link, fields)).status, 409);
    assert.match((await w.ask('GET', link)).text, /closed/);
  });
});
