/** What short forms say where there is little room: real addresses are long, and a lost half may say the opposite. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type MessageFacts, Tone } from '@candor/protocol/words.ts';
import { segmentsOf } from '#lib/measure/gsm.ts';
import { SHIPPED_LOCALES, TEMPLATE_NAMES } from '../templates/shipped.ts';
import { keyOf } from '../templates/testing.ts';
import { renderMessage } from './message.ts';
import { phrases } from './phrases.ts';

const TITLE = 'Card payments and refunds for shops';
const URL = 'https://status.shop.example.com/incidents/inc_01m8dhgyf2e00awgd5ec2tp8n4';
const NOW = '2026-10-20T00:20:30.000Z';

function shortOf(name: (typeof TEMPLATE_NAMES)[number], locale: string, timeZone: string): string {
  const { kind, phase } = keyOf(name);
  const planned = kind === 'maintenance';
  const over = phase === 'resolved' || phase === 'completed';
  const facts: MessageFacts = {
    title: TITLE,
    incidentUrl: URL,
    surveyUrl: URL,
    questionsUrl: URL,
    postmortemUrl: URL,
    ...(planned
      ? {
          startsAt: '2026-12-24T21:30:00.000Z',
          endsAt: '2026-12-24T23:30:00.000Z',
          formerEndsAt: '2026-12-24T22:30:00.000Z',
        }
      : { startedAt: '2026-10-19T21:02:00.000Z' }),
    ...(over ? { resolvedAt: '2026-10-20T00:10:00.000Z' } : {}),
    ...(planned || over ? {} : { nextUpdateBy: '2026-10-20T00:50:00.000Z' }),
  };
  return renderMessage({ kind, phase, locale, timeZone, facts, now: NOW }).short;
}

for (const locale of SHIPPED_LOCALES)
  test(`in ${locale}, an SMS beside a real address is cut nowhere but in its title`, () => {
    for (const timeZone of ['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/Sao_Paulo'])
      for (const name of TEMPLATE_NAMES) {
        const short = shortOf(name, locale, timeZone);
        const about = `${name} in ${timeZone}: ${short}`;
        assert.ok(segmentsOf(short).units <= 160, about);
        assert.ok(short.endsWith(URL), about);
        const said = short.slice(0, -URL.length).trim();
        const [, before, behind] =
          /^(.*?)Card payments(?:[a-z ]*(?:…|\.\.\.)| and refunds for shops)(.*)$/su.exec(said) ??
          assert.fail(about);
        assert.doesNotMatch(`${before}${behind}`, /…|\.\.\./, about);
        // Beside the title something is said of it.
        assert.match(`${before}${behind}`, /\p{L}{2}/u, about);
      }
  });

test('what was called off, or is over, never reads as if it were to come', () => {
  for (const locale of SHIPPED_LOCALES) {
    const say = phrases(locale).phase;
    const cancelled = shortOf('maintenance/cancelled', locale, 'Asia/Kolkata');
    assert.ok(
      cancelled.includes(`${say.cancelled}`) || /中止|won.t|will not|n'aura|no se|não ser/.test(cancelled),
      cancelled,
    );
    const resolved = shortOf('update/resolved', locale, 'Asia/Kolkata');
    assert.match(resolved, /[Rr]esolved|[Bb]ehoben|[Rr]ésolu|[Rr]esuelto|[Rr]esolvido|復旧|解決/, resolved);
    const reminded = shortOf('maintenance/reminded', locale, 'Asia/Kolkata');
    assert.match(reminded, /03:00/, reminded);
  }
});

test('a template of one’s own that is too long gives way to its subject, and keeps its promise', () => {
  const facts: MessageFacts = {
    title: 'Down. Again? Card payments',
    startedAt: '2026-10-19T23:58:00.000Z',
    nextUpdateBy: '2026-10-20T00:50:00.000Z',
    incidentUrl: URL,
  };
  const own = {
    source: 'site:tpl_1',
    kind: 'update' as const,
    phase: 'investigating' as const,
    tone: 'plain' as const,
    locale: 'en',
    segment: null,
    subject: '[Look here] {{ title }}',
    body: 'x',
    short:
      '{{ title }} is what we look into with everybody who is awake and can be reached at this hour. Be back at {{ nextUpdateBy }}. {{ incidentUrl }}',
    banner: 'x',
  };
  const { short } = renderMessage({ kind: 'update', phase: 'investigating', facts, own: [own], now: NOW });
  assert.equal(short, `[Look here] Down. Again? Card payments. Be back at 00:50 UTC. ${URL}`);
});

test('counts are said as people say them: none, one, a million, and the one that a list would leave over', () => {
  const components = (n: number) =>
    Array.from({ length: n }, (_, i) => ({ name: `C${i + 1}`, status: 'major_outage' as const }));
  const bodyOf = (locale: string, facts: Partial<MessageFacts>) =>
    renderMessage({
      kind: 'no_change',
      phase: 'identified',
      locale,
      facts: { title: 'X', startedAt: '2026-10-19T23:58:00.000Z', ...facts },
      now: NOW,
    }).body;
  for (const locale of SHIPPED_LOCALES) {
    const none = bodyOf(locale, { affectedCount: 0, checksFailing: 12_345, checksTotal: 1_000_000 });
    assert.ok(none.includes(phrases(locale).whoUnknown) && !/[:：] ?0/.test(none), none);
    const number = new Intl.NumberFormat(locale);
    assert.ok(none.includes(number.format(1_000_000)) && none.includes(number.format(12_345)), none);
    assert.ok(bodyOf(locale, { components: components(13) }).includes('C13'));
    assert.ok(!bodyOf(locale, { components: components(14) }).includes('C13'));
  }
});

test('who tells customers after the end does not read that it still fails', () => {
  for (const locale of SHIPPED_LOCALES)
    for (const tone of Tone.options)
      for (const kind of ['support_script', 'internal'] as const) {
        const { body } = renderMessage({
          kind,
          phase: 'resolved',
          tone,
          locale,
          facts: {
            title: 'X',
            components: [{ name: 'Checkout', status: 'major_outage' }],
            whatUsersSee: 'Checkout muestra 503.',
            startedAt: '2026-10-19T23:58:00.000Z',
            resolvedAt: '2026-10-20T00:10:00.000Z',
          },
          now: NOW,
        });
        assert.ok(!body.includes('503') && body.includes('Checkout'), body);
      }
});
