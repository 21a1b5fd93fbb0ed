/** U09: the last word closes the story. Five things people need to be able to stop thinking about it. */
import type { Sentence } from '../text/sentences.ts';
import { BEGINNING, type Draft, finding, isWhole, matchesInstant, type Rule, timesIn } from './draft.ts';
import { absence, unexplained } from './understood.ts';

/** The last word is made of short thoughts: what has more words than this beside what is known says more. */
const MOST_WORDS = 4;

/** How long something lasted is told with a number or a part of the day. */
const LONG =
  /\d|hour|minute|second|day|night|morning|noon|evening|week|stunde|minute|tag|nacht|abend|morgen|woche|heure|jour|nuit|matin|soir|semaine|hora|día|dia|noche|noite|mañana|manhã|tarde|semana|[時分秒日夜朝晩週]/iu;

/** "They had failed since 12:50 UTC" tells when it began, and nothing else. */
const tellsTheStart = (draft: Draft, clause: Sentence): boolean =>
  timesIn(draft, clause).some(({ start }) =>
    BEGINNING.test(draft.text.slice(Math.max(clause.start, start - 40), start)),
  );

export const closesTheStory: Rule = (draft, words) => {
  if (draft.position !== 'end' || !isWhole(draft)) return [];
  const whole = draft.text;
  const { startedAt } = draft.facts;
  const otherTime = startedAt
    ? draft.times.some((time) => !matchesInstant(time, startedAt, 5))
    : draft.times.length >= 2;
  const recoveredAt =
    otherTime ||
    draft.sentences.some(
      (sentence) => words.recovery.test(sentence.text) && timesIn(draft, sentence).length > 0,
    );
  const slots: [slot: string, filled: boolean, message: string][] = [
    ['U09.recovered', recoveredAt, 'It does not say when it worked again. Give the time with its zone.'],
    [
      'U09.lasted',
      words.lasted.test(whole) || draft.times.length >= 2,
      'It does not say how long it lasted. Give the minutes, or the start and the end.',
    ],
    [
      'U09.data',
      words.dataStatement.test(whole) || words.aboutData.test(whole),
      'It does not say whether data was lost. Say so either way, or that you are still checking.',
    ],
    [
      'U09.next',
      words.followUp.test(whole) || words.comes.test(whole) || words.date.test(whole),
      'It does not say what comes next: who reviews it, and when and where people can read it.',
    ],
    ['U09.thanks', words.thanks.test(whole), 'It does not thank the people who waited or reported.'],
  ];
  const missing = slots.filter(([, filled]) => !filled);
  if (missing.length === 0) return [];
  const doubts = unexplained(draft, words, { most: MOST_WORDS });
  const doubtsAbout: Readonly<Record<string, Sentence[]>> = {
    'U09.thanks': [],
    // Only a second time, or the start and how long it lasted, tells when it worked again.
    'U09.recovered': draft.times.length > 0 && words.lasted.test(whole) ? doubts : [],
    'U09.lasted': doubts.filter(({ text }) => LONG.test(text)),
    'U09.next': doubts.filter((clause) => !words.recovery.test(clause.text) && !tellsTheStart(draft, clause)),
    // "All messages went through" has one word of its own.
    'U09.data': unexplained(draft, words, { least: 1, most: MOST_WORDS }).filter(
      (clause) => !tellsTheStart(draft, clause),
    ),
  };
  return missing.map(([slot, , text]) => {
    const { level, message } = absence(text, doubtsAbout[slot] ?? doubts);
    return finding(draft, 'U09', level, message, { slot });
  });
};
