/**
 * The same facts in every language: times, numbers, amounts, names and addresses are read out of each rendering and
 * compared with English; what is left may hold no number that no fact gave.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RenderedMessage } from '@candor/protocol/words.ts';
import { formatDuration, formatTime } from '../render/times.ts';
import { SHIPPED_LOCALES, segmentNote } from './shipped.ts';
import { cells, NOW, neutralFacts, renderCell, type TestCell } from './testing.ts';

const INSTANTS = [
  'startedAt',
  'resolvedAt',
  'nextUpdateBy',
  'unchangedSince',
  'reviewBy',
  'startsAt',
  'endsAt',
  'formerEndsAt',
  'questionsAt',
] as const;
const LINKS = ['incidentUrl', 'pageUrl', 'postmortemUrl', 'surveyUrl', 'questionsUrl', 'supportUrl'] as const;
const NAMES = ['Acme Pay', 'Acme Ship'];
const [START, END, NOW_MS] = [neutralFacts.startedAt!, neutralFacts.resolvedAt!, Date.parse(NOW)].map(
  (each) => (typeof each === 'number' ? each : Date.parse(each)),
) as [number, number, number];

/** Each fact, and the ways in which a language may write it. */
const written = new Map<string, [fact: string, way: string][]>();
function writingsIn(locale: string): [fact: string, way: string][] {
  const known = written.get(locale) ?? sorted(writings(locale));
  written.set(locale, known);
  return known;
}

/** Longest first: an address may begin like another, a date contains a number. */
const sorted = (all: [string, string[]][]): [string, string][] =>
  all
    .flatMap(([fact, ways]) => ways.map((way): [string, string] => [fact, plainSpaces(way)]))
    .sort(([, a], [, b]) => b.length - a.length);

function writings(locale: string): [fact: string, ways: string[]][] {
  const style = { locale, timeZone: 'UTC', nowMs: NOW_MS };
  const euros = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }).format(1_234.5);
  const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const number = new Intl.NumberFormat(locale);
  return [
    ...LINKS.map((name): [string, string[]] => [name, [String(neutralFacts[name])]]),
    ...INSTANTS.map((name): [string, string[]] => {
      const instant = neutralFacts[name] as string;
      return [name, [true, false].map((dated) => formatTime(instant, { ...style, dated, seconds: true }))];
    }),
    ['creditAmount', [euros]],
    ['creditPeriod', [month.format(new Date('2026-02-01T00:00:00.000Z'))]],
    ['duration', [END - START, NOW_MS - START].map((ms) => formatDuration(ms, locale))],
    ['affectedCount', [number.format(1_204)]],
    ...NAMES.map((name): [string, string[]] => [name, [name]]),
    ['checksTotal', [number.format(17)]],
    ['checksFailing', [number.format(3)]],
  ];
}

const plainSpaces = (text: string) => text.replace(/[\u00a0\u202f\u2009]/g, ' ');

function factsIn(given: string, locale: string): { found: string[]; left: string } {
  let left = plainSpaces(given);
  const found: string[] = [];
  for (const [fact, way] of writingsIn(locale)) {
    if (!left.includes(way)) continue;
    found.push(fact);
    left = left.split(way).join('\u0000');
  }
  return { found: [...new Set(found)].sort(), left };
}

const PARTS = ['subject', 'body', 'banner'] as const;

/** A note is the same in each tone. */
const isOwn = ({ name, tone, segment }: TestCell) =>
  segment === null || (tone === 'plain' && segmentNote(name, segment, 'en') !== null);

const inEnglish = new Map<string, RenderedMessage>();
function english(cell: TestCell): RenderedMessage {
  const message = inEnglish.get(keyOf(cell)) ?? renderCell({ ...cell, locale: 'en' }, neutralFacts);
  inEnglish.set(keyOf(cell), message);
  return message;
}

for (const locale of SHIPPED_LOCALES.filter((each) => each !== 'en'))
  test(`every message in ${locale} says the same facts as in English`, () => {
    for (const cell of cells([locale]).filter(isOwn)) {
      const theirs = english(cell);
      const ours = renderCell(cell, neutralFacts);
      for (const part of PARTS) {
        const [wanted, told] = [factsIn(theirs[part], 'en'), factsIn(ours[part], locale)];
        const about = `${keyOf(cell)}, ${part}:\n${theirs[part]}\n---\n${ours[part]}`;
        assert.deepEqual(told.found, wanted.found, about);
        for (const { left } of [wanted, told]) assert.doesNotMatch(left, /\p{Nd}/u, about);
      }
    }
  });

test('the comparison finds a wrong time, a lost name and an invented number', () => {
  const body = 'Acme Pay fails since 14:04 UTC.';
  assert.deepEqual(factsIn(body, 'en'), {
    found: ['Acme Pay', 'startedAt'],
    left: '\u0000 fails since \u0000.',
  });
  assert.deepEqual(factsIn('Fails since 14:05 UTC.', 'en').found, []);
  assert.match(factsIn('Acme Pay: 5 of 6', 'en').left, /5 of 6/);
});

const keyOf = ({ name, tone, segment }: TestCell) => [name, tone, segment].filter(Boolean).join(' / ');
