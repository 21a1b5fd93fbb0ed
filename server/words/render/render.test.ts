import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lint } from '../lint/lint.ts';
import { composeMessage } from './compose.ts';
import { fit, fitWithTitle } from './fit.ts';
import { markdownToHtml } from './html.ts';
import { checkLiquid, renderLiquid, TemplateError } from './liquid.ts';
import { renderMessage } from './message.ts';
import { phrases } from './phrases.ts';
import { formatDuration, formatTime, localizeInstants, localizeTimes } from './times.ts';
import { sampleFacts } from './variables.ts';

const NOW = '2026-03-03T13:00:00.000Z';
const nowMs = Date.parse(NOW);
const style = (locale: string, timeZone: string) => ({ locale, timeZone, nowMs });

test('a time is shown in the reader’s zone with UTC beside, and with its date on another day', () => {
  const at = '2026-03-03T14:30:00.000Z';
  assert.equal(formatTime(at, style('en', 'UTC')), '14:30 UTC');
  assert.equal(formatTime(at, style('en', 'Europe/Berlin')), '15:30 CET (14:30 UTC)');
  assert.equal(formatTime(at, style('en', 'America/New_York')), '09:30 EST (14:30 UTC)');
  assert.equal(formatTime(at, style('en', 'Asia/Kolkata')), '20:00 UTC+5:30 (14:30 UTC)');
  assert.equal(formatTime(at, style('de', 'Europe/Berlin')), '15:30 Uhr MEZ (14:30 UTC)');
  assert.equal(formatTime(at, style('de', 'UTC')), '14:30 Uhr UTC');
  assert.equal(formatTime(at, style('en', 'Europe/London')), '14:30 UTC');
  assert.equal(formatTime(at, style('en', 'Mars/Olympus')), '14:30 UTC');
  assert.equal(
    formatTime('2026-07-04T14:30:00.000Z', style('en', 'Europe/Berlin')),
    '16:30 CEST (14:30 UTC) on 4 July',
  );
  assert.equal(
    formatTime('2026-03-05T23:30:00.000Z', style('en', 'Europe/Berlin')),
    '00:30 CET on 6 March (23:30 UTC on 5 March)',
  );
  assert.equal(formatTime('2027-01-05T12:00:00.000Z', style('de', 'UTC')), '5. Januar 2027, 12:00 Uhr UTC');
  assert.equal(
    formatTime('2026-03-03T14:30:20.000Z', { ...style('en', 'UTC'), seconds: true }),
    '14:30:20 UTC',
  );
});

test('the linter reads every time that is rendered as the instant it was', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: nowMs - 3e9, max: nowMs + 3e10 }),
      fc.constantFrom(
        'UTC',
        'Europe/Berlin',
        'Asia/Kolkata',
        'America/St_Johns',
        'Australia/Adelaide',
        'Asia/Kathmandu',
        'Europe/Kyiv',
        'Pacific/Apia',
      ),
      fc.constantFrom('en', 'de'),
      (ms, timeZone, locale) => {
        const nextUpdateBy = new Date(ms).toISOString();
        const text =
          locale === 'de'
            ? `Nächste Meldung bis ${formatTime(nextUpdateBy, style(locale, timeZone))}`
            : `Next word by ${formatTime(nextUpdateBy, style(locale, timeZone))}`;
        const wrong = lint(text, { phase: 'identified', locale, facts: { nextUpdateBy } }).filter(
          (each) => each.rule === 'U05' || each.rule === 'U06',
        );
        assert.deepEqual(wrong, [], text);
      },
    ),
    { numRuns: 150 },
  );
});

test('how long it lasted, in words', () => {
  assert.equal(formatDuration(68 * 60_000, 'en'), '1 hour and 8 minutes');
  assert.equal(formatDuration(68 * 60_000, 'de'), '1 Stunde und 8 Minuten');
  assert.equal(formatDuration(20_000, 'en'), '20 seconds');
  assert.equal(formatDuration(26 * 3_600_000 + 120_000, 'en'), '1 day and 2 hours');
});

test('times that a person wrote in UTC reach the reader in both zones', () => {
  const berlin = style('en', 'Europe/Berlin');
  assert.equal(
    localizeTimes('Next word by **14:30 UTC**.', berlin),
    'Next word by **15:30 CET (14:30 UTC)**.',
  );
  assert.equal(localizeTimes('14:30 UTC', style('en', 'UTC')), '14:30 UTC');
  assert.equal(localizeTimes('15:30 CET (14:30 UTC)', berlin), '15:30 CET (14:30 UTC)');
  assert.equal(localizeTimes('by 23:30 UTC on 5 March', berlin), 'by 23:30 UTC on 5 March');
  assert.equal(
    localizeTimes('bis 14:30 Uhr UTC', style('de', 'Europe/Berlin')),
    'bis 15:30 Uhr MEZ (14:30 UTC)',
  );
});

