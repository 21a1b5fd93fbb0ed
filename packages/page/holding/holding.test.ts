/** Holding pages are whole in one file, say nothing that time makes false, and let nobody in. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { HOLDING_KINDS, holdingFolder, renderHolding } from './index.ts';
import { HOLDING_LANGUAGES, type HoldingLook } from './page.ts';

const look: HoldingLook = {
  name: 'Demo Shop',
  locales: ['en', 'de', 'ar'],
  timeZone: 'UTC',
  accent: { light: '#8a3b00', dark: '#ffb27a' },
  font: null,
  logo: null,
  url: 'https://status.shop.example',
  supportUrl: 'mailto:help@shop.example',
  support: null,
  links: [],
  words: {},
  liveKey: 'a'.repeat(43),
  madeAt: '2026-03-01T12:00:00.000Z',
  changes: null,
};

test('every language has every word, in its own words', () => {
  const english = HOLDING_LANGUAGES['en']!;
  assert.equal(Object.keys(HOLDING_LANGUAGES).length, 12);
  for (const [language, words] of Object.entries(HOLDING_LANGUAGES)) {
    for (const kind of HOLDING_KINDS) {
      for (const part of ['title', 'text'] as const) {
        const said = words[part][kind]('Demo Shop');
        assert.ok(said.length > 3, `${language} ${part} ${kind}`);
        if (language !== 'en') assert.notEqual(said, english[part][kind]('Demo Shop'), `${language} ${kind}`);
        assert.doesNotMatch(said, /\d/, 'no number, so no time');
      }
      if (kind !== 'apology' && kind !== 'changes')
        assert.match(words.title[kind]('Demo Shop'), /Demo Shop/, language);
    }
    assert.match(words.madeAt('T'), /T/);
    assert.match(words.done('D') + words.due('E'), /D[\s\S]*E/);
  }
});

test('a page asks nobody for anything but the newest word, and its policy allows nothing else', () => {
  for (const kind of HOLDING_KINDS) {
    const page = renderHolding(kind, look);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/
      .exec(page)![1]!
      .replaceAll('&#39;', "'");
    assert.match(policy, /^default-src 'none'; /);
    for (const [element, directive] of [
      ['script', 'script-src'],
      ['style', 'style-src'],
    ] as const) {
      const text = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(page)![1]!;
      const hash = createHash('sha256').update(text).digest('base64');
      assert.ok(policy.includes(`${directive} 'sha256-${hash}'`), `${kind} ${element}`);
    }
    assert.match(policy, /connect-src https:\/\/status\.shop\.example;/);
    assert.doesNotMatch(page, /\ssrc="(?!data:)|<link(?! rel="icon" href="data:,")|@import|url\(/);
    assert.match(page, /name="robots" content="noindex"/);
    assert.match(page, /id="ar" lang="ar" dir="rtl"/);
    assert.equal(page.includes('data-from='), kind !== 'changes');
    // Links work at every depth: of this page, or whole.
    for (const [, href] of page.matchAll(/href="([^"]*)"/g))
      assert.match(href!, /^(#[a-z-]+$|https:|mailto:|data:,$|$)/);
  }
  const alone = renderHolding('outage', { ...look, liveKey: null });
  assert.ok(!alone.includes('data-from=') && !/connect-src/.test(alone));
});

test('words of people are text, whatever they hold', () => {
  const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
  const page = renderHolding('outage', {
    ...look,
    name: evil,
    support: { en: evil },
    links: [{ label: { en: evil }, url: 'https://shop.example/?a="><script>' }],
    words: { outage: { title: { en: evil }, text: { en: `${evil} [x](javascript:alert(1))` } } },
  });
  assert.equal(page.split('<script>').length, 2, 'one script, ours');
  assert.doesNotMatch(page, /<img|href="javascript/);
});

test('what was changed comes from the postmortem, with what is done and what is due', () => {
  const page = renderHolding('changes', {
    ...look,
    changes: {
      locale: 'en',
      title: 'Checkout failed for an hour',
      url: 'https://status.shop.example/incidents/inc_1/postmortem',
      whatHappened: ['A disk was full.'],
      whatWeDo: ['We watch the disk.'],
      actions: [
        { title: 'Alert at 80 %', dueOn: '2026-03-09', doneAt: '2026-03-05T10:00:00.000Z' },
        { title: 'A second disk', dueOn: '2026-04-01', doneAt: null },
      ],
    },
  });
  assert.match(page, /Alert at 80 %<\/span> \(done on Mar 5\)/);
  assert.match(page, /A second disk<\/span> \(fällig am 1\. Apr\.?\)/);
  assert.match(renderHolding('changes', look), /Nothing is published yet\./);
});

test('the folder holds what each host needs, and every page is a few kilobytes', () => {
  const files = holdingFolder({ look, retryAfterSeconds: 120, folder: '/srv/pages/' });
  for (const name of [
    'nginx.conf',
    'haproxy.cfg',
    'Caddyfile',
    'apache.conf',
    '_headers',
    'cloudflare-worker.js',
    'README.txt',
  ])
    assert.ok(files.get(name)!.body.length > 100, name);
  for (const kind of HOLDING_KINDS)
    assert.ok(Buffer.byteLength(files.get(`${kind}.html`)!.body) < 12_000, kind);
  assert.match(files.get('nginx.conf')!.body, /root \/srv\/pages;/);
  // The worker is a module whose text nothing in the page ends.
  assert.doesNotMatch(files.get('cloudflare-worker.js')!.body, /<\/script>/);
});
