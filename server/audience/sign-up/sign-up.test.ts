/** Signing up as readers and as abusers do: every wish is kept, nobody learns who is known, nobody's mailbox is filled. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '#lib/duration.ts';
import { hiddenIn, openAudience } from '../testing.ts';

const LIMIT = { timeout: 60_000 };

test(
  'a whole form is kept wish by wish, with its trail; and an incident can be followed alone',
  LIMIT,
  async (t) => {
    const w = await openAudience();
    t.after(w.close);
    const { subscribers } = w.audience;
    const page = await w.ask('GET', '/subscribers?locale=de', { headers: { accept: 'text/html' } });
    assert.equal(page.status, 200);
    assert.match(page.text, /<html lang="de"/);
    assert.match(page.text, /die ganze Gruppe/);
    w.jump(3 * SECOND_MS);
    const answer = await w.post('/subscribers', {
      ...hiddenIn(page.text),
      locale: 'de',
      email: 'Reader@BÜCHER.example',
      groupIds: w.group.id,
      kinds: 'incidents',
      leastSeverity: '2',
      digest: 'daily',
      quietFrom: '22:00',
      quietUntil: '07:00',
      timeZone: 'Europe/Berlin',
    });
    assert.equal(answer.status, 202, answer.text);
    const [one] = await subscribers.list({ limit: 1 });
    assert.equal(one!.address, 'Reader@xn--bcher-kva.example', 'one spelling of a domain');
    assert.deepEqual(
      [one!.componentIds, one!.groupIds, one!.wantsMaintenance, one!.leastSeverity, one!.digest, one!.locale],
      [null, [w.group.id], false, 2, 'daily', 'de'],
    );
    assert.deepEqual([one!.quietFrom, one!.quietUntil, one!.quietExceptCritical], ['22:00', '07:00', false]);
    assert.deepEqual(
      (await subscribers.consent(one!.id)).map(({ what, source }) => [what, source]),
      [['asked', `page ${(await w.catalog.pages.default()).slug}, form 2`]],
    );
    assert.equal((await subscribers.list({ limit: 9, q: 'READER@xn--bcher-kva.example' })).length, 1);

    const incident = await w.openIncident();
    assert.match((await w.ask('GET', `/subscribers?incident=${incident}`)).text, /Checkout is down/);
    assert.equal(
      (await w.post('/subscribers', { email: 'f@example.com', incidentIds: incident })).status,
      202,
    );
    assert.equal(
      (await w.post('/subscribers', { email: 'g@example.com', incidentIds: 'inc_none' })).status,
      400,
    );
    const follower = await subscribers.find('email', 'f@example.com');
    assert.deepEqual([follower!.componentIds, follower!.incidentIds], [null, [incident]]);
    // A mistake shows the form again to a person, with what they wrote.
    const wrong = await w.post('/subscribers', { email: 'a b@example.com', digest: 'hourly' });
    assert.equal(wrong.status, 400);
    assert.match(wrong.text, /role="alert"[\s\S]*value="hourly" selected/);
    const german = await w.post('/subscribers', { email: 'a b@example.com', locale: 'de' });
    assert.match(german.text, /role="alert"[^>]*><strong>Diese Adresse lässt sich nicht verwenden/);
    const inside = await w.post('/subscribers', { email: 'root@localhost' });
    assert.match(
      inside.text,
      /A mail address has a dot after the @/,
      'no stranger has the house write to itself',
    );
  },
);

test(
  'traps, haste and bursts: a proof is asked, and above the mark nobody is written to',
  LIMIT,
  async (t) => {
    const w = await openAudience({ env: { CANDOR_TRUST_PROXY: '127.0.0.1' } });
    t.after(w.close);
    const { subscribers } = w.audience;
    const from = (n: number) => ({ 'x-forwarded-for': `203.0.113.${n}` });
    const count = async () => (await subscribers.list({ limit: 500 })).length;

    assert.equal(
      (await w.post('/subscribers', { email: 'bot@example.com', website: 'x' }, from(1))).status,
      202,
    );
    assert.equal(await count(), 0, 'the trap answers like everybody and does nothing');

    const form = await w.ask('GET', '/subscribers');
    const hasty = await w.post(
      '/subscribers',
      { ...hiddenIn(form.text), email: 'fast@example.com' },
      from(2),
    );
    assert.match(hasty.text, /id="proof"/);
    assert.equal(await count(), 0, 'what came within two seconds was not read');

    // The number that a browser finds lets it through at once …
    const fields = hiddenIn(hasty.text);
    const good = Array.from({ length: 1_000_000 }, (_, n) => n).find(
      (n) => createHash('sha256').update(`${fields['proof']}:${n}`).digest().readUInt16BE(0) === 0,
    );
    const other = { ...fields, email: 'other@example.com', nonce: String(good) };
    assert.match(
      (await w.post('/subscribers', other, from(3))).text,
      /id="proof"/,
      'a proof is for one address',
    );
    assert.equal((await w.post('/subscribers', { ...fields, nonce: String(good) }, from(2))).status, 202);
    assert.equal(await count(), 1);
    // … and half a minute of patience does where no script runs.
    const slow = hiddenIn(
      (await w.post('/subscribers', { ...hiddenIn(form.text), email: 's@example.com' }, from(4))).text,
    );
    w.jump(10 * SECOND_MS);
    const again = await w.post('/subscribers', slow, from(4));
    assert.equal(hiddenIn(again.text)['proof'], slow['proof'], 'waiting goes on');
    w.jump(21 * SECOND_MS);
    assert.equal((await w.post('/subscribers', slow, from(4))).status, 202);
    assert.equal(await count(), 2);

    // One client may not go on for long, also behind a proxy; another one may.
    for (let i = 0; i < 5; i++) {
      w.jump(7 * SECOND_MS);
      assert.equal((await w.post('/subscribers', { email: `c${i}@a${i}.example` }, from(5))).status, 202);
    }
    assert.match((await w.post('/subscribers', { email: 'c9@b.example' }, from(5))).text, /id="proof"/);
    assert.equal((await w.post('/subscribers', { email: 'c9@b.example' }, from(6))).status, 202);

    // Many for one domain from everywhere: each needs a proof, the programs' door closes.
    for (let i = 0; i < 30; i++) await subscribers.signUp({ address: `v${i}@victim.example` });
    assert.match((await w.post('/subscribers', { email: 'v99@victim.example' }, from(7))).text, /id="proof"/);
    const json = await w.ask('POST', '/subscribers', {
      body: { email: 'v99@victim.example' },
      headers: from(8),
    });
    assert.deepEqual([json.status, json.json.code], [429, 'request.rate-limited']);
    assert.equal((await w.post('/subscribers', { email: 'x@elsewhere.example' }, from(9))).status, 202);

    w.jump(8 * DAY_MS);
    const forgotten = await subscribers.forgetUnconfirmed();
    assert.ok(forgotten > 30);
    assert.equal(await count(), 0, 'who never confirmed is forgotten after a week');
  },
);

test(
  'a phone confirms by a code: five tries, ten minutes, and no word about who is known',
  LIMIT,
  async (t) => {
    const w = await openAudience();
    t.after(w.close);
    const { subscribers } = w.audience;
    const signUp = (phone: string) => w.post('/subscribers', { carrier: 'sms', phone, locale: 'en' });
    const actionIn = (text: string) => /action="(\/subscribers\/codes\/[^"]+)"/.exec(text)![1]!;
    const codeIn = (i: number) => /\d{6}/.exec(w.phone.texts[i]!.text)![0];

    const first = await signUp('+1 555 000 1111');
    assert.equal(first.status, 202);
    await w.settled();
    assert.equal(w.phone.texts[0]!.to, '+15550001111');
    const code = codeIn(0);
    const wrong = code === '000000' ? '000001' : '000000';
    assert.equal((await w.post(actionIn(first.text), { code: wrong })).status, 400);
    const right = await w.post(actionIn(first.text), { code: `${code.slice(0, 3)} ${code.slice(3)}` });
    assert.equal(right.status, 200);
    const one = await subscribers.find('sms', '+15550001111');
    assert.equal(one!.state, 'active');
    const stored = JSON.stringify(await subscribers.consent(one!.id));
    assert.ok(!stored.includes(code) && /confirmed/.test(stored));
    assert.equal((await w.post(actionIn(first.text), { code })).status, 400, 'used once');

    w.jump(SECOND_MS);
    // The number is known now: the same page, the same answers, and no message.
    const known = await signUp('+15550001111');
    const strip = (text: string) => text.replaceAll(/codes\/[^"]+/g, '');
    assert.equal(strip(known.text), strip(first.text));
    for (let i = 0; i < 5; i++)
      assert.equal((await w.post(actionIn(known.text), { code: '123456' })).status, 400);
    assert.equal((await w.post(actionIn(known.text), { code: '123456' })).status, 410);
    await w.settled();
    assert.equal(w.phone.texts.length, 1);

    w.jump(11 * MINUTE_MS);
    const guessed = await signUp('+15550002222');
    await w.settled();
    for (let i = 0; i < 5; i++) await w.post(actionIn(guessed.text), { code: wrong });
    assert.equal((await w.post(actionIn(guessed.text), { code: codeIn(1) })).status, 410, 'five tries');
    w.jump(11 * MINUTE_MS);
    const late = await signUp('+15550002222');
    await w.settled();
    w.jump(10 * MINUTE_MS + 1);
    assert.equal((await w.post(actionIn(late.text), { code: codeIn(2) })).status, 410, 'ten minutes');
    assert.equal((await w.post('/subscribers/codes/sms~x~1.AAAA', { code: '1' })).status, 404, 'forged');
    assert.equal((await subscribers.find('sms', '+15550002222'))!.state, 'pending');
  },
);