test('a promise beyond midnight and the window of planned work reach the reader in their own zone', () => {
  const dueAt = '2026-11-27T00:16:00.000Z';
  const nowMs = Date.parse('2026-11-26T23:46:00.000Z');
  for (const [locale, timeZone, wanted] of [
    ['de', 'Europe/Berlin', 'bis 27. November, 01:16 Uhr MEZ (00:16 UTC).'],
    ['en', 'America/New_York', 'by 19:16 EST on 26 November (00:16 UTC on 27 November).'],
    ['ja', 'Asia/Tokyo', '11月27日 09:16 JST（00:16 UTC）まで'],
    ['fr', 'UTC', 'le 27 novembre à 00:16 UTC'],
  ] as const) {
    const body = phrases(locale).promise(
      formatTime(dueAt, { locale, timeZone: 'UTC', nowMs, seconds: true }),
    );
    const message = renderMessage({
      kind: 'update',
      phase: 'identified',
      locale,
      timeZone,
      body,
      facts: { ...sampleFacts(locale, nowMs), nextUpdateBy: dueAt },
      now: new Date(nowMs).toISOString(),
    });
    assert.ok(message.text.includes(wanted), message.text);
  }
  const [start, end] = ['2026-11-28T23:49:00.000Z', '2026-11-29T00:49:00.000Z'];
  const reader = { locale: 'en', timeZone: 'Europe/Berlin', nowMs };
  const written = 'From 23:49 UTC on 28 November to 00:49 UTC on 29 November we work on Search.';
  assert.equal(
    localizeInstants(written, [start, end, null], reader),
    'From 00:49 CET on 29 November (23:49 UTC on 28 November) to 01:49 CET (00:49 UTC) on 29 November we work on Search.',
  );
});

const within = (limit: number) => (text: string) => text.length <= limit;

const refused = (source: string) => {
  try {
    renderLiquid(source, { title: 'x', cause: null });
  } catch (error) {
    assert.ok(error instanceof TemplateError);
    return error.message;
  }
  return 'rendered';
};

test('the sandbox refuses what it does not know, with line and column', () => {
  assert.equal(
    refused('{{ title }}\n {{ nope }}'),
    'Line 2, column 5: there is no variable "nope"; the list of variables shows what there is.',
  );
  assert.match(
    refused('{% include "/etc/passwd" %}'),
    /^Line 1, column 1: the tag "include" is not available/,
  );
  assert.match(refused('{% render "x" %}'), /the tag "render" is not available/);
  assert.match(refused('{{ title | date }}'), /there is no filter "date"/);
  assert.match(refused('{% if %}'), /^Line 1, column \d+: /);
  assert.match(refused('{{ title.constructor }}'), /there is no variable/);
  assert.equal(
    renderLiquid('{% if cause %}{{ cause }}{% endif %}{{ title }}', { title: 'x', cause: null }),
    'x',
  );
});

test('a template is checked in the branches that no sample takes', () => {
  assert.throws(
    () => checkLiquid('{% if cause %}{{ secret }}{% endif %}', new Set(['cause'])),
    /Line 1, column 18: there is no variable "secret"/,
  );
  checkLiquid('{% assign mine = cause %}{{ mine }}', new Set(['cause']));
});

test('HTML is a handful of tags; what an author typed as HTML is shown, not run', () => {
  assert.equal(
    markdownToHtml('**Next** word, see [page](https://a.example).'),
    '<p><strong>Next</strong> word, see <a href="https://a.example" rel="noopener nofollow">page</a>.</p>',
  );
  for (const hostile of [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '![x](https://track.example/p.gif)',
    '<a href="data:text/html,x">x</a>',
    '[x](//evil.example)',
  ])
    assert.doesNotMatch(
      markdownToHtml(hostile),
      /<script|<img|<a [^>]*href="(?:javascript|data|\/\/)/i,
      hostile,
    );
  assert.match(markdownToHtml('a <b> c'), /&lt;b&gt;/);
});

test('facts are shown as they are: their marks are not obeyed, and a subject stays one line', () => {
  const message = renderMessage({
    kind: 'update',
    phase: 'investigating',
    facts: {
      title: 'Sign-in *fails*\r\nBcc: x@example.com',
      components: [{ name: 'a_b_c <i>', status: 'major_outage' }],
      incidentUrl: 'https://status.example.com/i/1?a=b_c_d',
    },
    now: NOW,
  });
  assert.doesNotMatch(message.subject, /[\r\n]/);
  assert.match(message.bodyHtml, /a_b_c &lt;i&gt;/);
  assert.match(message.html, /href="https:\/\/status\.example\.com\/i\/1\?a=b_c_d"/);
  assert.match(message.text, /a_b_c <i>/);
});

