/** One's own page as its owner, a mail program, a scanner and a forger use it; and what staff may do and see. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hiddenIn, openAudience } from '../testing.ts';

const LIMIT = { timeout: 60_000 };

test(
  'wishes change by POST alone, one click ends it, and everything known can be taken and erased',
  LIMIT,
  async (t) => {
    const w = await openAudience();
    t.after(w.close);
    const { subscribers, links } = w.audience;
    const { id } = await subscribers.add(
      { carrier: 'email', address: 'reader@example.com', confirmed: true, consentSource: 'contract 7' },
      'prs_1',
    );
    const own = `/subscribers/${links.make('manage', id)}`;
    const page = await w.ask('GET', own);
    assert.match(page.text, /reader@example\.com[\s\S]*name="quietFrom"[\s\S]*name="pausedUntil"/);
    for (const method of ['GET', 'HEAD'])
      for (const end of ['', '/unsubscribe', '/erasure'])
        assert.equal((await w.ask(method, own + end)).status, 200);
    assert.equal((await subscribers.get(id)).state, 'active', 'a scanner that follows links changes nothing');

    const saved = await w.post(own, {
      ...hiddenIn(page.text),
      componentIds: w.search.id,
      kinds: 'maintenance',
      quietFrom: '23:00',
      quietUntil: '06:30',
      quietExceptCritical: 'true',
      timeZone: 'Europe/Berlin',
      pausedUntil: '2026-03-20',
    });
    assert.equal(saved.status, 200, saved.text.slice(-300));
    const now = await subscribers.get(id);
    assert.deepEqual(
      [now.componentIds, now.wantsIncidents, now.wantsMaintenance],
      [[w.search.id], false, true],
    );
    assert.equal(now.pausedUntil, '2026-03-19T23:00:00.000Z', 'the day begins where the reader lives');
    const hears = () =>
      w.store.transaction(async (tx) => {
        const all = [];
        for await (const batch of subscribers.who(tx, { componentIds: [w.search.id], note: false }))
          all.push(...batch);
        return all.length;
      });
    assert.equal(await hears(), 0, 'a rest is a rest');
    w.jump(20 * 86_400_000);
    assert.equal(await hears(), 1);

    for (const wrong of [
      { componentIds: 'cmp_strange' },
      { quietFrom: '23:00', quietUntil: '' },
      { timeZone: 'Mars/Olympus' },
      { pausedUntil: 'tomorrow' },
      { plan: 'gold' },
    ])
      assert.equal(
        (await w.post(own, { ...hiddenIn(page.text), ...wrong })).status,
        400,
        JSON.stringify(wrong),
      );
    assert.equal((await subscribers.get(id)).timeZone, 'Europe/Berlin', 'nothing of that was kept');
    const half = await w.post(own, { ...hiddenIn(page.text), quietFrom: '22:00', quietUntil: '' });
    assert.match(
      half.text,
      /role="alert"[\s\S]*need a beginning and an end[\s\S]*name="quietFrom" value="22:00"/,
      'the form again, as it was filled',
    );
    const program = await w.post(own, { timeZone: 'Mars' }, { accept: '*/*' });
    assert.equal(program.json.code, 'request.invalid', 'programs get the problem');

    const data = await w.ask('GET', `${own}/data`);
    assert.deepEqual(
      data.json.consent.map(({ what }: { what: string }) => what),
      ['added', 'changed'],
    );
    assert.equal(data.json.consent[0].detail.consentSource, 'contract 7');
    assert.equal(data.json.subscription.address, 'reader@example.com');
    assert.ok(!('secret' in data.json.subscription));

    // Forged: another person's proof, another purpose, a cut link.
    const stranger = await subscribers.add(
      { carrier: 'email', address: 's@example.com', confirmed: true },
      'prs_1',
    );
    const [, proof] = links.make('manage', stranger.id).split('.');
    for (const token of [`${id}.${proof}`, links.make('confirm', id), own.slice(13, -1), 'x'])
      for (const end of ['', '/unsubscribe', '/erasure'])
        assert.equal((await w.post(`/subscribers/${token}${end}`, {})).status, 404, token);
    for (const lost of [`${own.slice(0, -1)}`, `${own}x/confirm`, '/unsubscribe/legacy/nobody']) {
      const shown = await w.ask('GET', lost, { headers: { accept: 'text/html,*/*;q=0.8' } });
      assert.match(shown.text, /This link leads nowhere[\s\S]*href="\/subscribers\?locale=en"/, lost);
      assert.equal((await w.ask('GET', lost)).json.code, 'not-found', lost);
    }

    // RFC 8058, in the other kind of form, without cookies.
    const one = await w.ask('POST', `${own}/unsubscribe`, {
      body: '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    });
    assert.equal(one.status, 200);
    assert.equal((await subscribers.get(id)).state, 'unsubscribed');
    assert.equal((await w.post(`${own}/unsubscribe`, {})).status, 200, 'twice is harmless');
    const replayed = await w.post(`/subscribers/${links.make('confirm', id)}/confirm`, {});
    assert.match(replayed.text, /You ended this subscription[\s\S]*href="\/subscribers\?locale=en"/);
    assert.deepEqual([replayed.status, (await subscribers.get(id)).state], [409, 'unsubscribed']);
    assert.equal((await w.post(own, hiddenIn(page.text))).status, 409, 'what has ended is not changed');

    assert.equal((await w.post(`${own}/erasure`, {})).status, 200);
    assert.equal((await w.ask('GET', own)).status, 404);
    await assert.rejects(subscribers.get(id), /no subscriber/);
    // Nobody but themselves brings them back.
    const again = await subscribers.add(
      { carrier: 'email', address: 'Reader@example.com', confirmed: true },
      'prs_1',
    );
    assert.equal(again.state, 'pending');
  },
);

