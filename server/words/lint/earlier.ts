/** H07: agrees with what was said before, or says that it corrects it. H09: does not repeat itself word for word. */

import { eachMatch } from '../each-match.ts';
import type { WordList } from '../lists/index.ts';
import { minutesApart } from '../text/clock-times.ts';
import { clausesOf, wordsIn } from '../text/sentences.ts';
import { contentWords } from './content.ts';
import { type Draft, draftOf, finding, type Rule } from './draft.ts';
import { startTimes } from './when.ts';

const WITHIN_MINUTES = 5;

type Count = { value: number; unit: string; start: number; end: number };

/** "20 % of customers", "1 in 5 users", "1,200 orders": how many are affected. */
function counts(draft: Draft, words: WordList): Count[] {
  const pattern = new RegExp(
    `(?<![\\d:.,])(?<n>\\d[\\d.,]{0,12})\\s?(?:(?<percent>%|percent|per cent|Prozent)|(?:in|out of|von) (?<of>\\d+)(?![:.]\\d)|(?<unit>${words.people}))(?![\\p{L}])`,
    'giu',
  );
  return [...draft.text.matchAll(pattern)].flatMap((match) => {
    const { n = '', percent, of, unit } = match.groups as Record<string, string | undefined>;
    const value = percent
      ? Number(n.replace(',', '.'))
      : Number(n.replace(/[.,](?=\d{3}\b)/g, '').replace(',', '.'));
    if (!Number.isFinite(value)) return [];
    const place = { start: match.index, end: match.index + match[0].length };
    return [
      {
        ...place,
        value: of ? (100 * value) / Number(of) : value,
        unit: percent || of ? '%' : (unit ?? '').toLowerCase(),
      },
    ];
  });
}

export const agreesWithEarlierWords: Rule = (draft, words) => {
  const last = draft.facts.previous?.at(-1);
  if (!last || words.correction.test(draft.text)) return [];
  const before = draftOf(last.text, { phase: draft.phase, locale: draft.locale });
  const found = [];
  const [start] = startTimes(draft, words).filter((time) => isSince(draft, time.start, words));
  const [earlierStart] = startTimes(before, words).filter((time) => isSince(before, time.start, words));
  if (
    start?.utcMinutes != null &&
    earlierStart?.utcMinutes != null &&
    minutesApart(start.utcMinutes, earlierStart.utcMinutes) > WITHIN_MINUTES
  )
    found.push(
      finding(
        draft,
        'H07',
        'error',
        'The word before this one named another start. If this is right, say "Correction:" and what was wrong.',
        { at: start },
      ),
    );
  const earlierCounts = counts(before, words);
  for (const count of counts(draft, words)) {
    const same = earlierCounts.filter((each) => each.unit === count.unit).map((each) => each.value);
    const now = counts(draft, words).map((each) => (each.unit === count.unit ? each.value : null));
    // A number that was not said before, in place of one that is no longer said.
    const replaced = !same.includes(count.value) && same.some((value) => !now.includes(value));
    if (!replaced || moved(sentenceOf(draft, count), sentenceOf(before, earlierCounts[0]), words)) continue;
    found.push(
      finding(
        draft,
        'H07',
        'error',
        'The word before this one gave another number. If the number moved, say "now"; if it was wrong, say "Correction:".',
        { at: count },
      ),
    );
    break;
  }
  return [...found, ...deniesWhatFailed(draft, before, words)];
};

const sentenceOf = ({ sentences }: Draft, at: Count | undefined): string =>
  sentences.find((each) => at && at.start >= each.start && at.end <= each.end)?.text ?? '';

/** "Were" tells of the past, and so excuses a number that differs from one of now; not from another that was. */
const WAS = /(?<!\p{L})(?:was|were)(?!\p{L})|でした/iu;

const moved = (sentence: string, earlier: string, words: WordList): boolean =>
  [...eachMatch(words.movement, sentence)].some(([word]) => !(WAS.test(word) && WAS.test(earlier)));

/** It never broke, which is more than that it is well again. */
const NEVER_HIT =
  /(?<![\p{L}])(?:not|never|n't|nicht|nie|niemals|pas|jamais|no|nunca|não)(?! (?:longer|more|mehr|plus|más|mais)(?![\p{L}]))(?: [\p{L}']+){0,3} (?:affected|impacted|betroffen|touchée?s?|concernée?s?|afectad[oa]s?|afetad[oa]s?)(?![\p{L}])|unaffected|影響(?:は)?(?:受けて(?:い|お)|あり|ござい)/iu;

/** "Orders in Portugal were never affected", after "orders fail in Spain and Portugal". */
function deniesWhatFailed(draft: Draft, before: Draft, words: WordList) {
  const failed = before.sentences
    .filter(({ text }) => words.symptom.test(text) && !NEVER_HIT.test(text))
    .map(({ text }) => new Set(contentWords(text, words)));
  for (const clause of draft.sentences.flatMap(clausesOf)) {
    const denied = NEVER_HIT.exec(clause.text);
    if (!denied) continue;
    const subject = contentWords(clause.text.slice(0, denied.index), words);
    if (subject.length === 0 || !failed.some((each) => subject.every((word) => each.has(word)))) continue;
    return [
      finding(
        draft,
        'H07',
        'error',
        'The word before this one said that this fails. If it never did, say "Correction:"; if it works again, say since when.',
        { at: clause },
      ),
    ];
  }
  return [];
}

/** Only "since", "started at" and their like name the start of the outage; "at" and "from" may name anything. */
function isSince(draft: Draft, at: number, words: WordList): boolean {
  const before = draft.text.slice(Math.max(0, at - 24), at);
  const strict =
    /(?:since|started(?: at)?|began(?: at)?|seit|begann um|begonnen um|depuis|(?:commencé|débuté) (?:à|vers)|desde(?: las?| as?)?|(?:empezó|comenzó|empezado|comenzado) a las?|(?:começou|começaram) às?)\s*(?:about |around |etwa |ca\. )?$/iu;
  return strict.test(before) && !words.noChange.test(draft.text.slice(Math.max(0, at - 60), at));
}

/** Share of words in common, by multiset (Sørensen–Dice). */
export function similarity(a: string, b: string): number {
  const left = wordsIn(a.toLowerCase());
  const right = wordsIn(b.toLowerCase());
  if (left.length + right.length === 0) return 1;
  const counted = new Map<string, number>();
  for (const word of left) counted.set(word, (counted.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of right) {
    const n = counted.get(word) ?? 0;
    if (n > 0) shared++;
    counted.set(word, n - 1);
  }
  return (2 * shared) / (left.length + right.length);
}

export const doesNotRepeat: Rule = (draft, words) => {
  if (draft.position !== 'update') return [];
  const honestNote = words.noChange.test(draft.text) && words.stillDoing.test(draft.text);
  const same = (draft.facts.previous ?? []).some(
    ({ text }) => text.trim() === draft.text.trim() || (!honestNote && similarity(text, draft.text) > 0.9),
  );
  if (!same) return [];
  return [
    finding(
      draft,
      'H09',
      'warning',
      'This is nearly the text from before. Say what is new, or "no change since HH:MM UTC; we are still …".',
      {
        at: { start: 0, end: draft.text.length },
      },
    ),
  ];
};