test('a person’s text is carried as written, in every form, with the link in mail alone', () => {
  const message = renderMessage({
    kind: 'update',
    phase: 'identified',
    timeZone: 'Europe/Berlin',
    facts: {
      title: 'Exports fail',
      nextUpdateBy: '2026-03-03T14:30:00.000Z',
      incidentUrl: 'https://status.example.com/i/1',
    },
    body: 'Exports fail for all customers. **Next word by 14:30 UTC.**',
    now: NOW,
  });
  assert.equal(message.source, 'person');
  assert.equal(message.subject, '[Identified] Exports fail');
  assert.equal(
    message.text,
    'Exports fail for all customers. Next word by 15:30 CET (14:30 UTC).\n\nAll updates: https://status.example.com/i/1',
  );
  assert.doesNotMatch(message.bodyHtml, /status\.example/);
  assert.equal(
    message.short,
    'Exports fail: we found the cause and are repairing it. Next word by 15:30 CET. https://status.example.com/i/1',
  );
});

test('composing adds the start and the promise when a text lacks them, and nothing else', () => {
  const facts = { startedAt: '2026-03-03T12:50:00.000Z', nextUpdateBy: '2026-03-03T13:20:00.000Z' };
  const compose = (text: string, locale = 'en') =>
    composeMessage({ text, phase: 'investigating', locale, now: NOW, facts });
  assert.equal(
    compose('Sign-in fails. We are checking.'),
    'Sign-in fails. We are checking.\n\nThis began at 12:50 UTC.\n\n**Next word by 13:20 UTC.**',
  );
  assert.equal(
    compose('Die Anmeldung schlägt fehl.', 'de'),
    'Die Anmeldung schlägt fehl.\n\nDie Störung besteht seit 12:50 Uhr UTC.\n\n**Nächste Meldung bis 13:20 Uhr UTC.**',
  );
  const complete = 'Sign-in fails since 12:50 UTC. We are checking. Next update by 13:20 UTC.';
  assert.equal(compose(complete), complete);
  const wrong = 'Sign-in fails since 09:00 UTC. Next update by 13:20 UTC.';
  assert.equal(compose(wrong), wrong);
  assert.equal(
    composeMessage({ text: 'It works again.', phase: 'resolved', locale: 'en', now: NOW, facts }),
    'It works again.',
  );
});

test('short forms fit, keep the promise and the whole address', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 400 }),
      fc.integer({ min: 0, max: 200 }),
      (title, pathLength) => {
        const url = `https://status.example.com/${'p'.repeat(pathLength)}`;
        const message = renderMessage({
          kind: 'update',
          phase: 'investigating',
          facts: {
            title: title || 'x',
            startedAt: '2026-03-03T12:50:00.000Z',
            nextUpdateBy: '2026-03-03T13:20:00.000Z',
            incidentUrl: url,
          },
          now: NOW,
        });
        assert.ok([...message.short].length <= 160 && [...message.post].length <= 300);
        assert.ok(
          !message.short.includes('https:') || message.short.endsWith(url) || title.includes('https:'),
          message.short,
        );
      },
    ),
    { numRuns: 150 },
  );
  assert.equal(
    fit(
      'One two three. Four five six seven eight nine ten. Next word by 14:30 UTC. https://a.example',
      within(60),
    ),
    'One two three. Next word by 14:30 UTC. https://a.example',
  );
  assert.ok(
    fitWithTitle(
      (title) => `${title}: failing. Next word by 14:30 UTC.`,
      'A title that goes on and on and on for ever',
      within(60),
    ).endsWith('Next word by 14:30 UTC.'),
  );
});

test('both ends of a range move into the reader’s zone, or neither does', () => {
  const july = { timeZone: 'Europe/Berlin', nowMs: Date.parse('2026-07-01T15:00:00.000Z') };
  for (const [locale, written, read] of [
    ['en', 'It failed from 14:02 to 14:47 UTC.', 'It failed from 16:02 to 16:47 CEST (14:02 to 14:47 UTC).'],
    ['en', 'It failed 14:02–14:47 UTC.', 'It failed 16:02–16:47 CEST (14:02–14:47 UTC).'],
    [
      'de',
      'Von 14:02 bis 14:47 Uhr UTC ging nichts.',
      'Von 16:02 Uhr bis 16:47 Uhr MESZ (14:02 bis 14:47 Uhr UTC) ging nichts.',
    ],
    ['fr', 'Entre 14:02 et 14:47 UTC.', 'Entre 16:02 et 16:47 CEST (14:02 et 14:47 UTC).'],
    ['ja', '14:02から14:47 UTCまで。', '16:02から16:47 CEST（14:02から14:47 UTC）まで。'],
    ['en', 'At 14:20 and 14:47 UTC.', 'At 16:20 and 16:47 CEST (14:20 and 14:47 UTC).'],
    ['en', 'From 14:02 CEST to 14:47 UTC.', 'From 14:02 CEST to 16:47 CEST (14:47 UTC).'],
    // What the author dated, put into another zone, or left without one stays as it was written.
    ['en', 'On 3 March from 14:02 to 14:47 UTC.', 'On 3 March from 14:02 to 14:47 UTC.'],
    ['en', 'At 14:02, 14:20 and 14:47 UTC.', 'At 14:02, 14:20 and 14:47 UTC.'],
    ['en', 'By 14:30 UTC (16:30 CEST).', 'By 14:30 UTC (16:30 CEST).'],
  ] as const)
    assert.equal(localizeTimes(written, { locale, ...july }), read);
});