test(
  'whoever is subscribed and signs up again gets one letter a day with the way to their wishes',
  LIMIT,
  async (t) => {
    const w = await openAudience();
    t.after(w.close);
    const incident = await w.openIncident();
    await w.audience.subscribers.add(
      { carrier: 'email', address: 'here@example.com', confirmed: true, locale: 'de' },
      'prs_1',
    );
    const ask = (email: string) => w.post('/subscribers', { email, incidentIds: incident });
    const [known, unknown] = [await ask('here@example.com'), await ask('new@example.com')];
    assert.equal(known.text, unknown.text);
    await ask('here@example.com');
    await w.settled();
    const letters = w.mail.inbox().filter(({ to }) => to.includes('here@example.com'));
    assert.equal(letters.length, 1);
    const { id } = (await w.audience.subscribers.find('email', 'here@example.com'))!;
    const trail = await w.audience.subscribers.consent(id);
    assert.deepEqual(
      trail.map(({ what }) => what),
      ['added'],
      'the work that only takes its time leaves nothing',
    );
    const link = new URL(/http\S+\/subscribers\/\S+/.exec(letters[0]!.text)![0]);
    const page = await w.ask('GET', link.pathname + link.search);
    assert.match(page.text, /name="incidentIds" value="inc_[^"]+" checked/);
    assert.match(page.text, /Checkout is down/);
  },
);

