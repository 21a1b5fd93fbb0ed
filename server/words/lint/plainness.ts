/** Plain words: P01 reading grade, P02 limits, P03 glossary, P05 abbreviations. */
import { type Sentence, wordsIn } from '../text/sentences.ts';
import { finding, isWhole, type PlainRule, type Rule } from './draft.ts';

const GRADE = { public: 9, technical: 12 };
const SENTENCE_WORDS = 25;
const MESSAGE_WORDS = 120;

/** Characters, as a reader counts them, that each short channel carries: one SMS, Bluesky's post, X's. */
export const CHANNEL_LIMIT = { sms: 160, post: 300, x: 280 } as const;

export const readsEasily: PlainRule = (draft) => {
  if (!draft.locale.startsWith('en') || !isWhole(draft)) return [];
  const most = draft.technical ? GRADE.technical : GRADE.public;
  const grade = readingGrade(draft.own, draft.sentences);
  if (grade <= most) return [];
  return [
    finding(
      draft,
      'P01',
      'warning',
      `It reads like school year ${Math.round(grade)}; ${most} is the most. Use shorter sentences and shorter words.`,
      {
        at: { start: 0, end: draft.text.length },
        suggest: '',
      },
    ),
  ];
};

export const staysShort: PlainRule = (draft) => {
  const found = draft.sentences
    .filter((sentence) => wordsIn(sentence.text).length > SENTENCE_WORDS)
    .map((sentence) =>
      finding(
        draft,
        'P02',
        'warning',
        `This sentence has ${wordsIn(sentence.text).length} words; ${SENTENCE_WORDS} is the most. Make two of it.`,
        {
          at: sentence,
          suggest: '',
        },
      ),
    );
  const whole = wordsIn(draft.text).length;
  if (whole > MESSAGE_WORDS && draft.position !== 'followup')
    found.push(
      finding(
        draft,
        'P02',
        'warning',
        `The message has ${whole} words; ${MESSAGE_WORDS} is the most that people read in an outage.`,
        {
          at: { start: 0, end: draft.text.length },
          suggest: '',
        },
      ),
    );
  const limit = CHANNEL_LIMIT[draft.channel as keyof typeof CHANNEL_LIMIT];
  const { length, over } = limit ? measured(draft.text, draft.channel, limit) : { length: 0, over: null };
  if (over !== null)
    found.push(
      finding(draft, 'P02', 'error', `It has ${length} characters; this channel carries ${limit}.`, {
        at: { start: over, end: draft.text.length },
        suggest: '',
      }),
    );
  return found;
};

const CHARACTERS = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const LINK = /https?:\/\/\S+/g;
/** X counts an address as 23 whatever its length, and a sign outside the Latin, Greek and Cyrillic blocks as two. */
const X_LINK = 23;
const X_SINGLE = /^[^\u1100-\u1fff\u200e\u200f\u2020-\u2031\u2038-\u{10ffff}]+$/u;

/** How long a text is by its channel's own counting, and where (UTF-16) it goes over the limit. */
function measured(text: string, channel: string, limit: number): { length: number; over: number | null } {
  const links = channel === 'x' ? [...text.matchAll(LINK)] : [];
  let length = 0;
  let over: number | null = null;
  const add = (weight: number, at: number) => {
    length += weight;
    if (length > limit) over ??= at;
  };
  let read = 0;
  const addWords = (until: number) => {
    for (const { segment, index } of CHARACTERS.segment(text.slice(read, until)))
      add(channel === 'x' && !X_SINGLE.test(segment) ? 2 : 1, read + index);
  };
  for (const link of links) {
    addWords(link.index);
    add(X_LINK, link.index);
    read = link.index + link[0].length;
  }
  addWords(text.length);
  return { length, over };
}

export const explainsItsWords: Rule = (draft, words) => {
  if (draft.technical) return [];
  const names = new Set(
    (draft.facts.components ?? []).flatMap((component) => wordsIn(component.name.toLowerCase())),
  );
  const seen = new Set<string>();
  return [...draft.own.matchAll(/[\p{L}\d]+(?: balancer)?/gu)].flatMap((match) => {
    const word = match[0].toLowerCase();
    const gloss = words.glossary[word];
    // A gloss in brackets right after the word explains it.
    if (
      !gloss ||
      names.has(word) ||
      seen.has(word) ||
      /^\s*\(/.test(draft.own.slice(match.index + word.length))
    )
      return [];
    // Three digits are an error code only beside such words.
    if (
      /^\d+$/.test(word) &&
      !/(?:error|errors|HTTP|status|code)/i.test(
        draft.own.slice(Math.max(0, match.index - 15), match.index + 15),
      )
    )
      return [];
    seen.add(word);
    return [
      finding(
        draft,
        'P03',
        'warning',
        `Most readers do not know "${match[0]}". Use plain words, or explain it in brackets.`,
        {
          at: { start: match.index, end: match.index + match[0].length },
          suggest: gloss,
        },
      ),
    ];
  });
};

const KNOWN = new Set(
  'UTC GMT CET CEST MEZ MESZ BST PST PDT EST EDT EU UK US USA EUR USD GBP SMS PDF ID OK FAQ AM PM TV PC CSV URL GDPR DSGVO IT APAC EMEA IST JST SGT AEST AEDT API DNS'.split(
    ' ',
  ),
);

export const spellsOut: PlainRule = (draft) => {
  const names = (draft.facts.components ?? []).map((component) => component.name).join(' ');
  const seen = new Set<string>();
  return [...draft.own.matchAll(/(?<![\p{L}\d-])[A-ZÄÖÜ]{2,6}s?(?![\p{L}\d-])/gu)].flatMap((match) => {
    const word = match[0].replace(/s$/, '');
    const around = draft.own.slice(Math.max(0, match.index - 1), match.index + match[0].length + 2);
    const explained = around.startsWith('(') || /\s\($/.test(around);
    if (KNOWN.has(word) || draft.technical || seen.has(word) || names.includes(word) || explained) return [];
    seen.add(word);
    return [
      finding(draft, 'P05', 'warning', `Spell out "${word}" the first time it appears.`, {
        at: { start: match.index, end: match.index + match[0].length },
        suggest: '',
      }),
    ];
  });
};

/** Flesch–Kincaid grade: 0.39 words/sentence + 11.8 syllables/word − 15.59 (Kincaid et al. 1975). English only. */
export function readingGrade(text: string, sentences: readonly Sentence[]): number {
  const words = text.match(/[A-Za-z][A-Za-z'-]*/g) ?? [];
  if (words.length === 0 || sentences.length === 0) return 0;
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0);
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59;
}

function syllablesIn(word: string): number {
  const bare = word.toLowerCase().replace(/[^a-z]/g, '');
  if (bare.length <= 3) return 1;
  const groups = bare
    .replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, '')
    .replace(/^y/, '')
    .match(/[aeiouy]{1,2}/g);
  return Math.max(1, groups?.length ?? 1);
}
