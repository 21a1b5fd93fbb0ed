/** The trust report says the same in six languages: every key, every figure, every time, and nothing left in English. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import { trustDocuments } from './public.ts';
import { REPORT_WORDS } from './words.ts';

const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'ja'];
/** Two languages write these alike. */
const SHARED = new Set(['/metrics/conversions', '/effect', '/named', '/measured']);

/** Each text; what takes figures is called with marks that have to come through, and counts with one and many. */
function leaves(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'function')
    return Object.entries(value as object).flatMap(([name, inner]) => leaves(inner, `${path}/${name}`));
  if (path === '/overlaps') return [1, 7].map((count) => [`${path}/${count}`, value(count)]);
  if (path === '/cannotTell')
    return [
      [path, value([])],
      [`${path}/why`, value(['⟦1⟧', '⟦2⟧'])],
    ];
  return [[path, value(...['⟦1⟧', '⟦2⟧', '⟦3⟧', '⟦4⟧'].slice(0, value.length))]];
}
const marksIn = (text: string) =>
  (text.match(/⟦\d⟧|\d+/g) ?? []).map((mark) => mark.replace(/\D/g, '')).sort();

test('every language says all of it, with the same figures, in its own words', () => {
  assert.deepEqual(Object.keys(REPORT_WORDS), LANGUAGES);
  const english = new Map(leaves(REPORT_WORDS['en']));
  for (const [locale, words] of Object.entries(REPORT_WORDS)) {
    const own = new Map(leaves(words));
    assert.deepEqual([...own.keys()].sort(), [...english.keys()].sort(), locale);
    for (const [path, text] of own) {
      const said = english.get(path)!;
      assert.ok(text.trim().length > 0, `${locale}${path} is empty`);
      if (path !== '/overlaps/1') assert.deepEqual(marksIn(text), marksIn(said), `${locale}${path}`);
      if (locale !== 'en' && !SHARED.has(path)) assert.notEqual(text, said, `${locale}${path}`);
    }
  }
});

const told = (metric: string) => ({
  metric,
  whileDown: {
    verdict: 'fell',
    reasons: [],
    effect: { value: -0.31, low: -0.42, high: -0.19 },
    falseFlags: { share: 0.04, of: 1_234 },
    power: { share: 0.8, of: 1_234 },
  },
  lasting: null,
  cameBack: null,
});
const REPORT = {
  incidentId: 'inc_x',
  title: { en: 'Sign-in fails' },
  down: { from: '2026-03-01T14:02:00.000Z', until: '2026-03-01T18:47:00.000Z' },
  measuredAt: '2026-03-04T09:00:00.000Z',
  seasonSeconds: 604_800,
  marginShare: 0.1,
  bucketSeconds: 3_600,
  recovery: { answer: 'yes', afterSeconds: 172_800 },
  metrics: [told('sessions'), told('conversionRate')],
  cost: {
    sessions: { lost: { value: 1_230, low: 830, high: 1_650 }, reasons: [] },
    conversions: { lost: { value: 12, low: -3, high: 27 }, reasons: [] },
    value: { lost: null, reasons: ['too little traffic'] },
  },
  overlaps: [{}],
};

test('a report on the page holds the same times and figures in each language, in the zone of the page', () => {
  const page = {
    id: 'pag_x',
    name: 'X',
    url: 'https://status.example.org/',
    supportUrl: null,
    timeZone: 'Asia/Tokyo',
    locales: ['ja', 'en', 'de', 'fr-CA', 'es', 'pt', 'it'],
  } as unknown as Snapshot['page'];
  const shown = [{ report: REPORT, surveys: [] }] as unknown as Parameters<typeof trustDocuments>[1];
  const documents = trustDocuments(page, shown);
  const own = [...documents.keys()].filter((path) => path.endsWith('/inc_x/trust'));
  assert.equal(own.length, page.locales.length);
  assert.match(String(documents.get('/it/trust')!.body), /<div lang="en"><p>What our outages/, 'not spoken');
  for (const path of own) {
    const body = String(documents.get(path)!.body).replace(/^[\s\S]*<main/, '');
    for (const figure of [
      /23(?::| h )02/,
      /3(?::| h )47/,
      /18(?::| h )00/,
      /\u221231\s?%/,
      /\u221242\s?%/,
      /\u221219\s?%/,
      /95\s?%/,
      /20\s?%/,
      /10\s?%/,
    ])
      assert.match(body, figure, path);
    assert.match(body, /1[.,\s\u202f]?230/, path);
    const links = [...body.matchAll(/href="([^"]*\/incidents\/inc_x)"/g)].map(([, to]) => to);
    assert.deepEqual(links, [path.replace(/\/trust$/, '')], 'to the incident in the same language');
  }
  assert.match(String(documents.get('/trust')!.body), /2026年3月1日/);
});