test(
  'staff: every wish by PATCH with its ETag, filters, masked secrets, export, quarantine',
  LIMIT,
  async (t) => {
    const w = await openAudience();
    t.after(w.close);
    const { subscribers } = w.audience;
    const at = '/api/v1/subscribers';
    const add = (body: object) => w.ask('POST', at, { as: 'communicator', body });
    const hook = await add({
      carrier: 'webhook',
      address: 'https://hooks.example/T0/secret-path',
      segment: 'beta',
    });
    assert.equal(hook.status, 201);
    assert.match(hook.json.secret, /^whsec_/);
    assert.equal(hook.json.address, 'https://hooks.example/…');
    for (const [body, why] of [
      [{ carrier: 'webhook', address: 'http://127.0.0.1:9/' }, /private|loopback|reserved/],
      [{ carrier: 'webhook', address: 'http://2130706433/' }, /private|loopback|reserved/],
      [{ carrier: 'email', address: 'a@b.example\r\nBcc: c@d.example' }, /.*/],
      [{ carrier: 'email', address: `${'a'.repeat(300)}@example.com` }, /.*/],
      [{ carrier: 'email', address: 'un quoted@example.com' }, /An example/],
      [{ carrier: 'email', address: 'reader@‮example.com' }, /.*/],
      [{ carrier: 'webpush', address: 'https://push.example/x' }, /subscribes itself/],
      [{ carrier: 'pigeon', address: 'roof' }, /no way called/],
      [{ carrier: 'email', address: 'a@b.example', groupIds: ['grp_none'] }, /no group/],
      [{ carrier: 'email', address: 'a@b.example', quietFrom: '22:00' }, /.*/],
    ] as const) {
      const refused = await add(body);
      assert.equal(refused.status, 400, JSON.stringify(body));
      assert.match(JSON.stringify(refused.json), why);
    }
    assert.equal(
      (await add({ carrier: 'email', address: '😀@example.com', confirmed: true, plan: 'gold' })).status,
      201,
    );

    const one = await w.ask('GET', `${at}/${hook.json.id}`, { as: 'responder' });
    const change = (body: object, headers = {}) =>
      w.ask('PATCH', `${at}/${hook.json.id}`, { as: 'communicator', body, headers });
    const edited = await change({ leastSeverity: 2, region: 'eu' }, { 'if-match': one.headers.etag! });
    assert.deepEqual([edited.status, edited.json.region, edited.json.segment], [200, 'eu', 'beta']);
    assert.equal((await change({ region: 'us' }, { 'if-match': one.headers.etag! })).status, 412);
    assert.equal((await change({ address: 'https://other.example/' })).status, 400);

    await subscribers.quarantine(hook.json.id, 'ten dead letters in a row');
    const list = async (query: string) =>
      (await w.ask('GET', `${at}?${query}`, { as: 'responder' })).json.items.map(
        (each: { id: string }) => each.id,
      );
    for (const query of ['quarantined=true', 'carrier=webhook', 'segment=beta', 'region=eu&state=active'])
      assert.deepEqual(await list(query), [hook.json.id], query);
    assert.deepEqual(await list(`q=${encodeURIComponent('https://hooks.example/T0/secret-path')}`), [
      hook.json.id,
    ]);
    assert.deepEqual(await list('q=hooks.example'), [], 'whole addresses only');
    for (const [carrier, kept, written] of [
      ['email', 'ada@bücher.example', 'Ada@BÜCHER.example'],
      ['sms', '+4930555010', '+49 (30) 555-010'],
    ] as const) {
      const { id } = (await add({ carrier, address: kept, confirmed: true })).json;
      assert.deepEqual(await list(`q=${encodeURIComponent(written)}`), [id], written);
      assert.deepEqual(
        (await w.audience.traits.statesOf(written)).map((each) => each.id),
        [id],
      );
      await w.ask('DELETE', `${at}/${id}`, { as: 'communicator' });
    }
    const counts = await w.ask('GET', `${at}/counts`, { as: 'viewer' });
    assert.deepEqual([counts.json.quarantined, counts.json.carriers], [1, { email: 1, webhook: 1 }]);
    assert.equal(
      (await w.ask('POST', `${at}/${hook.json.id}/releases`, { as: 'communicator' })).json.quarantinedAt,
      null,
    );
    // A mailbox that bounced by its owner's mistake is brought back; whoever complained comes back alone.
    const dead = { carrier: 'email', address: 'dead@example.com' };
    const { id } = (await add({ ...dead, confirmed: true })).json;
    const plan = () =>
      w.store.transaction((tx) =>
        w.carriers.ledger.plan(tx, {
          message: { kind: 'update', key: `u${w.clock.now()}`, forms: { en: { subject: 'S', text: 'T' } } },
          recipients: [{ ...dead, id, kind: 'subscriber', locale: 'en', timeZone: 'UTC' }],
        }),
      );
    w.mail.setFault({ mode: 'refuse', at: 'rcpt', code: 550, text: '5.1.1 no such user' });
    await plan();
    await w.settled();
    await subscribers.end(id, 'suppressed', '5.1.1 no such user');
    w.mail.setFault({ mode: 'accept' });
    const back = await w.ask('POST', `${at}/${id}/releases`, { as: 'communicator' });
    assert.deepEqual([back.status, back.json.state, back.json.endedWhy], [201, 'active', null]);
    w.jump(1);
    await plan();
    await w.settled();
    assert.equal(w.mail.inbox().filter(({ to }) => to.includes(dead.address)).length, 1, 'and is written to');
    await subscribers.end(id, 'suppressed', 'called it unwanted', undefined, 'complained');
    const angry = await w.ask('POST', `${at}/${id}/releases`, { as: 'communicator' });
    assert.deepEqual([angry.status, (await subscribers.get(id)).state], [409, 'suppressed']);
    await subscribers.erase(id);

    const trail = await w.ask('GET', `${at}/${hook.json.id}/consent`, { as: 'responder' });
    assert.deepEqual(
      trail.json.items.map(({ what }: { what: string }) => what),
      ['added', 'changed', 'quarantined', 'released'],
    );

    const exported = (as: 'owner' | 'responder' | 'viewer', format = 'csv') =>
      w.ask('GET', `${at}/export?format=${format}`, { as });
    assert.equal((await exported('viewer')).status, 403);
    assert.match((await exported('owner')).text, /webhook,https:\/\/hooks\.example\/T0\/secret-path,active/);
    for (const format of ['csv', 'json'])
      assert.doesNotMatch((await exported('responder', format)).text, /secret-path|whsec_/);
  },
);
