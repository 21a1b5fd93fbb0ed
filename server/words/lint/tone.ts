/** Tone: T01 sorry for a named effect, T02 no stock phrase, T03 active, T04 sober, T05 sorry once. */
import { contentWords } from './content.ts';
import { finding, isWhole, matches, type Rule, without } from './draft.ts';

export const isSorryForSomething: Rule = (draft, words) => {
  if (!isWhole(draft)) return [];
  const must = draft.position === 'first' || draft.position === 'end';
  // Every later word of a critical outage should carry it too, but a sixth apology blocks nobody.
  if (!must && !(draft.position === 'update' && draft.severity === 1)) return [];
  const named = draft.sentences.some(({ text }, i) => {
    if (!words.sorry.test(text)) return false;
    const rest = without(without(text, words.stock), words.sorry);
    if (words.symptom.test(rest) || words.effect.test(rest) || contentWords(rest, words).length > 0)
      return true;
    const before = draft.sentences[i - 1]?.text ?? '';
    return (
      words.sorryForThat.test(text) &&
      (words.symptom.test(before) || words.effect.test(before) || contentWords(before, words).length > 1)
    );
  });
  if (named) return [];
  const empty = [...matches(draft, words.sorry)][0];
  return [
    finding(
      draft,
      'T01',
      must ? 'error' : 'warning',
      empty
        ? 'The apology names nothing. Say what you are sorry for: what people could not do.'
        : 'It does not say sorry. Apologise for what people could not do.',
      empty ? { at: empty } : {},
    ),
  ];
};

export const avoidsStockPhrases: Rule = (draft, words) =>
  [...matches(draft, words.stock)].map((place) =>
    finding(
      draft,
      'T02',
      'warning',
      `"${place.text.trim()}" is read as a form letter. Say it in your own words, or leave it out.`,
      { at: place },
    ),
  );

const PASSIVE_SHARE = 0.4;

export const speaksInFirstPerson: Rule = (draft, words) => {
  if (!words.passive || draft.sentences.length < 3) return [];
  const passive = [...matches(draft, words.passive)];
  const sentences = new Set(passive.map((place) => place.sentence));
  if (sentences.size / draft.sentences.length <= PASSIVE_SHARE) return [];
  return [
    finding(
      draft,
      'T03',
      'warning',
      'Much of this is in the passive, so nobody acts. Say who does it: we …',
      { at: passive[0]! },
    ),
  ];
};

/** Emoji, but not the marks of trade and copyright, digits, or arrows that are plain text. */
const EMOJI = /(?![©®™‼⁉ℹ↔-↪])\p{Extended_Pictographic}/u;
/** Not the mark in a name such as Yahoo!, nor in code. */
const EXCLAMATION = /(?<!Yahoo|Joomla|Jeopardy)[!！](?!=)/u;
const EMOTICON = /(?<=^|\s)[:;=]['-]?[)(DPp](?=$|[\s.,])/u;

export const staysSober: Rule = (draft, words) => [
  ...[...matches(draft, EXCLAMATION)].slice(0, 1).map((place) =>
    finding(draft, 'T04', 'error', 'No exclamation marks: people are in trouble. End with a full stop.', {
      at: place,
    }),
  ),
  ...[...matches(draft, EMOJI), ...matches(draft, EMOTICON)].slice(0, 1).map((place) =>
    finding(draft, 'T04', 'error', 'No emoji: some readers are in trouble, and some hear it read aloud.', {
      at: place,
      suggest: '',
    }),
  ),
  ...[...matches(draft, words.marketing)].map((place) =>
    finding(
      draft,
      'T04',
      'error',
      `"${place.text.trim()}" does not belong in a message about an outage. Leave it out.`,
      { at: place, suggest: '' },
    ),
  ),
];

export const isSorryOnce: Rule = (draft, words) => {
  const places = [...matches(draft, words.sorry)];
  if (places.length < 2) return [];
  return [
    finding(
      draft,
      'T05',
      'warning',
      'One apology is stronger than two. Keep the one that names the effect.',
      { at: places[1]!, suggest: '' },
    ),
  ];
};
