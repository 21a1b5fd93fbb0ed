/** Every form within its room, by its channel's own count, and nothing cut in two. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { segmentsOf } from '#lib/measure/gsm.ts';
import { graphemes } from '#lib/measure/text.ts';
import { withBeside } from './beside.ts';
import { renderMessage } from './message.ts';
import { countsOf, PUSH_BYTES } from './rooms.ts';

const NOW = '2026-03-03T13:00:00.000Z';
const URL = 'https://status.example.com/incidents/inc_1';
const render = (title: string, body?: string) =>
  renderMessage({
    kind: 'update',
    phase: 'investigating',
    facts: {
      title,
      startedAt: '2026-03-03T12:50:00.000Z',
      nextUpdateBy: '2026-03-03T13:20:00.000Z',
      incidentUrl: URL,
    },
    ...(body ? { body } : {}),
    now: NOW,
  });

const FAMILY = '👨‍👩‍👧‍👦';
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const signs = (text: string) => new Set([...segmenter.segment(text)].map(({ segment }) => segment));

test('emoji, combining marks, right-to-left and long words keep whole signs, the promise and the address', () => {
  const titles: Record<string, string> = {
    emoji: FAMILY.repeat(400),
    marks: 'é̂̃'.repeat(400),
    rtl: 'تعذر تسجيل الدخول '.repeat(60),
    japanese: 'サインインできません。'.repeat(60),
    thai: 'ไม่สามารถเข้าสู่ระบบได้'.repeat(40),
    euro: '€'.repeat(400),
    words: 'Sign-in fails for customers '.repeat(40),
  };
  for (const [name, title] of Object.entries(titles)) {
    const message = render(title);
    assert.ok(segmentsOf(message.short).units <= 160, name);
    assert.ok(graphemes(message.post) <= 300 && Buffer.byteLength(message.post) <= 3_000, name);
    const allowed = signs(`${title.replace(/\s+/g, ' ')} ,.:…`);
    for (const form of [message.short, message.post, message.banner, message.subject, message.push.title]) {
      const before = form.split(/Since|since|We are|Next|https|\[Inv/)[0]!;
      for (const sign of signs(before)) assert.ok(allowed.has(sign) || sign.length === 1, `${name}: ${form}`);
    }
    for (const form of [message.short, message.post]) {
      assert.ok(!form.includes('https:') || form.endsWith(URL), `${name}: ${form}`);
      assert.match(form, /Next word by 13:20 UTC\./, `${name}: ${form}`);
    }
  }
});

test('counts are the channel’s own: alphabet of an SMS, weights of a post, bytes of a push', () => {
  const counts = Object.fromEntries(countsOf(render('Sign-in fails')).map((each) => [each.form, each]));
  assert.equal(counts['sms']!.unit, 'characters (GSM)');
  assert.equal(counts['sms']!.parts, 1);
  // An address weighs 23 there, whatever its length.
  assert.ok(counts['x']!.used < counts['post']!.used);
  const japanese = Object.fromEntries(
    countsOf(render('サインインできません')).map((each) => [each.form, each]),
  );
  assert.equal(japanese['sms']!.unit, 'characters (UCS-2)');
  assert.ok(japanese['sms']!.parts > 1);
});

test('a person’s text of 25,000 characters reaches a phone shortened, with the rest behind the link', () => {
  const message = render('Sign-in fails', `${FAMILY} We are looking. `.repeat(800).slice(0, 25_000));
  const bytes = Buffer.byteLength(JSON.stringify(message.push.title + message.push.body)) - 2;
  assert.ok(bytes <= PUSH_BYTES && message.push.body.length > 100);
  assert.ok(message.body.length > 20_000);
});

test('any title leaves every form within its room', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 500 }), (title) => {
      for (const { form, used, limit } of countsOf(render(title)))
        if (form !== 'x') assert.ok(limit === null || used <= limit, `${form}: ${used} of ${limit}`);
    }),
    { numRuns: 100 },
  );
});

test('what stands beside a short form comes before its promise and its address, in every way of writing', () => {
  const beside = 'Keep your ids.';
  const at = (short: string, promised = true) => withBeside(short, beside, { promised });
  assert.equal(
    at(`It fails. Next word by 14:30 UTC. ${URL}`),
    `It fails. ${beside} Next word by 14:30 UTC. ${URL}`,
  );
  assert.equal(at(`It works. ${URL}`, false), `It works. ${beside} ${URL}`);
  assert.equal(
    at(`Wrong before. The right version: ${URL}`, false),
    `Wrong before. ${beside} The right version: ${URL}`,
  );
  assert.equal(at('It fails. Next word by 14:30 UTC.'), `It fails. ${beside} Next word by 14:30 UTC.`);
  assert.equal(at('It fails.'), `It fails. ${beside}`, 'the only sentence is no promise');
  assert.equal(
    withBeside('障害が発生しています。次のお知らせは14:30までに行います。', 'IDを控えてください。', {
      promised: true,
    }),
    '障害が発生しています。IDを控えてください。次のお知らせは14:30までに行います。',
  );
});
