/** Policy and checklists say the same in six languages: all keys, all figures, nothing left in English. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PolicyVersionInFull } from '@candor/protocol/prepare.ts';
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import { PREPARE_WORDS } from './prepare-words.ts';
import { policyDocuments } from './public.ts';
import { SHIPPED_CHECKLIST } from './shipped-checklist.ts';
import { SHIPPED_POLICY } from './shipped-policy.ts';

const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'ja'];
/** Two languages write these alike. */
const SHARED = new Set(['/support']);

function leaves(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, value(...['⟦1⟧', '⟦2⟧'].slice(0, value.length))]];
  return Object.entries(value as object).flatMap(([name, inner]) => leaves(inner, `${path}/${name}`));
}
const figuresIn = (text: string) => (text.match(/\d+/g) ?? []).sort();

test('every language says all of it, with the same figures, in its own words', () => {
  assert.deepEqual(Object.keys(PREPARE_WORDS), LANGUAGES);
  const english = new Map(leaves(PREPARE_WORDS['en']));
  for (const [locale, words] of Object.entries(PREPARE_WORDS)) {
    const own = new Map(leaves(words));
    assert.deepEqual([...own.keys()].sort(), [...english.keys()].sort(), locale);
    for (const [path, text] of own) {
      assert.ok(text.trim().length > 0, `${locale}${path} is empty`);
      if (!/^\/target\//.test(path))
        assert.deepEqual(figuresIn(text), figuresIn(english.get(path)!), `${locale}${path}`);
      if (locale !== 'en' && !SHARED.has(path)) assert.notEqual(text, english.get(path), `${locale}${path}`);
    }
  }
});

/** Every text that comes in several languages. */
function* texts(value: unknown): Generator<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return;
  if ('en' in value) yield value as Record<string, string>;
  else for (const inner of Object.values(value)) yield* texts(inner);
}

test('the shipped policy and checklist stand in each language, with the same lines', () => {
  const all = [...texts(SHIPPED_POLICY), ...texts(SHIPPED_CHECKLIST)];
  assert.ok(all.length >= 28, `${all.length} texts`);
  for (const text of all) {
    assert.deepEqual(Object.keys(text), LANGUAGES, text['en'] ?? 'no English');
    const lines = (locale: string) => (text[locale] ?? '').split('\n').map((line) => line.startsWith('- '));
    for (const locale of LANGUAGES.slice(1)) {
      assert.notEqual(text[locale], text['en']);
      assert.deepEqual(lines(locale), lines('en'), `${locale}: ${text['en']}`);
    }
  }
});

test('the policy page holds the same figures in each language, and its links stay in it', () => {
  const page = {
    id: 'pag_x',
    name: 'X',
    url: 'https://status.example.org/',
    supportUrl: null,
    timeZone: 'UTC',
    locales: ['en', 'de', 'fr-CA', 'es', 'pt', 'ja'],
  } as unknown as Snapshot['page'];
  const version: PolicyVersionInFull = {
    version: 1,
    publishedAt: '2026-03-01T14:02:00.000Z',
    publishedBy: 'person:usr_x',
    acceptFrom: true,
    note: null,
    changes: [],
    accepted: 0,
    document: {
      ...SHIPPED_POLICY,
      targets: [{ id: 'api', name: { en: 'API' }, percent: '99.95', period: 'month', note: null }],
      credits: { ...SHIPPED_POLICY.credits, rules: [{ below: '99.5', creditPercent: '10' }] },
    },
  } as unknown as PolicyVersionInFull;
  const documents = policyDocuments(page, [version], []);
  for (const locale of page.locales) {
    const prefix = locale === 'en' ? '' : `/${locale}`;
    const body = String(documents.get(`${prefix}/policy`)!.body);
    for (const figure of [/99[.,]95/, /99[.,]5/, /10\s?%/, /20\D/, /30\D/, /2026/])
      assert.match(body, figure, locale);
    assert.match(
      body,
      new RegExp(`<li><a href="${prefix}/">`),
      `${locale}: the status page in this language`,
    );
  }
});
